"""The dialog 导出登记表: which forms, which copies, which shape, and where."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from app.domain.ids import OrganizationId, ReviewId, TaskId
from app.domain.progress import Cancelled, Progress
from app.domain.review import Round
from app.domain.words import CopyPurpose
from app.ops.forms_asked import FormsAsked, FormsDone
from app.ui.dialogs import FormLikeDialog
from app.ui.export.copies_box import CopiesBox
from app.ui.export.counting import count_forms, counted
from app.ui.export.ranges import Range, ranges
from app.ui.export.result_dialog import ResultDialog
from app.ui.export.where_box import WhereBox
from app.ui.open_paper import open_paper
from app.ui.settings import Settings
from app.ui.waiting import wait_for
from app.ui.widgets import dressed
from app.ui.window_size import fit

if TYPE_CHECKING:
    from app.ops.desk import Desk

FORMATS = (
    ("Word 文件，每份一个", "docx", False),
    ("Word 文件，合并成一个", "docx", True),
    ("PDF 文件，每份一个", "pdf", False),
    ("PDF 文件，合并成一个", "pdf", True),
)
"""Words, format, whether all forms of a kind go into one file."""
STATES = (("已点评和草稿", False), ("只要已点评的", True))
FORMAT_KEY, COPIES_KEY = "export_format", "export_copies"
STOPPED = "已取消，没有留下任何文件。"
LOOK = "以下文件请核对："
NOTHING = "没有可以导出的登记表。只有填写过的登记表才会导出；公示件只含已点评的。"


def export_forms(
    parent: QWidget,
    desk: "Desk",
    settings: Settings,
    round_: Round,
    unit: OrganizationId,
    tasks: Sequence[TaskId] = (),
    reviews: Sequence[ReviewId] = (),
) -> "ExportFormsDialog":
    """Ask which forms are wanted and write them.

    Args:
        parent: the window.
        desk: the ledger.
        settings: where shape and place are remembered.
        round_: whose records.
        unit: the chosen organisation; it and all below it are offered, and the whole round.
        tasks: the chosen tasks; their records are offered first.
        reviews: the chosen records, if any; offered first.
    """
    offered = ranges(parent, desk, round_, unit, tasks, reviews)
    dialog = ExportFormsDialog(desk, settings, round_, offered, parent)
    dialog.open()
    return dialog


class ExportFormsDialog(FormLikeDialog):
    """Writes forms to a folder or a removable drive; stopped, it leaves nothing there."""

    def __init__(
        self,
        desk: "Desk",
        settings: Settings,
        round_: Round,
        offered: Sequence[Range],
        parent: QWidget | None,
    ) -> None:
        """Offer these ranges, the first one chosen, and what was chosen last."""
        super().__init__("导出登记表", "导出", parent)
        self._desk = desk
        self._settings = settings
        self._ranges = tuple(offered)
        self._range = QComboBox()
        self._range.addItems([each.words for each in self._ranges])
        self._state = QComboBox()
        self._state.addItems([words for words, _ in STATES])
        scheme = desk.workspace.scheme
        kept = settings.get(COPIES_KEY, [])
        self._copies = CopiesBox(scheme, blank=True, chosen=kept if isinstance(kept, list) else [])
        self._format = QComboBox()
        self._format.addItems([words for words, _, _ in FORMATS])
        format_kept = settings.get(FORMAT_KEY, 0)
        if format_kept in range(len(FORMATS)):
            self._format.setCurrentIndex(format_kept)
        self._hide = dressed(
            QCheckBox("公示份隐去出生年月等可隐的项目"), accessibleName="公示份隐去可隐的项目"
        )
        self._hide.setVisible(any(form.optional_hidden for form in scheme.forms))
        self._replace = dressed(QCheckBox("替换同名文件"), accessibleName="替换同名文件")
        self._where = WhereBox(settings, f"{round_.name}登记表")
        self._count = dressed(QLabel(wordWrap=True), accessibleName="份数")
        self._lay_out()
        self._connect()
        self._tell_count()

    def _lay_out(self) -> None:
        options = QWidget()
        column = QVBoxLayout(options)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._hide)
        column.addWidget(self._replace)
        options.setFocusProxy(self._replace)
        self.row("范围", self._range)
        self.row("状态", self._state)
        self.row("份别", self._copies)
        self.row("格式", self._format)
        self.row("选项", options)
        self.row("保存到", self._where)
        self.rows.addRow("", self._count)
        fit(self, 560, 400)

    def _connect(self) -> None:
        self._range.currentIndexChanged.connect(self._tell_count)
        self._state.currentIndexChanged.connect(self._tell_count)
        for box in self._copies.boxes.values():
            box.toggled.connect(self._tell_count)

    def _posts(self) -> bool:
        box = self._copies.boxes.get(CopyPurpose.POSTING)
        return box is not None and box.isChecked()

    def asked(self) -> FormsAsked:
        """Return what is chosen."""
        _, suffix, combine = FORMATS[self._format.currentIndex()]
        return FormsAsked(
            copies=self._copies.chosen(),
            format=suffix,
            combine=combine,
            done_only=STATES[self._state.currentIndex()][1],
            hide_optional=self._hide.isChecked(),
            overwrite=self._replace.isChecked(),
        )

    def _chosen(self) -> Range:
        return self._ranges[self._range.currentIndex()]

    def _tell_count(self) -> None:
        parent = self if self.isVisible() else self.parentWidget()
        count = count_forms(parent, self._desk, self._chosen().choice, self.asked())
        self._hide.setEnabled(self._posts())
        self._count.setText(counted(count) if count != 0 else NOTHING)
        self.agree.setEnabled(count != 0)

    def try_it(self) -> None:
        """Write the forms; stay where that was stopped."""
        try:
            super().try_it()
        except Cancelled:
            self.show_fault(STOPPED)

    def do_it(self) -> None:
        """Write the forms behind a progress dialog, and say where they are."""
        asked, chosen, folder = self.asked(), self._chosen(), self._where.folder()
        exports = self._desk.exports
        self._settings.set(FORMAT_KEY, self._format.currentIndex())
        self._settings.set(COPIES_KEY, [copy.value for copy in asked.copies])

        def work(progress: Progress) -> FormsDone:
            return exports.write(chosen.choice, asked, folder, open_paper, progress)

        done = wait_for(self, "正在导出登记表…", work)
        self._where.remember()
        told(done, folder, self.parentWidget()).open()


def told(done: FormsDone, folder: Path, parent: QWidget | None) -> ResultDialog:
    """Return the dialog that tells what was written, and which files need a look."""
    headline = f"已导出 {len(done.files)} 个文件。"
    names = [f"{name}　本机字体没有：{'、'.join(boxes)}" for name, boxes in done.boxes]
    names += [f"{name}　文字超出一页，已续入附页或另起一页" for name in done.overflowing]
    names += [f"{name}　另有附页文件：{'、'.join(files)}" for name, files in done.annexed]
    return ResultDialog(headline, folder, LOOK, names, parent)
