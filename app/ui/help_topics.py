"""The pages of the help, and which of them is about what is on the screen."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from app import paths

FIRST, CARD = "start", "card"
_LINE_END = re.compile(r"(?<=[。：；！？])\n(?=[^\n|#\-0-9 ])")

TOPICS = {
    "start": "开始使用",
    "card": "快速入门卡",
    "wizard": "新建台账",
    "window": "主窗口和党组织树",
    "overview": "总览",
    "tasks": "点评任务",
    "form": "登记表",
    "commitments": "承诺",
    "organizations": "党组织",
    "members": "党员",
    "statistics": "统计报表",
    "ledger": "台账",
    "checks": "检查",
    "meetings": "会议",
    "postings": "公示",
    "rectifications": "整改",
    "assessments": "群众评议",
    "reports": "典型和报告",
    "handoff": "报送与汇总",
    "import": "导入",
    "output": "打印和导出",
    "backups": "备份与恢复",
    "history": "撤销和回收站",
    "scheme": "更新方案",
    "own_form": "自有表样",
    "settings": "设置",
    "keys": "快捷键",
    "words": "名词解释",
}
"""The pages by the names of their files, in the order of the contents."""

OF_CLASS = {
    "StartPage": "start",
    "RescueDialog": "start",
    "CrashDialog": "start",
    "AboutDialog": "start",
    "FirstRunWizard": "wizard",
    "MainWindow": "window",
    "OrganizationTree": "window",
    "SearchPopup": "window",
    "DuplicatesDialog": "members",
    "ReconciliationDialog": "members",
    "OwnFormDialog": "own_form",
    "OwnTableDialog": "own_form",
    "OverviewPage": "overview",
    "DemandsDialog": "overview",
    "TaskPage": "tasks",
    "OrganizationsPage": "organizations",
    "MembersPage": "members",
    "StatisticsPage": "statistics",
    "RegisterPage": "ledger",
    "ChecksPage": "checks",
    "MeetingsPage": "meetings",
    "NamesDialog": "statistics",
    "ExplainDialog": "statistics",
    "MeetingDialog": "tasks",
    "OutsideDialog": "meetings",
    "UnplannedDialog": "tasks",
    "ReasonDialog": "tasks",
    "FormDialog": "form",
    "DraftsDialog": "form",
    "ReviewersDialog": "form",
    "OrganizationDialog": "organizations",
    "OrganizationChooser": "organizations",
    "SplitDialog": "organizations",
    "MemberDialog": "members",
    "ImportDialog": "import",
    "QuestionsDialog": "import",
    "PrintDialog": "output",
    "ExportFormsDialog": "output",
    "BackupsDialog": "backups",
    "OpenRoundDialog": "scheme",
    "SettingsDialog": "settings",
    "ShortcutsDialog": "keys",
}
"""Which page is about a window or a part of one, by the name of its class."""

OF_ROOM = {
    "app.ui.first_run": "wizard",
    "app.ui.paper_form": "form",
    "app.ui.printing": "output",
    "app.ui.structure.member": "members",
    "app.ui.structure": "organizations",
    "app.ui.export": "output",
    "app.ui.commitments": "commitments",
    "app.ui.assessments": "assessments",
    "app.ui.postings": "postings",
    "app.ui.rectification": "rectifications",
    "app.ui.meetings": "meetings",
    "app.ui.reports": "reports",
    "app.ui.handoff": "handoff",
    "app.ui.history": "history",
    "app.ui.bin": "history",
    "app.ui.task": "tasks",
    "app.ui.member": "members",
    "app.ui.organization": "organizations",
}
"""The same for everything in a module, by the beginning of its name; the first that fits."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page of the help."""

    topic: str
    title: str
    text: str
    """Markdown."""


def help_folder() -> Path:
    """Return where the pages stand."""
    return paths.resources() / "help"


def help_pages() -> tuple[HelpPage, ...]:
    """Read every page, in the order of the contents."""
    return tuple(HelpPage(topic, title, _text_of(topic)) for topic, title in TOPICS.items())


def _text_of(topic: str) -> str:
    """Return a page; where a sentence ends a line, the line ends on the screen too."""
    text = (help_folder() / f"{topic}.md").read_text(encoding="utf-8")
    return _LINE_END.sub("  \n", text)


def topic_of(widget: QObject | None) -> str:
    """Return the page about a widget, or about the nearest thing around it that has one."""
    while widget is not None:
        found = topic_of_class(type(widget))
        if found is not None:
            return found
        widget = widget.parent()
    return FIRST


def topic_of_class(kind: type) -> str | None:
    """Return the page about widgets of a class, or None where they belong to something larger."""
    found = OF_CLASS.get(kind.__name__)
    if found is not None:
        return found
    return next((t for room, t in OF_ROOM.items() if kind.__module__.startswith(room)), None)
