"""The menus of the main window, in the order that users are used to."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


class Menus:
    """Every action of the main window, as an attribute."""

    def __init__(self, window: QMainWindow) -> None:
        """Build the menu bar of a window."""
        bar = window.menuBar()
        file = bar.addMenu("文件(&F)")
        self.new = _action(file, "新建台账(&N)…", QKeySequence(QKeySequence.StandardKey.New))
        self.open = _action(file, "打开台账(&O)…", QKeySequence(QKeySequence.StandardKey.Open))
        self.close = _action(file, "关闭台账(&C)")
        file.addSeparator()
        self.load = _action(file, "导入(&I)…", QKeySequence("Ctrl+I"))
        self.questions = _action(file, "待确认(&Q)…")
        self.export_ledger = _action(file, "导出台账(&E)…", QKeySequence("F12"))
        self.backup = _action(file, "备份(&B)…")
        file.addSeparator()
        self.quit = _action(file, "退出(&X)", QKeySequence("Ctrl+Q"))
        review = bar.addMenu("点评(&R)")
        self.open_round = _action(review, "开设轮次(&O)…")
        self.fill = _action(review, "填写登记表(&F)")
        report = bar.addMenu("报表(&T)")
        self.export_table = _action(report, "导出统计表(&T)…")
        self.export_forms = _action(report, "导出登记表(&F)…")
        report.addSeparator()
        self.refresh = _action(report, "刷新(&R)", QKeySequence("F5"))
        help_menu = bar.addMenu("帮助(&H)")
        self.about = _action(help_menu, "关于(&A)")

    def needing_ledger(self) -> tuple[QAction, ...]:
        """The actions that make sense only while a ledger is open."""
        return (
            *(self.close, self.load, self.questions, self.export_ledger, self.backup),
            *(self.open_round, self.fill, self.export_table, self.export_forms, self.refresh),
        )


def _action(menu: QMenu, text: str, shortcut: QKeySequence | None = None) -> QAction:
    action = menu.addAction(text)
    if shortcut is not None:
        action.setShortcut(shortcut)
    return action
