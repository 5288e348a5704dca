"""The menus of the main window, in the order that users are used to, as one table."""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu


class Needs(Enum):
    """What must be there for an entry to make sense."""

    NOTHING = "nothing"
    LEDGER = "ledger"
    ROUND = "round"


class Entry(NamedTuple):
    """One line of a menu."""

    name: str
    text: str
    action: str
    """The function that is run with the main window: ``module:function`` in ``app.ui.actions``."""
    keys: str = ""
    needs: Needs = Needs.LEDGER
    about: str = ""
    """What the function is told beside the window: which page, which deed."""


GAP = Entry("", "", "")
NONE, ROUND = Needs.NOTHING, Needs.ROUND

MENUS: Mapping[str, tuple[Entry, ...]] = {
    "文件(&F)": (
        Entry("new", "新建台账(&N)…", "files:new_ledger", "Ctrl+N", NONE),
        Entry("open", "打开台账(&O)…", "files:choose_ledger", "Ctrl+O", NONE),
        Entry("new_received", "用下发包新建(&R)…", "handoff:new_from_package", "", NONE),
        Entry("sample", "示例数据(&D)", "files:open_sample", "", NONE),
        Entry("close", "关闭台账(&C)", "files:close_ledger", "Ctrl+W"),
        GAP,
        Entry("load", "导入(&I)…", "files:import_files", "Ctrl+I"),
        Entry("questions", "待确认(&Q)…", "files:ask_questions"),
        Entry("templates", "导入模板(&T)…", "files:write_templates"),
        GAP,
        Entry("print_forms", "打印登记表(&P)…", "files:print_forms", "Ctrl+P", ROUND),
        Entry("print_blank", "打印空白表(&B)…", "files:print_blank"),
        Entry("export_forms", "导出登记表(&F)…", "files:export_forms", "Ctrl+E", ROUND),
        Entry("export_ledger", "导出台账(&E)…", "files:export_ledger", "F12"),
        Entry("export_all", "全部导出(&A)…", "files:export_all"),
        GAP,
        Entry("backups", "备份与恢复(&K)…", "files:backups"),
        Entry("quit", "退出(&X)", "files:leave", "Ctrl+Q", NONE),
    ),
    "编辑(&E)": (
        Entry("undo", "撤销(&U)", "edit:undo", "Ctrl+Z"),
        Entry("redo", "重做(&R)", "edit:redo", "Ctrl+Y"),
        GAP,
        Entry("search", "查找(&F)…", "edit:search", "Ctrl+F"),
        GAP,
        Entry("new_organization", "新增党组织(&O)…", "edit:do_deed", about="new_organization"),
        Entry("new_member", "新增党员(&M)…", "edit:do_deed", about="new_member"),
        Entry(
            "edit_organization", "编辑党组织(&E)…", "edit:do_deed", "F2", about="edit_organization"
        ),
        GAP,
        Entry("bin", "回收站(&B)…", "edit:open_bin"),
    ),
    "视图(&V)": (
        Entry("page_overview", "总览(&1)", "view:show_page", "Ctrl+1", about="overview"),
        Entry("page_tasks", "点评任务(&2)", "view:show_page", "Ctrl+2", about="tasks"),
        Entry(
            "page_organizations", "党组织(&3)", "view:show_page", "Ctrl+3", about="organizations"
        ),
        Entry("page_members", "党员(&4)", "view:show_page", "Ctrl+4", about="members"),
        Entry("page_statistics", "统计报表(&5)", "view:show_page", "Ctrl+5", about="statistics"),
        Entry("page_ledger", "台账(&6)", "view:show_page", "Ctrl+6", about="ledger"),
        Entry("page_checks", "检查(&7)", "view:show_page", "Ctrl+7", about="checks"),
        Entry("page_handoff", "报送与汇总(&8)", "view:show_page", "Ctrl+8", about="handoff"),
        GAP,
        Entry("page_commitments", "承诺(&C)", "view:show_page", "Ctrl+9", about="commitments"),
        Entry("page_meetings", "会议(&H)", "view:show_page", about="meetings"),
        Entry("page_postings", "公示(&G)", "view:show_page", about="postings"),
        Entry("page_rectifications", "整改(&Z)", "view:show_page", about="rectifications"),
        Entry("page_assessments", "评议(&P)", "view:show_page", about="assessments"),
        Entry("page_reports", "报告(&B)", "view:show_page", about="reports"),
        GAP,
        Entry("refresh", "刷新(&R)", "view:refresh", "F5"),
    ),
    "点评(&R)": (
        Entry("demands", "工作要求(&Y)…", "review:demands"),
        Entry("open_round", "开设轮次(&O)…", "review:open_round"),
        GAP,
        Entry("fill", "填写登记表(&F)…", "review:fill_form", "", ROUND),
        Entry("unplanned", "日常点评(&D)…", "review:unplanned", "", ROUND),
        Entry("drafts", "未保存的草稿(&S)…", "review:offer_drafts"),
    ),
    "报表(&T)": (
        Entry("export_table", "导出统计表(&T)…", "reports:export_table", "", ROUND),
        Entry("print_table", "打印统计表(&P)…", "reports:print_table", "", ROUND),
    ),
    "报送(&S)": (
        Entry("submit", "上报(&U)…", "handoff:submit", "", ROUND),
        Entry("receive", "接收(&R)…", "handoff:receive"),
        Entry("issue", "下发(&D)…", "handoff:issue"),
        GAP,
        Entry("send_back", "退回下级(&B)…", "handoff:send_back", "", ROUND),
        Entry("verify", "查验校验码(&V)…", "handoff:verify"),
    ),
    "工具(&O)": (
        Entry("duplicates", "查重(&D)…", "tools:duplicates"),
        Entry("reconcile", "核对名单(&C)…", "tools:reconcile"),
        Entry("history", "变更记录(&H)…", "tools:history"),
        Entry("renew", "更新方案(&S)…", "tools:renew_scheme"),
        Entry("own_form", "自有表样(&F)…", "files:own_form"),
        GAP,
        Entry("settings", "设置(&P)…", "tools:settings", "", NONE),
    ),
    "帮助(&H)": (
        Entry("help", "使用说明(&H)", "help:show_help", "F1", NONE),
        Entry("card", "快速入门卡(&C)", "help:quick_card", "", NONE),
        Entry("shortcuts", "快捷键(&K)", "help:shortcuts", "", NONE),
        Entry("about", "关于(&A)", "help:about", "", NONE),
    ),
}


