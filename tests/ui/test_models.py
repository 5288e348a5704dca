"""The models behind tree and tables, watched by Qt's own tester."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from app.domain.errors.catalogue import fault
from app.domain.proposal import (
    FieldChange,
    Proposal,
    ProposedRow,
    RowFault,
    RowStatus,
    SheetKind,
    SheetProposal,
    SheetTable,
    Writes,
)
from app.domain.tree import grow
from app.ui.organization_model import OrganizationModel
from app.ui.proposal_model import Column, DifferenceModel, ProposalModel, proposal_lines
from tests.builders import organization_id, unit

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
OUTLINE = """
局党组 [党组] 书记=王一
  机关党委 [党委]
    一支部 [党支部]
      一小组 [党小组]
      二小组 [党小组]
    二支部 [党支部]
  信息中心党总支 [党总支]
"""


def _walk(model: OrganizationModel, parent: QModelIndex) -> list[str]:
    names = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        assert model.parent(index) == parent
        assert model.hasChildren(index) == (model.rowCount(index) > 0)
        names += [str(index.data()), *_walk(model, index)]
    return names


def test_tree_model_shows_every_organisation_in_order() -> None:
    tree = grow(unit(OUTLINE).records.organizations)
    model = OrganizationModel(tree)
    QAbstractItemModelTester(model, FATAL)
    assert _walk(model, QModelIndex()) == [o.name for o in tree]


def test_tree_model_finds_an_organisation_deep_down_before_its_parents_were_shown() -> None:
    model = OrganizationModel(grow(unit(OUTLINE).records.organizations))
    index = model.index_of(organization_id("二小组"))
    assert index.data() == "二小组"
    assert (index.row(), index.parent().data()) == (1, "一支部")
    assert not model.index_of(organization_id("没有这个支部")).isValid()


def test_tree_model_can_show_another_tree() -> None:
    model = OrganizationModel(grow(unit(OUTLINE).records.organizations))
    QAbstractItemModelTester(model, FATAL)
    _walk(model, QModelIndex())
    other = grow(unit("市委 [地方党委]\n  县委 [地方党委]").records.organizations)
    model.show_tree(other)
    assert _walk(model, QModelIndex()) == ["市委", "县委"]


def _proposed(*statuses: RowStatus) -> Proposal:
    table = SheetTable("/某处/名册.xlsx", "党员", SheetKind.MEMBERS, 1, {}, ())
    rows = tuple(ProposedRow(n, status, "王一") for n, status in enumerate(statuses, 2))
    whole = RowFault(0, "", fault("sheet.kind"))
    return Proposal((SheetProposal(table, rows, warnings=(whole,)),), Writes)


def test_what_needs_attention_comes_first_in_the_preview() -> None:
    lines = proposal_lines(_proposed(RowStatus.NEW, RowStatus.REJECTED, RowStatus.QUESTION))
    model = ProposalModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_lines(lines)
    words = [line.cells[Column.STATUS] for line in lines]
    assert words == ["提示", "不导入", "待确认", "新增"]
    assert lines[0].cells[Column.ROW] == "", "what is said about the sheet belongs to no row"
    assert lines[1].file == "名册.xlsx　党员"


def test_a_row_is_shown_side_by_side() -> None:
    model = DifferenceModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_changes([FieldChange("职务", "", "科长"), FieldChange("性别", "男", "")])
    cells = [[model.index(row, column).data() for column in range(3)] for row in range(2)]
    assert cells == [["职务", "（空）", "科长"], ["性别", "男", "（空）"]]
