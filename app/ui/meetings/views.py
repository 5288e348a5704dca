"""The three lists of the page 会议: meetings, draws and talks, with what can be done above."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.domain.cycle.meetings import MEETING_STATES
from app.ui.commitments.list_view import ListView
from app.ui.data_table import DataTable
from app.ui.filter_row import Facet, FilterRow
from app.ui.handoff.lists import line_table, stretch_first
from app.ui.line_model import L, LineModel
from app.ui.meetings.lines import (
    DRAW_WIDTHS,
    MEETING_WIDTHS,
    OVER,
    PENDING,
    SETTLED,
    TALK_WIDTHS,
    DrawLine,
    DrawModel,
    MeetingLine,
    MeetingModel,
    TalkLine,
    TalkModel,
)
from app.ui.settings import Settings
from app.ui.widgets import push_button

NO_MEETING = "本轮次还没有会议。按“新建”，一次会议可以同时填写许多份登记表。"
NO_DRAW = "本轮次还没有随机抽取。按“抽取”，结果谁都可以重算核对。"
NO_TALK = "本轮次还没有专门约谈。"


class RecordsView(ListView[L]):
    """A list whose buttons stand in its context menu as well."""

    new_wanted = Signal()
    removal_wanted = Signal()
    print_wanted = Signal()
    """The list itself is wanted on paper."""

    def __init__(
        self,
        table: DataTable,
        model: LineModel[L],
        facets: Sequence[Facet],
        deeds: Sequence[QPushButton],
        parent: QWidget | None,
    ) -> None:
        """Show nothing yet.

        Args:
            table: shows the model.
            model: the lines.
            facets: by what they are filtered.
            deeds: the buttons: 新建 first, then what is done with one line.
            parent: the page.
        """
        self._new, *self._deeds = deeds
        self._remove = push_button("删除", hint="删除所选的记录（Delete）")
        self._print = push_button("打印", "打印清单", "打印所列的清单")
        buttons = (*deeds, self._remove, self._print)
        super().__init__(table, model, FilterRow(facets), buttons, parent)
        model.setParent(self)
        self._menu = QMenu(self)
        for button in (*self._deeds, self._remove):
            action = self._menu.addAction(button.text())
            action.triggered.connect(button.click)
        self._menu.addSeparator()
        self._menu.addAction("复制表格(&T)").triggered.connect(table.copy)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._pop_up)
        self._new.clicked.connect(self.new_wanted)
        self._remove.clicked.connect(self.removal_wanted)
        self._print.clicked.connect(self.print_wanted)
        self.allow()

    def _pop_up(self, place: QPoint) -> None:
        if not self.chosen():
            return
        actions = self._menu.actions()
        for action, button in zip(actions, (*self._deeds, self._remove), strict=False):
            action.setEnabled(button.isEnabled())
        self._menu.popup(self.table.viewport().mapToGlobal(place))

    def allow(self) -> None:
        """Enable what can be done with the chosen lines."""
        count = len(self.chosen())
        for button in self._deeds:
            button.setEnabled(count == 1)
        self._remove.setEnabled(bool(count))
        self._print.setEnabled(bool(self.model.rowCount()))

    def allow_new(self, allowed: bool) -> None:
        """Say whether anything can be added: not without a round."""
        self._new.setEnabled(allowed)


class MeetingsView(RecordsView[MeetingLine]):
    """The meetings of the chosen organisation and of everything below it."""

    sign_in_wanted = Signal()
    agenda_wanted = Signal()
    minutes_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``settings`` is where the table remembers its columns."""
        new = push_button("新建…", "新建会议", "登记一次点评会，并填写登记表（Insert）")
        change = push_button("修改…", "修改会议", "修改所选的会议（双击或回车）")
        sign_in = push_button("签到表", hint="预览、打印签到表，或存为 Word")
        agenda = push_button("议程", hint="预览、打印议程，或存为 Word")
        minutes = push_button("会议记录", hint="预览、打印会议记录，或存为 Word")
        model = MeetingModel()
        table = line_table("会议", model, settings, MEETING_WIDTHS)
        stretch_first(table)
        facets = (Facet("状态", tuple(MEETING_STATES.values())), Facet("点评形式"))
        super().__init__(table, model, facets, (new, change, sign_in, agenda, minutes), parent)
        change.clicked.connect(self._open)
        sign_in.clicked.connect(self.sign_in_wanted)
        agenda.clicked.connect(self.agenda_wanted)
        minutes.clicked.connect(self.minutes_wanted)

    def sentence(self, lines: Sequence[MeetingLine], shown: int) -> str:
        """Return how many meetings there are and what they filled."""
        if not lines:
            return NO_MEETING
        filled = sum(len(line.record.reviews) for line in lines)
        return f"共 {len(lines)} 次会议　填写登记表 {filled} 份{_shown(shown, len(lines))}"


class DrawsView(RecordsView[DrawLine]):
    """What was drawn."""

    record_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``settings`` is where the table remembers its columns."""
        new = push_button("抽取…", "随机抽取", "抽取随机点评的对象（Insert）")
        look = push_button("查看…", "查看抽取结果", "看抽中了谁，重算核对，点评他们（双击或回车）")
        record = push_button("抽取记录", hint="预览、打印抽取记录，或存为 Word")
        model = DrawModel()
        table = line_table("随机抽取", model, settings, DRAW_WIDTHS)
        super().__init__(table, model, (Facet("类别"),), (new, look, record), parent)
        look.clicked.connect(self._open)
        record.clicked.connect(self.record_wanted)

    def sentence(self, lines: Sequence[DrawLine], shown: int) -> str:
        """Return how many draws there are."""
        if not lines:
            return NO_DRAW
        drawn = sum(len(line.record.drawn) for line in lines)
        return f"共 {len(lines)} 次抽取　抽中 {drawn} 个对象{_shown(shown, len(lines))}"


class TalksView(RecordsView[TalkLine]):
    """Who was talked to."""

    record_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``settings`` is where the table remembers its columns."""
        new = push_button("新建…", "新建约谈", "登记一次专门约谈（Insert）")
        change = push_button("修改…", "修改约谈", "修改所选的约谈（双击或回车）")
        record = push_button("约谈记录", hint="预览、打印约谈记录，或存为 Word")
        model = TalkModel()
        table = line_table("专门约谈", model, settings, TALK_WIDTHS)
        facets = (Facet("结果", (OVER, PENDING, SETTLED)),)
        super().__init__(table, model, facets, (new, change, record), parent)
        change.clicked.connect(self._open)
        record.clicked.connect(self.record_wanted)

    def sentence(self, lines: Sequence[TalkLine], shown: int) -> str:
        """Return how many talks there are, and of how many the term is over."""
        if not lines:
            return NO_TALK
        late = sum(line.standing == OVER for line in lines)
        told = f"　{OVER} {late} 次" if late else ""
        return f"共 {len(lines)} 次约谈{told}{_shown(shown, len(lines))}"


def _shown(shown: int, total: int) -> str:
    return f"（显示 {shown} 次）" if shown < total else ""
