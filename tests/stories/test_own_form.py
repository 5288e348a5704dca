"""A unit brings its own Word form and its own Excel table; everything else works with them."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from app.domain.coverage import MEASURES
from app.domain.errors.fault import Refusal
from app.domain.review import Target
from app.domain.words import CopyPurpose, ReviewState, TargetKind
from app.intake.word_forms import read_back
from app.ops.forms_asked import FormsAsked, OfReviews, OfUnit
from app.specs.library import load_scheme
from app.specs.scheme_folder import unpack_scheme
from app.specs.scheme_writer import scheme_pack
from app.ui.open_paper import open_paper
from app.ui.paper_form.form_desk import FormDesk
from app.ui.paper_form.form_dialog import FormDialog
from tests.own_forms import care_form, own_table
from tests.ui.sample import make_sample, open_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.form import FormSpec
    from app.domain.own_form import FormDraft
    from app.domain.review import Review
    from app.ops.desk import Desk

DAY = date(2011, 1, 20)
TYPED = {
    "own.1": "3",
    "own.2": "良好",
    "own.3": "18.5",
    "review.achievements": "走访3户困难群众，帮办实事两件。\n群众满意。",
    "review.problems": "走访记录不够细。",
    "review.suggestions": "每月走访一次。",
    "opinions": "热心、细致。",
}


@pytest.fixture(scope="module")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def desk(sample_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    copy = tmp_path / sample_ledger.name
    shutil.copy(sample_ledger, copy)
    with open_sample(copy) as opened:
        yield opened


@pytest.fixture
def brought(desk: Desk, tmp_path: Path) -> FormDraft:
    path = tmp_path / "党员联系帮扶点评登记表.docx"
    path.write_bytes(care_form())
    return desk.own_forms.read(path)


def fill(desk: Desk, form: str) -> Review:
    """Fill a form without a task for a member whom nobody has reviewed on it."""
    task = next(
        row.task
        for row in desk.tasks.list(desk.workspace.round()).rows
        if row.task.target.kind is TargetKind.MEMBER and row.task.reviewers
    )
    made = desk.reviews.unplanned(
        desk.workspace.round(), form, Target(TargetKind.MEMBER, task.target.id), task.reviewers
    )
    kept, _ = desk.reviews.save(made.review, {**made.values, **TYPED}, DAY)
    return kept


def refused(desk: Desk, draft: FormDraft) -> list[str]:
    with pytest.raises(Refusal) as caught:
        desk.own_forms.adopt(draft)
    return [fault.code for fault in caught.value.faults]


# ---- a further form --------------------------------------------------------------------------


def test_from_a_word_file_to_a_filled_record_and_back(
    desk: Desk, brought: FormDraft, tmp_path: Path
) -> None:
    adopted = desk.own_forms.adopt(brought)
    spec = desk.workspace.forms[adopted.id]
    assert desk.own_forms.preview(brought).cells == spec.cells

    review = fill(desk, adopted.id)
    assert review.state is ReviewState.REVIEWED

    asked = FormsAsked()
    out = tmp_path / "导出"
    done = desk.exports.write(OfReviews((review.id,)), asked, out, open_paper)
    word = done.files[0].read_bytes()
    (table,) = docx.Document(io.BytesIO(word)).tables
    printed = {cell.text for row in table.rows for cell in row.cells}
    assert {"18.5", "良好", "走访记录不够细。", "帮扶等次"} <= printed
    assert any("签名：" in text for text in printed)

    (back,) = read_back(word, [*desk.workspace.forms.values()])
    assert back.form == adopted.id
    assert not back.warnings
    for key, text in TYPED.items():
        assert back.values[key] == text

    columns = desk.ledger_rows.columns()
    assert {"走访户数", "帮扶等次", "得分（20分）"} <= {*columns}
    (row,) = [r for r in desk.ledger_rows.whole() if r["登记表"] in (spec.title, spec.short_title)]
    assert (row["走访户数"], row["帮扶等次"], row["得分（20分）"]) == ("3", "良好", "18.5")


def test_the_ledger_goes_out_and_comes_in_with_the_own_form(
    desk: Desk, brought: FormDraft, tmp_path: Path
) -> None:
    adopted = desk.own_forms.adopt(brought)
    fill(desk, adopted.id)
    before = [*desk.ledger_rows.whole()]
    path = tmp_path / "台账.xlsx"
    desk.exports.ledger(path)
    proposal = desk.imports.propose([path])
    assert proposal.writes.is_empty
    assert [*desk.ledger_rows.whole()] == before


def test_a_blank_form_and_pdf_can_be_made(desk: Desk, brought: FormDraft, tmp_path: Path) -> None:
    adopted = desk.own_forms.adopt(brought)
    review = fill(desk, adopted.id)
    done = desk.exports.one_form(review, tmp_path / "表.pdf", open_paper)
    assert done.files[0].read_bytes().startswith(b"%PDF")


def test_the_dialog_fills_the_own_form(desk: Desk, brought: FormDraft, qtbot: QtBot) -> None:
    adopted = desk.own_forms.adopt(brought)
    opened = desk.reviews.open_kept(fill(desk, adopted.id).id)
    shown = FormDialog(FormDesk(desk), (), None, None, opened=opened)
    qtbot.addWidget(shown)
    assert {*shown.sheet.editors} == {cell.key for cell in brought.fields}
    values = shown.sheet.values()
    assert {key: values[key] for key in TYPED} == TYPED
    assert values["review.date"] == "2011年1月20日"


def test_blank_forms_and_the_scheme_go_out(desk: Desk, brought: FormDraft, tmp_path: Path) -> None:
    adopted = desk.own_forms.adopt(brought)
    asked = FormsAsked(copies=(CopyPurpose.BLANK,))
    everything = OfUnit(desk.workspace.round(), desk.workspace.root_id)
    done = desk.exports.write(everything, asked, tmp_path / "空白表", open_paper)
    assert any("党员联系帮扶点评登记表" in path.name for path in done.files)

    scheme, store = desk.workspace.scheme, desk.workspace.stores.schemes
    files = {form.file: store.form_file(form.id) or b"" for form in scheme.forms}
    files |= {table.file: store.table_file(table.id) or b"" for table in scheme.tables}
    loaded = load_scheme(unpack_scheme(scheme_pack(scheme, files), tmp_path / "方案"))
    assert loaded.scheme == scheme
    assert {spec.id: spec for spec, _ in loaded.forms} == desk.workspace.forms
    assert adopted.id in desk.workspace.forms


def test_figures_and_tasks_stay_as_they_were(desk: Desk, brought: FormDraft) -> None:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    before = desk.statistics.figures(round_, root, round_.end)
    tasks = {row.task for row in desk.tasks.list(round_).rows}
    desk.own_forms.adopt(brought)
    assert desk.statistics.figures(round_, root, round_.end) == before
    assert {row.task for row in desk.tasks.list(round_).rows} == tasks


def test_taking_a_form_in_is_one_step_that_can_be_undone(desk: Desk, brought: FormDraft) -> None:
    assert desk.undo.undo_title is None
    adopted = desk.own_forms.adopt(brought)
    assert desk.undo.undo_title == "采用自有表样"
    desk.undo.undo()
    assert adopted.id not in desk.workspace.forms
    assert desk.workspace.scheme.form(adopted.id) is None


def test_a_reopened_ledger_has_the_form(desk: Desk, brought: FormDraft, tmp_path: Path) -> None:
    adopted = desk.own_forms.adopt(brought)
    spec: FormSpec = desk.workspace.forms[adopted.id]
    ledger = desk.workspace.database.path
    desk.close()
    with open_sample(ledger) as again:
        assert again.workspace.forms[adopted.id] == spec


# ---- in the place of a form ------------------------------------------------------------------


def test_a_replaced_form_keeps_its_tasks_and_its_old_records(
    desk: Desk, brought: FormDraft
) -> None:
    old = next(form for form in desk.workspace.scheme.forms if form.target is TargetKind.MEMBER)
    edition = desk.workspace.forms[old.id].edition
    round_ = desk.workspace.round()
    tasks = {row.task for row in desk.tasks.list(round_).rows}
    filled = [r for r in desk.ledger_rows.whole() if r["登记表"] in (old.title, old.short_title)]
    assert filled
    desk.own_forms.adopt(replace(brought, replaces=old.id))
    assert desk.workspace.forms[old.id].edition != edition
    assert desk.workspace.scheme.rules
    assert {row.task for row in desk.tasks.list(round_).rows} == tasks
    assert [spec.edition for spec in desk.workspace.earlier_editions()] == [edition]
    opened = next(
        desk.reviews.open(row.task.id)
        for row in desk.tasks.list(round_).rows
        if row.task.form == old.id and row.review is None
    )
    assert "own.2" in opened.spec.field_by_key


# ---- what stands in the way ------------------------------------------------------------------


def test_every_fault_of_a_draft_is_told_at_once(desk: Desk, brought: FormDraft) -> None:
    wrong = replace(brought, title="")
    wrong = wrong.with_cell(0, label=" ").with_field(1, "review.problems")
    assert refused(desk, wrong) == ["own.title", "own.label", "own.twice"]
    assert len(desk.workspace.forms) == 2


def test_a_form_without_a_field_or_with_a_choice_of_nothing_is_refused(
    desk: Desk, brought: FormDraft
) -> None:
    bare = brought
    for index, cell in enumerate(brought.cells):
        if cell.is_field:
            bare = bare.with_field(index, "")
    assert refused(desk, bare) == ["own.no_fields"]
    level = next(i for i, cell in enumerate(brought.cells) if cell.key == "own.2")
    assert refused(desk, brought.with_cell(level, options=())) == ["own.options"]
    assert len(desk.workspace.forms) == 2


def test_what_a_form_will_lack_is_said_and_it_is_taken_all_the_same(
    desk: Desk, brought: FormDraft
) -> None:
    assert [fault.code for fault in desk.own_forms.advice(brought)] == []
    lax = brought
    for index, cell in enumerate(brought.cells):
        if cell.required:
            lax = lax.with_cell(index, required=False)
        if cell.key == "review.date":
            lax = lax.with_field(index, "")
    advice = [fault.code for fault in desk.own_forms.advice(lax)]
    assert advice == ["own.no_day", "own.nothing_required"]
    assert desk.own_forms.adopt(lax).id in desk.workspace.forms


def test_a_folder_is_no_form_and_no_table(desk: Desk, tmp_path: Path) -> None:
    for read in (desk.own_forms.read, desk.own_forms.read_table):
        with pytest.raises(Refusal) as caught:
            read(tmp_path)
        assert caught.value.fault.code == "file.unreadable"


def test_a_title_that_another_form_has_is_refused(desk: Desk, brought: FormDraft) -> None:
    taken = desk.workspace.scheme.forms[0].title
    assert refused(desk, replace(brought, title=taken)) == ["own.title_taken"]


def test_a_form_for_others_takes_no_place(desk: Desk, brought: FormDraft) -> None:
    other = next(f for f in desk.workspace.scheme.forms if f.target is TargetKind.ORGANIZATION)
    assert refused(desk, replace(brought, replaces=other.id)) == ["own.target"]


def test_two_own_forms_never_share_a_key_for_different_things(
    desk: Desk, brought: FormDraft, tmp_path: Path
) -> None:
    desk.own_forms.adopt(brought)
    path = tmp_path / "另一张.docx"
    path.write_bytes(care_form())
    again = desk.own_forms.read(path)
    assert {c.label: c.key for c in again.fields} == {c.label: c.key for c in brought.fields}
    assert desk.own_forms.free_key(again) == "own.4"
    assert again.short_title != brought.short_title


# ---- the table -------------------------------------------------------------------------------


def test_an_own_table_carries_the_figures_in_its_cells(desk: Desk, tmp_path: Path) -> None:
    draft = desk.own_forms.read_table(own_table(tmp_path / "汇总.xlsx"))
    assert dict(draft.chosen) == {
        "unit": "A2",
        "organizations_total": "A5",
        "organizations_reviewed": "B5",
        "members_total": "C5",
        "members_reviewed": "D5",
    }
    round_, root = desk.workspace.round(), desk.workspace.root_id
    figures = desk.statistics.figures(round_, root, round_.end).measures()
    desk.own_forms.adopt_table(draft)
    assert set(desk.statistics.titles()) == {*MEASURES} & {*draft.chosen}
    out = tmp_path / "统计表.xlsx"
    desk.statistics.export(round_, root, round_.end, out)
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    assert [sheet[at].value for at in ("A5", "B5", "C5", "D5")] == [
        figures[name]
        for name in (
            *("organizations_total", "organizations_reviewed"),
            *("members_total", "members_reviewed"),
        )
    ]
    assert str(sheet["A2"].value).startswith("填报单位：示例市")
    assert sheet["E5"].value == "=D5/C5"
    assert sheet["A1"].value == "示例市局点评情况汇总表"
    book.close()


@pytest.mark.parametrize(
    ("cell", "code"),
    [("E5", "own.figure_formula"), ("A4", "own.figure_text"), ("B3", "own.figure_outside")],
)
def test_cells_that_take_no_figure_are_refused(
    desk: Desk, tmp_path: Path, cell: str, code: str
) -> None:
    draft = desk.own_forms.read_table(own_table(tmp_path / "汇总.xlsx"))
    with pytest.raises(Refusal) as caught:
        desk.own_forms.adopt_table(draft.with_figure(cell, "leaders_total"))
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_table_without_a_figure_or_a_title_is_refused(desk: Desk, tmp_path: Path) -> None:
    draft = desk.own_forms.read_table(own_table(tmp_path / "汇总.xlsx"))
    bare = replace(draft, title=" ", chosen={"unit": draft.chosen["unit"]})
    with pytest.raises(Refusal) as caught:
        desk.own_forms.adopt_table(bare)
    assert [fault.code for fault in caught.value.faults] == ["own.title", "own.no_figures"]


def test_a_figure_that_two_cells_could_take_goes_to_the_later_choice(
    desk: Desk, tmp_path: Path
) -> None:
    draft = desk.own_forms.read_table(own_table(tmp_path / "汇总.xlsx"))
    moved = draft.with_figure("A5", "members_total")
    assert moved.chosen["members_total"] == "A5"
    assert "organizations_total" not in moved.chosen
    assert not desk.own_forms.table_faults(moved)
