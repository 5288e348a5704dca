"""Forms out: choices, copies, stopping half-way, a full disk; everything out and in again."""

from __future__ import annotations

import io
import os
import subprocess
import unicodedata
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdfium2
import pytest

from app.domain.errors.fault import Refusal
from app.domain.progress import Cancelled
from app.domain.words import CopyPurpose
from app.ops.forms_asked import FormsAsked, OfReviews, OfUnit, Paper
from app.specs.library import load_scheme
from app.specs.scheme_folder import unpack_scheme
from app.specs.scheme_writer import scheme_pack
from tests.ui.sample import SCHEME, UNIT, make_sample, open_sample, sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.organization import Member
    from app.ops.desk import Desk


def open_paper() -> Paper:
    from app.paper.press import Press

    return Press()


def whole(desk: Desk) -> OfUnit:
    return OfUnit(desk.workspace.round(), desk.workspace.root_id)


def words_of(path: Path) -> str:
    """All text of a Word file, its properties and every other part too."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8", "ignore") for name in package.namelist()]
    return "\n".join(parts)


def plain_pdf(path: Path) -> str:
    return "".join(unicodedata.normalize("NFKC", "".join(pdf_text(path))).split())


def pdf_text(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


# ---- which forms -----------------------------------------------------------------------------


def test_a_selection_of_records_is_written_in_its_order(desk: Desk, tmp_path: Path) -> None:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    chosen = [review.id for review in reviews if review.form == "member-review"][5:8]
    choice = OfReviews((chosen[2], chosen[0]))
    done = desk.exports.write(choice, FormsAsked(), tmp_path / "out", open_paper)
    names = [desk.exports.file_name(r) for i in choice.reviews for r in reviews if r.id == i]
    assert [path.stem for path in done.files] == names


def test_tasks_choose_the_records_that_answer_them(desk: Desk) -> None:
    listed = desk.tasks.list(desk.workspace.round(), None, None)
    rows = [row for row in listed.rows if row.review is not None][:3]
    open_rows = [row for row in listed.rows if row.review is None][:1]
    ids = [row.task.id for row in (*open_rows, *reversed(rows))]
    expected = tuple(row.review.id for row in reversed(rows) if row.review is not None)
    assert desk.exports.answering(ids) == expected


def test_drafts_can_be_left_out(desk: Desk, tmp_path: Path) -> None:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    done = sum(review.is_done for review in reviews)
    assert 0 < done < desk.exports.count(whole(desk), FormsAsked())
    assert desk.exports.count(whole(desk), FormsAsked(done_only=True)) == done


def test_batches_give_the_same_forms_as_one(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = FormsAsked(copies=(CopyPurpose.OWN, CopyPurpose.POSTING, CopyPurpose.BLANK))
    first = desk.exports.write(whole(desk), asked, tmp_path / "1", open_paper)
    monkeypatch.setattr("app.ops.form_copies.BATCH", 7)
    second = desk.exports.write(whole(desk), asked, tmp_path / "2", open_paper)
    assert [p.relative_to(tmp_path / "1") for p in first.files] == [
        p.relative_to(tmp_path / "2") for p in second.files
    ]
    assert all(
        one.read_bytes() == two.read_bytes()
        for one, two in zip(first.files, second.files, strict=True)
    )


def test_posted_copies_hold_nothing_of_the_hidden_cells(desk: Desk, tmp_path: Path) -> None:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    review = next(r for r in reviews if r.is_done and r.snapshot.get("member.birth"))
    birth = review.snapshot["member.birth"]
    choice, copies = OfReviews((review.id,)), (CopyPurpose.POSTING,)
    for suffix in ("docx", "pdf"):
        hidden, shown = (
            desk.exports.write(
                choice,
                FormsAsked(copies, format=suffix, hide_optional=hide),
                tmp_path / f"{suffix}{hide}",
                open_paper,
            ).files[0]
            for hide in (True, False)
        )
        read = words_of if suffix == "docx" else plain_pdf
        assert birth in read(shown)
        assert birth not in read(hidden)


def test_combined_pages_are_those_of_all_forms(desk: Desk, tmp_path: Path) -> None:
    asked = FormsAsked(format="pdf", combine=True)
    done = desk.exports.write(whole(desk), asked, tmp_path / "out", open_paper)
    pages = sum(len(pdf_text(path)) for path in done.files)
    assert len(done.files) == 2
    assert pages >= desk.exports.count(whole(desk), asked) > 2


# ---- stopping, full disks --------------------------------------------------------------------


@pytest.mark.parametrize("combine", [False, True])
def test_stopping_half_way_leaves_neither_files_nor_folders(
    desk: Desk, tmp_path: Path, *, combine: bool
) -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 60:
            raise Cancelled

    asked = FormsAsked(copies=(CopyPurpose.OWN, CopyPurpose.POSTING), combine=combine)
    with pytest.raises(Cancelled):
        desk.exports.write(whole(desk), asked, tmp_path / "a" / "b", open_paper, stop)
    assert not (tmp_path / "a").exists()
    total = desk.exports.count(whole(desk), asked)
    assert seen == [(done, total) for done in range(61)]


def test_stopping_leaves_what_was_there_before(desk: Desk, tmp_path: Path) -> None:
    first = desk.exports.write(whole(desk), FormsAsked(), tmp_path / "out", open_paper)
    before = {path: path.read_bytes() for path in first.files}

    def stop(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    asked = FormsAsked(overwrite=True)
    with pytest.raises(Cancelled):
        desk.exports.write(whole(desk), asked, tmp_path / "out", open_paper, stop)
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for some hundred KB."""
    place = tmp_path / "盘"
    place.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_too_small_a_stick_is_refused_before_anything_is_written(desk: Desk, stick: Path) -> None:
    told: list[int] = []
    with pytest.raises(Refusal) as refused:
        desk.exports.write(
            whole(desk), FormsAsked(), stick / "表", open_paper, lambda done, _: told.append(done)
        )
    assert refused.value.fault.code == "file.no_room"
    assert told == []
    assert not list(stick.iterdir())


