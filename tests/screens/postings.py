"""公示: the page, making one, the check before printing, feedback, holidays, photos, on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QTabWidget

from app.domain.cycle.postings import Channel, Feedback, PostedMatter
from app.ui.postings.check_dialog import CheckDialog
from app.ui.postings.feedback_dialog import FeedbackDialog, HandleDialog, HearDialog
from app.ui.postings.holidays_dialog import HolidaysDialog
from app.ui.postings.papers import WordFilesDialog
from app.ui.postings.photos_dialog import PhotosDialog
from app.ui.postings_page import PostingsPage
from app.ui.printing.preview import PrintPreview
from tests.screens.camera import dialog, settle

if TYPE_CHECKING:
    from app.domain.cycle.postings import Posting
    from app.domain.review import Round
    from app.ops.desk import Desk
    from tests.screens.camera import Studio

NOTICE = "春节：2月2日至8日放假调休，共7天。1月30日（星期日）、2月12日（星期六）上班。"


def pictures(studio: Studio) -> None:
    desk = studio.desk
    round_ = desk.workspace.round()
    page = studio.make_page(PostingsPage)
    studio.camera.take("公示_还没有", page)
    page.make_new()
    shown = dialog()
    studio.camera.take("公示_新建", shown)
    tabs = shown.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(1)
    studio.camera.take("公示_新建_时间", shown)
    shown.close()
    settle()
    made = _made(desk, round_)
    page.show_scope(studio.scope)
    studio.camera.take("公示", page)
    _checking(studio, page, made)
    _feedback(studio, page, made[1])
    _rest(studio, page)
    page.close()
    page.deleteLater()
    settle()


def _made(desk: Desk, round_: Round) -> list[Posting]:
    """Keep postings in every state."""
    tree = desk.workspace.directory(desk.workspace.today()).tree
    reviews = desk.workspace.stores.reviews.of_round(round_.id)
    branch = next(tree.branch_of(r.organization_id).id for r in reviews if r.is_done)
    root = desk.workspace.root_id
    ops = desk.postings
    desk.postings.set_contact("机关党委办公室（电话：0532-88881234）")
    made = [
        ops.new(round_, branch, PostedMatter.FORMS),
        replace(
            ops.new(round_, branch, PostedMatter.LIST),
            day=date(2011, 1, 10),
            until=date(2011, 1, 14),
            place="一楼公示栏",
        ),
        replace(
            ops.new(round_, root, PostedMatter.DIGEST),
            day=date(2011, 1, 20),
            until=date(2011, 1, 27),
            channel=Channel.ONLINE,
            place="内网",
        ),
        replace(
            ops.new(round_, root, PostedMatter.COMMITMENTS),
            day=date(2010, 8, 2),
            until=date(2010, 8, 6),
            channel=Channel.MEETING,
        ),
    ]
    for each in made:
        ops.save(each)
    ops.hear(made[1].id, Feedback(date(2011, 1, 12), "点评时间写错了，应为12月20日", "某党员"))
    ops.hear(made[1].id, Feedback(date(2011, 1, 13), "希望把整改措施也公示出来"))
    ops.handle(made[1].id, 0, "已核对原始记录，更正后重新张贴", date(2011, 1, 13))
    ops.settle(made[3].id)
    return [ops.get(each.id) for each in made]


def _checking(studio: Studio, page: PostingsPage, made: list[Posting]) -> None:
    page.postings.choose(made[0].id)
    page.check()
    shown = dialog(CheckDialog)
    assert isinstance(shown, CheckDialog)
    studio.camera.take("公示_核对_公示", shown)
    shown._table.selectRow(1)
    studio.camera.take("公示_核对_登记表", shown)
    shown._hide.setChecked(True)
    shown._table.selectRow(1)
    studio.camera.take("公示_核对_隐去", shown)
    _type_a_number(studio.desk, made[0])
    shown._read()
    studio.camera.take("公示_核对_个人信息", shown)
    shown.print_papers()
    _preview(studio, "公示_预览")
    shown.close()
    settle()
    page.postings.choose(made[1].id)
    page.check()
    shown = dialog(CheckDialog)
    assert isinstance(shown, CheckDialog)
    shown.save_word()
    files = dialog(WordFilesDialog)
    studio.camera.take("公示_存为Word", files)
    files.close()
    settle()
    shown.print_papers()
    preview = dialog(PrintPreview)
    assert isinstance(preview, PrintPreview)
    preview._view.next_page()
    studio.camera.take("公示_预览_一览表", preview)
    preview.close()
    shown.close()
    settle()


def _preview(studio: Studio, name: str) -> None:
    shown = dialog(PrintPreview)
    studio.camera.take(name, shown)
    shown.close()
    settle()


def _type_a_number(desk: Desk, posting: Posting) -> None:
    """Let somebody have typed a number into a form."""
    reviews = desk.workspace.stores.reviews
    review = reviews.among(posting.reviews)[0]
    said = "手机13912345678，有事联系。"
    blocks = tuple(replace(b, values=dict.fromkeys(b.values, said)) for b in review.blocks)
    reviews.save(replace(review, blocks=blocks))


def _feedback(studio: Studio, page: PostingsPage, posting: Posting) -> None:
    page.postings.choose(posting.id)
    page.show_feedback()
    shown = dialog(FeedbackDialog)
    assert isinstance(shown, FeedbackDialog)
    studio.camera.take("公示_反馈", shown)
    for name, kind, act in (
        ("公示_登记反馈", HearDialog, shown.hear),
        ("公示_处理反馈", HandleDialog, shown.handle),
    ):
        act()
        asked = dialog(kind)
        studio.camera.take(name, asked)
        asked.close()
        settle()
    shown.settle()
    told = dialog(QMessageBox)
    studio.camera.take("公示_不能办结", told)
    told.close()
    shown.close()
    settle()


def _rest(studio: Studio, page: PostingsPage) -> None:
    page.show_holidays()
    shown = dialog(HolidaysDialog)
    assert isinstance(shown, HolidaysDialog)
    studio.camera.take("公示_节假日_空", shown)
    shown._text.setPlainText(NOTICE)
    shown.read_in()
    studio.camera.take("公示_节假日", shown)
    shown._text.setPlainText("2月30日放假")
    shown.read_in()
    studio.camera.take("公示_节假日_看不懂", shown)
    shown.close()
    page.show_photos()
    photos = dialog(PhotosDialog)
    studio.camera.take("公示_照片", photos)
    photos.close()
    settle()
    page._print()
    _preview(studio, "公示_打印列表")
