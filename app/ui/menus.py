"""The menus of the main window, in the order that users are used to."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu


class Menus:
    """Every action of the main window, as an attribute."""

    def __init__(self, window: QMainWindow) -> None:
        """Build the menu bar of a window."""
        self._keys: list[tuple[QAction, str]] = []
        bar = window.menuBar()
        file = bar.addMenu("文件(&F)")
        self.new = self._add(file, "新建台账(&N)…", "Ctrl+N")
        self.open = self._add(file, "打开台账(&O)…", "Ctrl+O")
        self.close = self._add(file, "关闭台账(&C)")
        file.addSeparator()
        self.load = self._add(file, "导入(&I)…", "Ctrl+I")
        self.questions = self._add(file, "待确认(&Q)…")
        self.export_ledger = self._add(file, "导出台账(&E)…", "F12")
        self.backup = self._add(file, "备份(&B)…")
        self.renew = self._add(file, "更新方案(&S)…")
        file.addSeparator()
        self.quit = self._add(file, "退出(&X)", "Ctrl+Q")
        review = bar.addMenu("点评(&R)")
        self.open_round = self._add(review, "开设轮次(&O)…")
        self.fill = self._add(review, "填写登记表(&F)")
        report = bar.addMenu("报表(&T)")
        self.export_table = self._add(report, "导出统计表(&T)…")
        self.export_forms = self._add(report, "导出登记表(&F)…")
        report.addSeparator()
        self.refresh = self._add(report, "刷新(&R)", "F5")
        help_menu = bar.addMenu("帮助(&H)")
        self.about = self._add(help_menu, "关于(&A)")

    def needing_ledger(self) -> tuple[QAction, ...]:
        """The actions that make sense only while a ledger is open."""
        return (
            *(self.close, self.load, self.questions, self.export_ledger, self.backup, self.renew),
            *(self.open_round, self.fill, self.export_table, self.export_forms, self.refresh),
        )

    def _add(self, menu: QMenu, text: str, keys: str = "") -> QAction:
        action = menu.addAction(text)
        if keys:
            self._keys.append((action, keys))
        return action

    def give_shortcuts(self) -> None:
        """Let the keyboard reach the actions.

        Done after the first painting: the first shortcut brings in all of Qt's key names.
        """
        for action, keys in self._keys:
            action.setShortcut(keys)
        self._keys = []
