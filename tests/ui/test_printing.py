"""Printing without Word: what is on the pages, the preview, the check before, the page set-up."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton

from app.domain.errors.fault import Refusal
from app.domain.progress import Cancelled
from app.domain.table import Column, Table
from app.domain.words import CopyPurpose
from app.ops.forms_asked import FormsAsked, OfReviews, OfUnit
from app.paper.table_pages import list_pages
from app.ui.printing.check import PrintCheck
from app.ui.printing.document import MOST_KEPT, FormsDocument, TableDocument, cut_copy
from app.ui.printing.forms import ready_forms
from app.ui.printing.jobs import (
    print_blank,
    print_form,
    print_forms,
    print_table,
    table_document,
)
from app.ui.printing.output import print_document, write_pdf
from app.ui.printing.page_setup import KEY, PageSetup, Sides
from app.ui.printing.preview import MissingBox, PrintPreview
from app.ui.printing.print_dialog import PrintDialog
from app.ui.printing.setup_dialog import PageSetupDialog
from tests.ui.closing import is_freed
from tests.ui.hands import button, click, press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ops.desk import Desk
    from app.ui.settings import Settings

A4 = (595.3, 841.9)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    yield made
    for dialog in made.findChildren(PrintPreview):
        dialog.close()


def page_texts(path: Path) -> list[str]:
    """The text of each page, without blanks."""
    document = pypdfium2.PdfDocument(path)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


def sizes(path: Path) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_size() for page in document]
    finally:
        document.close()


def some(desk: Desk, count: int) -> OfReviews:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    chosen = [r.id for r in reviews if r.form == "member-review" and r.is_done]
    return OfReviews(tuple(chosen[:count]))


def to_pdf(path: Path) -> Callable[[PageSetup], QPrinter]:
    """Stand in for a printer by one that writes a file."""

    def make(setup: PageSetup) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return make


# ---- pages -----------------------------------------------------------------------------------


def test_copies_are_printed_one_kind_after_the_other(desk: Desk, tmp_path: Path) -> None:
    asked = FormsAsked(copies=(CopyPurpose.SELF, CopyPurpose.POSTING), hide_optional=True)
    steps: list[tuple[int, int]] = []
    ready = ready_forms(desk, some(desk, 3), asked, "表", lambda *step: steps.append(step))
    assert steps[-1] == (6, 6)
    assert ready.document.count == 6
    captions = [ready.document.caption(number) for number in range(6)]
    assert [caption.partition("　")[2] for caption in captions] == ["本人"] * 3 + ["公示"] * 3
    write_pdf(ready.document, tmp_path / "a.pdf")
    texts = page_texts(tmp_path / "a.pdf")
    reviews = desk.workspace.stores.reviews.among(some(desk, 3).reviews)
    births = [review.snapshot["member.birth"] for review in reviews]
    assert all(any(birth in text for text in texts[:3]) for birth in births)
    assert not any(birth in text for text in texts[3:] for birth in births)


def test_every_page_of_long_forms_is_printed(desk: Desk, tmp_path: Path) -> None:
    spec = desk.workspace.forms["member-review"]
    long = cut_copy(spec, {"target.summary": "文" * 3000, "member.name": "张三"}, "张三")
    short = cut_copy(spec, {"member.name": "李四"}, "李四")
    document = FormsDocument("表", [short, long, short])
    assert document.count == 2 + long.pages > 4
    write_pdf(document, tmp_path / "a.pdf")
    texts = page_texts(tmp_path / "a.pdf")
    assert len(texts) == document.count
    assert "".join(texts).count("文") == 3000
    assert [document.caption(n) for n in (0, 1, document.count - 1)] == ["李四", "张三", "李四"]


def test_five_hundred_forms_keep_few_pages_in_memory(desk: Desk) -> None:
    spec = desk.workspace.forms["member-review"]
    copies = [cut_copy(spec, {"member.name": f"第{n}人"}, str(n)) for n in range(500)]
    document = FormsDocument("表", copies)
    for number in range(document.count):
        document.page(number)
    assert document.count == 500
    assert len(document._sheets) <= MOST_KEPT
    assert document.caption(499) == "499"


def test_printing_goes_page_by_page_and_can_be_stopped(desk: Desk, tmp_path: Path) -> None:
    document = ready_forms(desk, some(desk, 4), FormsAsked(), "表").document
    setup = PageSetup(copies=2, sides=Sides.LONG)
    print_document(document, setup, make=to_pdf(tmp_path / "a.pdf"))
    assert len(page_texts(tmp_path / "a.pdf")) == 4
    assert sizes(tmp_path / "a.pdf")[0] == pytest.approx(A4, abs=2)

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_document(document, setup, stop, to_pdf(tmp_path / "b.pdf"))
    with pytest.raises(Cancelled):
        write_pdf(document, tmp_path / "c.pdf", stop)
    assert not (tmp_path / "c.pdf").exists()


@pytest.mark.qt_log_ignore("QPainter::")
def test_a_printer_that_does_not_answer_is_told(desk: Desk, tmp_path: Path) -> None:
    document = ready_forms(desk, some(desk, 1), FormsAsked(), "表").document
    with pytest.raises(Refusal) as refused:
        print_document(document, PageSetup(), make=to_pdf(tmp_path / "no" / "folder" / "a.pdf"))
    assert refused.value.fault.code == "print.failed"


def left_edge(path: Path) -> int:
    """The first column of pixels, half a point each, in which something is printed."""
    document = pypdfium2.PdfDocument(path)
    try:
        image = document[0].render(scale=2, grayscale=True)
        lines = [
            bytes(image.buffer)[row * image.stride :][: image.width] for row in range(image.height)
        ]
    finally:
        document.close()
    return next(
        column for column in range(image.width) if any(line[column] < 128 for line in lines)
    )


def test_pages_move_by_the_millimetres_that_were_set(desk: Desk, tmp_path: Path) -> None:
    document = ready_forms(desk, some(desk, 1), FormsAsked(), "表").document
    print_document(document, PageSetup(), make=to_pdf(tmp_path / "a.pdf"))
    print_document(document, PageSetup(right=10.0), make=to_pdf(tmp_path / "b.pdf"))
    moved = left_edge(tmp_path / "b.pdf") - left_edge(tmp_path / "a.pdf")
    assert moved == pytest.approx(10 * 72 / 25.4 * 2, abs=2)


def test_the_table_prints_across_with_its_figures(desk: Desk, tmp_path: Path) -> None:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    document = table_document(desk, round_, root, round_.end)
    write_pdf(document, tmp_path / "a.pdf")
    width, height = sizes(tmp_path / "a.pdf")[0]
    assert (height, width) == pytest.approx(A4, abs=2)
    official, summary = page_texts(tmp_path / "a.pdf")
    figures = desk.statistics.figures(round_, root, round_.end)
    for value in (figures.members_total, figures.members_reviewed, figures.organizations_total):
        assert str(value) in official
        assert str(value) in summary
    assert "创先争优活动领导点评情况统计表" in official
    assert "合计" in summary


def test_long_lists_go_on_with_their_headings(desk: Desk, tmp_path: Path) -> None:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    one = desk.statistics.summary(round_, root, round_.end)
    long_name = "名称多字多字多字多字多字多字多字多字多字多字的支部"
    rows = tuple((f"{long_name}{n}", *one.rows[0][1:]) for n in range(40))
    document = TableDocument("汇总", list_pages("汇总", replace(one, rows=rows), landscape=True))
    assert document.count > 2
    write_pdf(document, tmp_path / "a.pdf")
    texts = page_texts(tmp_path / "a.pdf")
    assert all("汇总" in text and "党员总数" in text for text in texts)
    assert sum(text.count(long_name) for text in texts) == 40
    assert "合计" in texts[-1]
    assert "合计" not in texts[0]


def test_a_text_longer_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    text = "".join(f"第{n}句话。" for n in range(1, 1200))
    table = Table("变更", (Column("时间"), Column("内容")), (("一月", "短"), ("二月", text)))
    document = TableDocument("变更", list_pages("变更", table, landscape=True))
    write_pdf(document, tmp_path / "a.pdf")
    texts = page_texts(tmp_path / "a.pdf")
    assert document.count == len(texts) > 2
    assert all("内容" in page for page in texts)
    written = "".join(texts)
    missing = [n for n in range(1, 1200) if f"第{n}句话" not in written]
    assert len(missing) <= document.count  # one may be broken over the foot of each page
    assert written.count("句") == 1199


# ---- the check before printing ---------------------------------------------------------------


def test_what_is_missing_is_told_in_sentences_once_for_each_record(desk: Desk) -> None:
    spec = desk.workspace.forms["member-review"]
    full = dict.fromkeys(spec.field_by_key, "有")
    check = PrintCheck()
    for number in range(7):
        check.look_at(str(number), f"人{number}", spec, {**full, "review.date": " "})
    check.look_at("0", "人0", spec, {})
    check.look_at("8", "张三", spec, {**full, "review.place": ""})
    assert check.sentences == (
        "7 份缺点评时间：人0、人1、人2、人3、人4等 7 份。",
        "1 份缺地点：张三。",
    )


def test_characters_without_a_font_are_told(desk: Desk) -> None:
    spec = desk.workspace.forms["member-review"]
    full = {**dict.fromkeys(spec.field_by_key, "有"), "member.name": "\U0003fffd𠮷"}
    check = PrintCheck()
    check.look_at("1", "某人", spec, full)
    (said,) = check.sentences or ("",)
    if "\U0003fffd".isprintable():
        assert "会印成方框" in said
    check = PrintCheck()
    check.look_at("1", "某人", spec, {**full, "member.name": "\ue123"})
    assert check.sentences == () or "方框" in check.sentences[0]


def test_printing_asks_first_and_goes_back_unless_told_otherwise(
    desk: Desk,
    window: QMainWindow,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "表.pdf"
    asked: list[str] = []

    def choose(parent: object, title: str, proposed: Path, kinds: str) -> Path:
        asked.append(proposed.name)
        return target

    monkeypatch.setattr("app.ui.saving.ask_file_name", choose)
    spec = desk.workspace.forms["member-review"]
    preview = print_form(window, settings, spec, {"member.name": "张三"}, "张三")
    click(preview, "存为 PDF")
    (box,) = preview.findChildren(MissingBox)
    assert "1 份缺点评时间：张三。" in box.informativeText()
    assert box.defaultButton().text() == "返回"
    click(box, "返回")
    assert asked == []
    QApplication.processEvents()
    click(preview, "存为 PDF")
    box = next(b for b in preview.findChildren(MissingBox) if b.isVisible())
    click(box, "仍然保存")
    assert len(page_texts(target)) == 1
    assert asked == ["张三党员点评表.pdf"]
    preview.close()


# ---- the dialogs -----------------------------------------------------------------------------


def test_the_preview_turns_pages_and_zooms(
    desk: Desk, window: QMainWindow, settings: Settings
) -> None:
    document = ready_forms(desk, some(desk, 5), FormsAsked(), "表").document
    preview = PrintPreview(document, settings, window)
    preview.open()
    view = preview._view
    assert not button(preview, "上一页").isEnabled()
    click(preview, "下一页")
    assert (view.number, preview._page.value()) == (1, 2)
    press(view, Qt.Key.Key_PageDown)
    press(view, Qt.Key.Key_End)
    assert view.number == 4
    assert not button(preview, "下一页").isEnabled()
    press(view, Qt.Key.Key_Home)
    preview._page.setValue(3)
    assert view.number == 2
    assert preview._caption.text() == document.caption(2)
    whole = view.percent
    click(preview, "页宽")
    assert view.percent > whole
    click(preview, "放大")
    wide = view.percent
    press(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.percent < wide
    click(preview, "整页")
    assert view.percent == whole
    assert f"{whole}%" == preview._size.text()
    QApplication.processEvents()
    down = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), down)
    assert view.number == 3
    assert down.type() is QEvent.Type.Wheel
    click(preview, "关闭")


def test_without_a_printer_pdf_is_offered(
    desk: Desk, window: QMainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = ready_forms(desk, some(desk, 1), FormsAsked(), "表").document
    monkeypatch.setattr("app.ui.printing.preview.printers", lambda: ())
    preview = PrintPreview(document, settings, window)
    assert not button(preview, "打印").isEnabled()
    assert "可以存为 PDF" in preview._hint.text()
    preview.open()
    preview.close()


def test_printing_sends_every_page_to_the_chosen_printer(
    desk: Desk,
    window: QMainWindow,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.ui.printing.preview.printers", lambda: ("某打印机",))
    made: list[PageSetup] = []

    def take(document: FormsDocument, setup: PageSetup, progress: object) -> None:
        made.append(setup)
        print_document(document, setup, make=to_pdf(tmp_path / "a.pdf"))

    monkeypatch.setattr("app.ui.printing.preview.print_document", take)
    PageSetup("某打印机", 2).keep(settings)
    document = ready_forms(desk, some(desk, 3), FormsAsked(), "表").document
    preview = PrintPreview(document, settings, window)
    preview.open()
    told: list[int] = []
    preview.printed.connect(told.append)
    click(preview, "打印")
    assert made == [PageSetup("某打印机", 2)]
    assert told == [3]
    assert len(page_texts(tmp_path / "a.pdf")) == 3
    assert "已送往打印机" in preview._caption.text()
    preview.close()


def test_page_set_up_is_remembered(window: QMainWindow, settings: Settings) -> None:
    asked = PageSetupDialog(settings, window)
    asked.open()
    asked._copies.setValue(3)
    asked._sides.setCurrentIndex(1)
    asked._right.setValue(-1.5)
    click(asked, "确定")
    expected = PageSetup(copies=3, sides=Sides.LONG, right=-1.5)
    assert PageSetup.read(settings) == expected
    again = PageSetupDialog(settings, window)
    again.open()
    assert again.setup() == expected
    again.close()


@pytest.mark.parametrize(
    "stored", [None, 5, {"copies": 0}, {"copies": "3"}, {"right": 99.0}, {"sides": "both"}]
)
def test_a_set_up_that_makes_no_sense_counts_as_none(settings: Settings, stored: object) -> None:
    settings.set(KEY, stored)
    assert PageSetup.read(settings) == PageSetup()


def test_forms_of_a_selection_or_a_unit_are_shown_by_copy(
    desk: Desk, window: QMainWindow, settings: Settings
) -> None:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    rows = [row for row in desk.tasks.list(round_).rows if row.review is not None]
    asked = print_forms(window, desk, settings, round_, root, [row.task.id for row in rows[:3]])
    assert isinstance(asked, PrintDialog)
    assert asked._count.text() == "共 3 份。"
    asked._range.setCurrentIndex(1)
    whole = desk.exports.count(OfUnit(round_, root), FormsAsked())
    assert asked._count.text() == f"共 {whole} 份。"
    asked._range.setCurrentIndex(0)
    asked._copies.boxes[CopyPurpose.OWN].setChecked(True)
    click(asked, "预览")
    (preview,) = window.findChildren(PrintPreview)
    assert preview._document.count == 3
    assert "党组织" in preview._caption.text()
    assert settings.get("print_copies") == ["own"]
    preview.close()


def test_nothing_to_print_says_so(
    empty_desk: Desk, window: QMainWindow, settings: Settings
) -> None:
    round_ = empty_desk.rounds.open("一轮", date(2011, 1, 1), date(2011, 6, 30)).round
    asked = print_forms(window, empty_desk, settings, round_, empty_desk.workspace.root_id)
    assert asked._count.text() == "没有可以打印的登记表。"
    assert not button(asked, "预览").isEnabled()
    asked.close()
    with pytest.raises(Refusal) as refused:
        ready_forms(empty_desk, OfReviews(()), FormsAsked(), "表")
    assert refused.value.fault.code == "print.nothing"


def test_blank_forms_and_tables_have_their_preview(
    desk: Desk, window: QMainWindow, settings: Settings
) -> None:
    round_, root = desk.workspace.round(), desk.workspace.root_id
    for made, pages in (
        (print_blank(window, desk, settings), len(desk.workspace.forms)),
        (print_blank(window, desk, settings, "org-review"), 1),
        (print_table(window, desk, settings, round_, root, round_.end), 2),
    ):
        assert made is not None
        assert made._document.count == pages
        assert not made._remarks
        names = [b.accessibleName() for b in made.findChildren(QPushButton)]
        assert all(names)
        made.close()


def test_dialogs_are_freed(desk: Desk, window: QMainWindow, settings: Settings) -> None:
    made = print_blank(window, desk, settings)
    assert made is not None
    made.close()
    assert is_freed(made)
    spec = desk.workspace.forms["member-review"]
    preview = print_form(window, settings, spec, {}, "张三")
    preview.set_up_page()
    (setup,) = preview.findChildren(PageSetupDialog)
    setup.close()
    assert is_freed(setup)
    preview.close()
    assert is_freed(preview)
