"""What was changed and what was deleted: 变更记录, 回收站."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.words import OrganizationKind
from app.ui.bin_dialog import BinDialog
from app.ui.history_dialog import HistoryDialog
from app.ui.printing.preview import PrintPreview
from app.ui.settings import Settings
from tests.screens.camera import dialog, settle
from tests.ui.sample import TODAY

if TYPE_CHECKING:
    from tests.screens.camera import Studio


def pictures(studio: Studio) -> None:
    desk, settings = studio.desk, Settings(studio.work / "history.json")
    desk.history.sign("李干事")
    undo = desk.undo
    tree = desk.workspace.directory(TODAY).tree
    first, second = [o for o in tree if o.kind is OrganizationKind.BRANCH][:2]
    desk.structure.rename(first.id, "特种设备检验党支部", TODAY)
    person = desk.workspace.directory(TODAY).members_in(first.id)[0].person_id
    desk.structure.transfer([person], second.id, TODAY)
    undo.undo()
    done = [r for r in desk.workspace.stores.reviews.of_round(desk.workspace.round().id) if r.day]
    desk.locks.finalize([done[0].id])
    desk.locks.unlock([done[0].id], "点评地点写错，需要改正")
    opened = desk.reviews.open_kept(done[0].id)
    values = {**opened.values, "review.place": "机关三楼小礼堂"}
    desk.reviews.save(opened.review, values, done[0].day, "点评地点写错")
    desk.bin.delete_reviews([done[1].id, done[2].id], "与前一份重复")

    BinDialog(desk, settings, studio.window).open()
    studio.take_and_close("回收站")
    name = desk.locks.name(opened.review)
    for picture, kind, ids, title in (
        ("变更记录", "", [], ""),
        ("变更记录_登记表", "review", [done[0].id], name),
    ):
        shown = HistoryDialog(desk, settings, studio.window, kind, ids, title)
        shown.open()
        studio.camera.take(picture, shown)
        if kind:
            shown.print_lines()
            preview = dialog(PrintPreview)
            studio.camera.take("变更记录_打印", preview)
            preview.close()
        shown.close()
        settle()
