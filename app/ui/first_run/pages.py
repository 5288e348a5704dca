"""The pages of the wizard; what was entered is asked of them, what follows from it told to them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWizardPage,
)

from app.domain.dates import from_day, parse_day
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.proposal import SheetKind
from app.domain.words import ORGANIZATION_KINDS, OrganizationKind, kind_from_name
from app.ops.first_run import Choices, Entered, Outcome
from app.ui.faults import fault_text
from app.ui.file_dialog import ask_file_name, ask_folder, documents
from app.ui.file_kinds import LEDGER_FILTER, LEDGER_SUFFIX
from app.ui.first_run.list_entry import ListEntry
from app.ui.first_run.said import summary
from app.ui.open_round_dialog import proposed_round
from app.ui.widgets import dressed

if TYPE_CHECKING:
    from datetime import date

    from app.domain.scheme import Scheme
    from app.ops.office import Office

FORBIDDEN = '\\/:*?"<>|'
ORGANIZATION_COLUMNS = ("党组织名称", "党组织类别", "上级党组织", "书记")
MEMBER_COLUMNS = ("姓名", "所在党支部", "性别", "出生年月", "入党时间", "职务或职业")


class Guide(Protocol):
    """What the pages ask of the wizard around them."""

    office: "Office"
    outcome: Outcome
    planned: tuple[int, int]

    def scheme(self) -> "Scheme":
        """Return the scheme that is chosen."""
        ...

    def today(self) -> "date":
        """Return the day of the program's calendar."""
        ...

    def choices(self) -> Choices:
        """Return everything that was chosen and entered so far."""
        ...

    def build(self, page: "WizardPage") -> bool:
        """Make the ledger as chosen; False: something is to be mended first."""
        ...

    def open_round(self, page: "WizardPage", name: str, start: "date", end: "date") -> bool:
        """Make the ledger anew and open its round."""
        ...

    def user(self) -> str:
        """Return who works here, as far as it is known."""
        ...

    def keep(self, path: Path, user: str) -> bool:
        """Put the ledger where it shall stand, and remember who works here."""
        ...


class WizardPage(QWizardPage):
    """A page with a line for what is wrong."""

    def __init__(self, title: str, subtitle: str) -> None:
        super().__init__()
        self.setTitle(title)
        self.setSubTitle(subtitle)
        self.fault = dressed(
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), accessibleName="问题"
        )
        self.fault.setForegroundRole(QPalette.ColorRole.BrightText)
        self.column = QVBoxLayout(self)

    @property
    def first_run(self) -> "Guide":
        """The wizard around this page."""
        return self.wizard()  # type: ignore[return-value]

    def validatePage(self) -> bool:
        """Let the wizard go on, or say why not."""
        self.fault.clear()
        try:
            return self.take()
        except Refusal as refused:
            self.fault.setText("\n".join(fault_text(fault) for fault in refused.faults))
            return False

    def take(self) -> bool:
        """Do what going on means; False stays on the page."""
        return True


class SchemePage(WizardPage):
    """Which document the work follows."""

    def __init__(self, schemes: "tuple[Scheme, ...]") -> None:
        super().__init__("第一步：选择点评方案", "按哪一份文件开展领导点评，就选哪一个。")
        self._names = [scheme.id for scheme in schemes]
        self._schemes = list(schemes)
        self._list = dressed(QListWidget(), accessibleName="点评方案")
        for scheme in schemes:
            self._list.addItem(_scheme_text(scheme))
        self._list.setSpacing(2)
        self._list.setWordWrap(True)
        self._list.setCurrentRow(0)
        self._other = dressed(
            QPushButton("其他方案…", autoDefault=False), accessibleName="选择方案文件夹"
        )
        row = QHBoxLayout()
        row.addWidget(self._other)
        row.addStretch(1)
        self.column.addWidget(self._list, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.fault)
        self._other.clicked.connect(self._choose_folder)

    def scheme(self) -> "Scheme":
        """Return the scheme that is chosen."""
        return self._schemes[max(self._list.currentRow(), 0)]

    def name(self) -> str:
        """Return its id, or its folder."""
        return self._names[max(self._list.currentRow(), 0)]

    def _choose_folder(self) -> None:
        folder = ask_folder(self, "选择方案文件夹", Path.home())
        if folder is not None:
            self.add_folder(str(folder))

    def add_folder(self, folder: str) -> None:
        """Offer the scheme of a folder, and choose it; where it is wrong, say why."""
        self.fault.clear()
        try:
            scheme = self.first_run.office.load_scheme(folder).scheme
        except Refusal as refused:
            self.fault.setText("\n".join(fault_text(fault) for fault in refused.faults))
            return
        self._schemes.append(scheme)
        self._names.append(folder)
        self._list.addItem(_scheme_text(scheme))
        self._list.setCurrentRow(len(self._names) - 1)