def test_a_stick_that_fills_up_is_left_empty(desk: Desk, stick: Path) -> None:
    with pytest.raises(Refusal) as refused:
        desk.exports.write(whole(desk), FormsAsked(format="pdf"), stick / "表", open_paper)
    assert refused.value.fault.code == "file.no_space"
    assert not list(stick.iterdir())
    with pytest.raises(Refusal) as refused:
        desk.everything.write(stick / "全部", open_paper)
    assert refused.value.fault.code == "file.no_space"
    assert not list(stick.iterdir())


# ---- everything ------------------------------------------------------------------------------


def facts(desk: Desk) -> dict[str, object]:
    """What the lists must bring back: by names, since ids are new."""
    records, tree = desk.workspace.records, desk.workspace.directory(date(2011, 1, 25)).tree
    names = {person.id: person.name for person in records.persons}

    def member(m: Member) -> tuple[object, ...]:
        dates = (m.birth, m.joined, m.full_since)
        rest = (m.sex, m.post, m.category, m.status, m.on_books, m.tags, m.id_number, m.phone)
        return (names[m.person_id], tree.path(m.organization_id), *map(str, dates), *rest, m.extra)

    return {
        "organizations": {
            (tree.path(o.id), o.kind, o.short_name, o.tags, o.active) for o in records.organizations
        },
        "members": sorted(map(member, records.members), key=str),
        "posts": {
            (names[a.person_id], tree.path(a.organization_id), a.post, a.held)
            for a in records.appointments
        },
        "oversights": {
            (names[o.person_id], tree.path(o.organization_id), o.kind) for o in records.oversights
        },
        "outside": {(p.name, p.unit + p.post) for p in records.persons if p.outside},
    }