class Menus(QObject):
    """The menu bar of a window: every entry as an action, by name."""

    chosen = Signal(str)
    """The name of the entry that was chosen."""

    def __init__(self, window: QMainWindow) -> None:
        """Build the menu bar of a window."""
        super().__init__(window)
        self.actions: dict[str, QAction] = {}
        bar = window.menuBar()
        for title, entries in MENUS.items():
            self._fill(bar.addMenu(title), entries)
        bar.triggered.connect(self._tell)

    def _fill(self, menu: QMenu, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if entry is GAP:
                menu.addSeparator()
                continue
            action = menu.addAction(entry.text)
            action.setObjectName(entry.name)
            self.actions[entry.name] = action

    def _tell(self, action: QAction) -> None:
        if action.objectName():
            self.chosen.emit(action.objectName())

    def enable(self, *, ledger: bool, round_: bool) -> None:
        """Let the entries be chosen for which there is what they need."""
        there = {Needs.NOTHING: True, Needs.LEDGER: ledger, Needs.ROUND: round_}
        for entry in all_entries():
            self.actions[entry.name].setEnabled(there[entry.needs])

    def give_shortcuts(self) -> None:
        """Let the keyboard reach the actions.

        Done after the first painting: the first shortcut brings in all of Qt's key names.
        """
        for entry in all_entries():
            if entry.keys:
                self.actions[entry.name].setShortcut(entry.keys)


def all_entries() -> tuple[Entry, ...]:
    """Return every entry, in the order of the menus."""
    return tuple(e for entries in MENUS.values() for e in entries if e is not GAP)


def entry_named(name: str) -> Entry:
    """Return an entry by its name."""
    return next(entry for entry in all_entries() if entry.name == name)