class UnitPage(WizardPage):
    """The own unit, and the organisations below it."""

    def __init__(self) -> None:
        super().__init__(
            "第二步：本单位和下属党组织",
            "先写本单位党组织的全称，再列出下属党组织；也可以以后再补。",
        )
        self._unit = dressed(
            QLineEdit(placeholderText="例如：某某局机关党委", maxLength=100),
            accessibleName="本单位党组织",
        )
        self._kind = dressed(QComboBox(), accessibleName="类别")
        self._secretary = dressed(
            QLineEdit(placeholderText="本单位党组织书记的姓名，没有可以不填", maxLength=40),
            accessibleName="书记",
        )
        self._kind.addItem("按名称判断")
        self._kind.addItems([*ORGANIZATION_KINDS.values()])
        self.entry = ListEntry("下属党组织", SheetKind.ORGANIZATIONS, ORGANIZATION_COLUMNS)
        top = QFormLayout()
        top.addRow("本单位党组织", self._unit)
        top.addRow("类别", self._kind)
        top.addRow("书记", self._secretary)
        self.column.addLayout(top)
        self.column.addWidget(self.entry, 1)
        self.column.addWidget(self.fault)
        self._unit.textChanged.connect(self._guess_kind)

    def unit(self) -> str:
        """Return the name of the unit."""
        return self._unit.text().strip()

    def kind(self) -> OrganizationKind | None:
        """Return its kind; None: from its name."""
        place = self._kind.currentIndex()
        return list(OrganizationKind)[place - 1] if place > 0 else None

    def entered(self) -> Entered:
        """Return the list; a row without a parent stands directly below the unit."""
        rows = [self._completed(row) for row in self.entry.rows()]
        secretary = " ".join(self._secretary.text().split())
        if secretary:
            rows.append(
                dict(zip(ORGANIZATION_COLUMNS, (self.unit(), "", "", secretary), strict=True))
            )
        return Entered(self.entry.files(), tuple(rows))

    def _completed(self, row: Mapping[str, str]) -> dict[str, str]:
        name, kind, parent, _ = ORGANIZATION_COLUMNS
        if row[name] == self.unit():
            return dict(row)
        guessed = kind_from_name(row[name])
        return {
            **row,
            kind: row[kind] or (ORGANIZATION_KINDS[guessed] if guessed else ""),
            parent: row[parent] or self.unit(),
        }

    def _guess_kind(self) -> None:
        guessed = kind_from_name(self.unit())
        words = f"按名称判断（{ORGANIZATION_KINDS[guessed]}）" if guessed else "按名称判断"
        self._kind.setItemText(0, words)

    def take(self) -> bool:
        """Build the ledger with the organisations."""
        if not self.unit():
            raise refusal("organization.name_missing")
        self.entry.table.close_gaps()
        return self.first_run.build(self)


class MembersPage(WizardPage):
    """The members."""

    def __init__(self) -> None:
        super().__init__(
            "第三步：党员", "列出党员和所在党支部。不需要身份证号和电话；也可以以后再补。"
        )
        self.entry = ListEntry("党员", SheetKind.MEMBERS, MEMBER_COLUMNS)
        self.column.addWidget(self.entry, 1)
        self.column.addWidget(self.fault)

    def entered(self, unit: str) -> Entered:
        """Return the list; a row without a branch belongs to the unit itself."""
        _, branch, *_ = MEMBER_COLUMNS
        rows = tuple({**row, branch: row[branch] or unit} for row in self.entry.rows())
        return Entered(self.entry.files(), rows)

    def take(self) -> bool:
        """Build the ledger with organisations and members."""
        self.entry.table.close_gaps()
        return self.first_run.build(self)


