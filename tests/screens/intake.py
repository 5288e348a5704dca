"""Imports of forms, doubles, lists from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ops.forms_asked import FormsAsked
from app.ui.duplicates_dialog import DuplicatesDialog
from app.ui.import_dialog import ImportDialog
from app.ui.open_paper import open_paper
from app.ui.reconciliation_dialog import ReconciliationDialog
from tests.screens.camera import dialog, settle
from tests.ui.sample import make_sample, open_sample
from tests.ui.test_duplicates_dialog import double_somebody

if TYPE_CHECKING:
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    _forms(studio)
    _figures(studio)
    double_somebody(studio.desk)
    studio.window.run("duplicates")
    shown = dialog(DuplicatesDialog)
    studio.camera.take("查重", shown)
    shown.close()
    settle()
    roster = studio.work / "外单位.csv"
    lines = [f"{p.name},计量测试第二党支部" for p in studio.desk.workspace.records.persons[5:40]]
    roster.write_text("\n".join(["姓名,所在党支部", "欧阳无此人,", *lines]), encoding="utf-8")
    studio.window.run("reconcile")
    compared = dialog(ReconciliationDialog)
    assert isinstance(compared, ReconciliationDialog)
    compared.compare([roster])
    studio.camera.take("核对名单", compared)
    compared.close()
    settle()


def _forms(studio: Studio) -> None:
    """Forms that another copy of the ledger filled are taken into this one."""
    desk = studio.desk
    branch = desk.workspace.directory(desk.workspace.today()).tree.named("稽查党总支")[0]
    folder = studio.work / "登记表"
    with open_sample(make_sample(studio.work / "别处")) as other:
        round_ = other.rounds.all()[0]
        there = other.workspace.directory(other.workspace.today()).tree.named(branch.name)[0]
        other.exports.forms(round_, there.id, FormsAsked(), folder, open_paper)
    studio.window.run("load")
    preview = dialog(ImportDialog)
    assert isinstance(preview, ImportDialog)
    preview.propose([folder])
    studio.camera.take("导入_登记表", preview)
    preview.reject()
    settle()


def _figures(studio: Studio) -> None:
    """The 统计表 of a unit, twice."""
    desk = studio.desk
    round_ = desk.workspace.round()
    day = desk.workspace.day_of(round_)
    files = []
    (unit, *_) = desk.units.reporting(day)
    for name in ("统计表", "又一份统计表"):
        files.append(studio.work / f"{name}.xlsx")
        desk.statistics.export(round_, unit.id, day, files[-1])
    studio.window.run("load")
    preview = dialog(ImportDialog)
    assert isinstance(preview, ImportDialog)
    preview.propose(files)
    studio.camera.take("导入_统计表", preview)
    preview.reject()
    settle()
