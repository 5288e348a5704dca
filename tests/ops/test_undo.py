"""Undo and redo of what users do at the desk: ledger, caches and titles follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.errors.fault import Refusal
from app.domain.words import OrganizationKind
from app.ops.changes import Topic
from tests.db.snapshots import tables
from tests.ops.refusals import refused
from tests.ui.sample import TODAY, make_sample, open_sample

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from app.domain.organization import Organization
    from app.ops.desk import Desk


LIST = """\
党组织名称,党组织类别,上级党组织,书记
甲党支部,党支部,{unit},张三
乙党支部,党支部,{unit},李四
"""


def branches(desk: Desk) -> list[Organization]:
    tree = desk.workspace.directory(TODAY).tree
    return [o for o in tree if o.kind is OrganizationKind.BRANCH]


def test_undo_forgets_what_was_loaded(desk: Desk) -> None:
    undo, branch = desk.undo, branches(desk)[0]
    desk.structure.rename(branch.id, "新名党支部", TODAY)
    assert desk.workspace.directory(TODAY).tree[branch.id].name == "新名党支部"
    assert undo.undo_title == "更名"
    assert undo.redo_title is None
    changes = undo.undo()
    assert Topic.STRUCTURE in changes.topics
    assert desk.workspace.directory(TODAY).tree[branch.id].name == branch.name
    assert [undo.undo_title, undo.redo_title] == [None, "更名"]
    undo.redo()
    assert desk.workspace.directory(TODAY).tree[branch.id].name == "新名党支部"


def test_where_there_is_nothing_undo_and_redo_say_so(desk: Desk) -> None:
    assert refused(desk.undo.undo) == ["undo.nothing"]
    assert refused(desk.undo.redo) == ["redo.nothing"]


def test_a_saved_form_is_one_step_and_comes_back_filled(desk: Desk) -> None:
    undo = desk.undo
    round_ = desk.workspace.round()
    review = next(r for r in desk.workspace.stores.reviews.of_round(round_.id) if r.is_done)
    opened = desk.reviews.open_review(review)
    desk.reviews.save(opened.review, {**opened.values, "review.place": "礼堂"}, review.day)
    assert undo.undo_title == "填写登记表"
    assert undo.undo().topics == {Topic.REVIEWS, Topic.TASKS}
    assert desk.workspace.stores.reviews.get(review.id) == review


def test_a_renewed_scheme_is_taken_back_with_its_forms(desk: Desk, tmp_path: Path) -> None:
    from tests.ui.sample import SCHEME, sample_office

    office, undo = sample_office(), desk.undo
    folder = office.copy_scheme(SCHEME, tmp_path, SCHEME, "另一个方案")
    before, forms = desk.workspace.scheme, desk.workspace.forms
    desk.schemes.renew(office.load_scheme(str(folder)))
    renewed = desk.workspace.scheme
    assert renewed != before
    undo.undo()
    assert desk.workspace.scheme == before
    assert desk.workspace.forms == forms
    undo.redo()
    assert desk.workspace.scheme == renewed


def _do(desk: Desk, data: st.DataObject) -> None:
    """Do one thing that a user may do; it may be refused."""
    some, tree = branches(desk), desk.workspace.directory(TODAY).tree
    branch = data.draw(st.sampled_from(some), "branch")
    other = data.draw(st.sampled_from(list(tree)), "other")
    people = [m.person_id for m in desk.workspace.directory(TODAY).members_in(branch.id)]
    tasks = desk.workspace.stores.tasks.of_round(desk.workspace.round().id)
    task = data.draw(st.sampled_from(tasks), "task")
    reviews = [r.id for r in desk.workspace.stores.reviews.of_round(task.round_id)]
    some_reviews = st.lists(st.sampled_from(reviews), min_size=1, max_size=3)
    chosen = data.draw(some_reviews if reviews else st.just([]), "reviews")
    deeds = {
        "rename": lambda: desk.structure.rename(branch.id, branch.name + "甲", TODAY),
        "move": lambda: desk.structure.move(branch.id, other.id, TODAY),
        "dissolve": lambda: desk.structure.dissolve(branch.id, other.id, TODAY),
        "transfer": lambda: desk.structure.transfer(people[:2], other.id, TODAY),
        "exempt": lambda: desk.tasks.exempt(task.id, "长期病假"),
        "finalize": lambda: desk.locks.finalize(chosen),
        "back": lambda: desk.locks.go_back(chosen, "核实"),
        "delete": lambda: desk.bin.delete_reviews(chosen, "误填"),
        "restore": lambda: desk.bin.restore([item.sequence for item in desk.bin.all()]),
        "round": lambda: desk.rounds.open("2011年上半年", TODAY, TODAY),
    }
    deed = data.draw(st.sampled_from(sorted(deeds)), "deed")
    before = tables(desk.workspace.database)
    try:
        deeds[deed]()
    except Refusal:
        assert tables(desk.workspace.database) == before, "refused, and yet something changed"


@settings(
    max_examples=15,
    phases=[Phase.generate],  # making an example smaller takes long, with a file for each
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_all_that_users_do_is_undone_and_redone_to_the_last_byte(
    tmp_path_factory: pytest.TempPathFactory, sample_ledger: Path, data: st.DataObject
) -> None:
    copy = tmp_path_factory.mktemp("undo") / "甲.ledger"
    copy.write_bytes(sample_ledger.read_bytes())
    with open_sample(copy) as desk:
        undo, database = desk.undo, desk.workspace.database
        states = [tables(database)]
        for _ in range(data.draw(st.integers(1, 6))):
            _do(desk, data)
            if tables(database) != states[-1]:
                states.append(tables(database))
        for state in reversed(states[:-1]):
            undo.undo()
            assert tables(database) == state
        for state in states[1:]:
            undo.redo()
            assert tables(database) == state
        assert database.integrity() == ()


def test_an_import_is_one_step(tmp_path: Path) -> None:
    ledger = make_sample(tmp_path / "空", filled=False)
    file = tmp_path / "党组织.csv"
    with open_sample(ledger) as desk:
        unit = desk.workspace.directory(TODAY).tree.root.name
        file.write_text(LIST.format(unit=unit), encoding="utf-8")
        undo, before = desk.undo, tables(desk.workspace.database)
        desk.imports.apply(desk.imports.propose([file]))
        assert len(desk.workspace.records.organizations) > 1
        assert undo.undo_title == "导入"
        undo.undo()
        assert tables(desk.workspace.database) == before
        assert len(desk.workspace.records.organizations) == 1