class RoundPage(WizardPage):
    """The first round, and what is due when."""

    def __init__(self) -> None:
        super().__init__(
            "第四步：点评轮次和期限", "这一轮点评从哪天到哪天。程序按方案列出谁点评谁。"
        )
        self._name = dressed(QLineEdit(), accessibleName="轮次名称")
        self._start = dressed(QLineEdit(), accessibleName="开始日期")
        self._end = dressed(QLineEdit(), accessibleName="结束日期")
        self._due = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        rows = QFormLayout()
        rows.addRow("轮次名称", self._name)
        rows.addRow("开始日期", self._start)
        rows.addRow("结束日期", self._end)
        self.column.addLayout(rows)
        self.column.addSpacing(8)
        self.column.addWidget(self._due)
        self.column.addStretch(1)
        self.column.addWidget(self.fault)

    def initializePage(self) -> None:
        """Propose the period that today lies in."""
        scheme, today = self.first_run.scheme(), self.first_run.today()
        name, start, end = proposed_round(scheme.period, today)
        self._name.setText(name)
        self._start.setText(from_day(start).for_form)
        self._end.setText(from_day(end).for_form)
        lines = [
            f"　{from_day(d.date).for_form}　{d.what}，报{d.to}"
            + ("（已过）" if d.date < today else "")
            for d in scheme.deadlines
        ]
        self._due.setText("\n".join(["文件规定的期限：", *lines]) if lines else "")

    def take(self) -> bool:
        """Build the ledger anew and open the round in it."""
        start, end = parse_day(self._start.text()), parse_day(self._end.text())
        return self.first_run.open_round(self, self._name.text().strip(), start, end)


class DonePage(WizardPage):
    """What was made, and where it shall stand."""

    def __init__(self) -> None:
        super().__init__("第五步：完成", "核对一下，选好保存位置，按“完成”。")
        self._said = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._place = dressed(QLineEdit(), accessibleName="保存位置")
        self._user = dressed(
            QLineEdit(placeholderText="写入变更记录，可以不填", maxLength=40),
            accessibleName="您的姓名（写入变更记录）",
        )
        browse = dressed(QPushButton("浏览…", autoDefault=False), accessibleName="选择保存位置")
        line = QHBoxLayout()
        line.addWidget(self._place, 1)
        line.addWidget(browse)
        rows = QFormLayout()
        rows.addRow("保存位置", line)
        rows.addRow("您的姓名", self._user)
        self.column.addWidget(self._said)
        self.column.addSpacing(10)
        self.column.addLayout(rows)
        self.column.addWidget(QLabel("台账请放在本机硬盘上，不要直接放在 U 盘里。", wordWrap=True))
        self.column.addStretch(1)
        self.column.addWidget(self.fault)
        browse.clicked.connect(self._browse)

    def initializePage(self) -> None:
        """Say what stands in the new ledger, and propose a place."""
        wizard = self.first_run
        self._said.setText(summary(wizard.choices(), wizard.outcome, wizard.planned))
        name = "".join(c for c in wizard.choices().unit if c not in FORBIDDEN)
        self._user.setText(self._user.text() or wizard.user())
        self._place.setText(str(_free(documents() / f"{name}{LEDGER_SUFFIX}")))

    def _browse(self) -> None:
        place = ask_file_name(self, "保存位置", Path(self._place.text()), LEDGER_FILTER)
        if place is not None:
            self._place.setText(str(place))

    def take(self) -> bool:
        """Put the ledger there and open it."""
        user = " ".join(self._user.text().split())
        return self.first_run.keep(_wanted(self._place.text().strip()), user)


def _scheme_text(scheme: "Scheme") -> str:
    below = "　".join(filter(None, (scheme.issuer, scheme.document)))
    return f"{scheme.title}\n{below}" if below else scheme.title


def _wanted(typed: str) -> Path:
    """Return where the ledger shall stand; a mere name stands among the user's documents.

    Raises:
        Refusal: ``text.missing`` without a name.
    """
    if not typed.removesuffix(LEDGER_SUFFIX):
        raise refusal("text.missing", "保存位置", label="保存位置")
    place = Path(typed).expanduser()
    if place.suffix.lower().startswith(LEDGER_SUFFIX):  # a slip behind the ending is no name
        place = place.with_suffix(LEDGER_SUFFIX)
    else:
        place = place.with_name(place.name + LEDGER_SUFFIX)
    return documents() / place


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}_{number}")
    return free