def test_a_new_ledger_takes_the_lists_in_again(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "全部"
    files = desk.everything.write(out, open_paper)
    assert all(path.is_file() for path in files)
    workspace = desk.workspace
    root, round_ = workspace.directory(workspace.today()).tree.root, workspace.round()
    office = sample_office()
    with office.create(tmp_path / "新.ledger", SCHEME, root.name, root.kind) as fresh:
        lists = [out / "党组织名单.xlsx", out / "党员名册.xlsx"]
        proposal = fresh.imports.propose(lists)
        assert [(s.rejected, s.questions) for s in proposal.sheets] == [((), ())] * 2
        fresh.imports.apply(proposal)
        assert facts(fresh) == facts(desk)
        fresh.rounds.open(round_.name, round_.start, round_.end)
        proposal = fresh.imports.propose([out / "台账.xlsx"])
        assert [s.rejected for s in proposal.sheets] == [()]
        fresh.imports.apply(proposal)
        old, new = (
            d.statistics.figures(d.workspace.round(), d.workspace.root_id, round_.end).measures()
            for d in (desk, fresh)
        )
        assert new == old


def test_everything_is_there_and_the_contents_name_it(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "全部"
    steps: list[tuple[int, int]] = []
    files = desk.everything.write(out, open_paper, lambda *step: steps.append(step))
    assert files[0] == out / "目录.txt"
    assert {path for path in out.rglob("*") if path.is_file()} == set(files)
    contents = files[0].read_text("utf-8-sig")
    for path in files[1:]:
        named = path.name if path.suffix != ".docx" else f"{path.parent.name}/"
        assert named in contents, path
    assert steps == sorted(steps)
    assert steps[-1] == (len(files) - 1, len(files) - 1)
    forms = [path for path in files if path.suffix == ".docx" and path.parent.name == "登记表"]
    assert len(forms) == desk.exports.count(whole(desk), FormsAsked())
    assert docx.Document(str(forms[0])).tables


def test_the_change_log_is_told_in_words(desk: Desk, tmp_path: Path) -> None:
    reviews = desk.workspace.stores.reviews
    review = reviews.of_round(desk.workspace.round().id)[0]
    typed = next(key for key in review.typed if key.startswith("review."))
    label = desk.workspace.forms[review.form].field_by_key[typed].label
    desk.reviews.save(review, {**review.typed, typed: "=1+1"}, review.day)
    desk.everything.write(tmp_path / "全部", open_paper)
    book = openpyxl.load_workbook(tmp_path / "全部" / "变更记录.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    head = {str(name): place for place, name in enumerate(rows[0])}
    line = next(row for row in rows if row[head["改为"]] == "=1+1")
    assert line[head["类别"]] == "登记表"
    assert line[head["项目"]] == label
    assert line[head["对象"]] in {p.name for p in desk.workspace.records.persons} | {
        o.name for o in desk.workspace.records.organizations
    }


def test_the_scheme_comes_along_as_it_is(desk: Desk, tmp_path: Path) -> None:
    desk.everything.write(tmp_path / "全部", open_paper)
    pack = (tmp_path / "全部" / "点评方案.dpscheme").read_bytes()
    loaded = load_scheme(unpack_scheme(pack, tmp_path / "schemes"))
    assert loaded.scheme == desk.workspace.scheme
    assert {spec.id: spec for spec, _ in loaded.forms} == desk.workspace.forms


def test_everything_of_an_empty_ledger_is_written(tmp_path: Path) -> None:
    with open_sample(make_sample(tmp_path / "空", filled=False)) as desk:
        files = desk.everything.write(tmp_path / "全部", open_paper)
    assert UNIT[:4] in files[0].read_text("utf-8-sig")
    assert len(files) == 8


def test_stopping_everything_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == total - 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.everything.write(tmp_path / "全部", open_paper, stop)
    assert not (tmp_path / "全部").exists()
    (tmp_path / "全部").mkdir()
    (tmp_path / "全部" / "目录.txt").write_text("mine")
    with pytest.raises(Refusal) as refused:
        desk.everything.write(tmp_path / "全部", open_paper)
    assert refused.value.fault.code == "file.exists"
    assert [path.name for path in (tmp_path / "全部").iterdir()] == ["目录.txt"]


@pytest.mark.parametrize("scheme", sorted(p.name for p in Path("resources/schemes").glob("*/")))
def test_every_scheme_reads_back_from_what_the_ledger_keeps(scheme: str, tmp_path: Path) -> None:
    loaded = sample_office().load_scheme(scheme)
    names = [form.file for form in loaded.scheme.forms]
    names += [table.file for table in loaded.scheme.tables]
    files = [file for _, file in (*loaded.forms, *loaded.tables)]
    pack = scheme_pack(loaded.scheme, dict(zip(names, files, strict=True)))
    assert zipfile.is_zipfile(io.BytesIO(pack))
    assert load_scheme(unpack_scheme(pack, tmp_path)) == loaded
