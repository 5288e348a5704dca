"""What is found while a table is gone through: rejected rows, doubts, questions, changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from app.domain.controls import as_text
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.ids import QuestionId, derived_id
from app.domain.proposal import (
    FieldChange,
    ProposedRow,
    Question,
    RowFault,
    RowStatus,
    SheetProposal,
    SheetRow,
    SheetTable,
    by_column,
)

ANOTHER_PERSON = "另一个人"
_by_row = attrgetter("row")


class Report:
    """Collects what happens to the rows of one table."""

    def __init__(self, table: SheetTable, answers: Mapping[QuestionId, str]) -> None:
        """Begin with every row unchanged."""
        self.table = table
        self.columns = by_column(table.rows)
        """The cells of the table by column."""
        self.closed: set[int] = set()
        """Numbers of the rows that were refused or wait for an answer."""
        self._answers = answers
        self._status: dict[int, RowStatus] = {}
        self._names: dict[int, str] = {}
        self._changes: defaultdict[int, list[FieldChange]] = defaultdict(list)
        self._rejected: list[RowFault] = []
        self._warnings: list[RowFault] = list(table.doubts)
        self._questions: dict[QuestionId, Question] = {}
        for refused in table.refused:
            self.reject(refused.row, refused.column, refused.fault)

    def entries(self) -> "list[Entry]":
        """The rows, each with the way to report about it."""
        return [Entry(self, index) for index in range(len(self.columns))]

    def reject(self, row: int, column: str, found: Fault) -> None:
        """Refuse a row; its other faults are still told."""
        self._status[row] = RowStatus.REJECTED
        self.closed.add(row)
        self._rejected.append(RowFault(row, column, found, self.table.row_word))

    def warn(self, row: int, column: str, found: Fault) -> None:
        """Note what is doubtful about a row that is taken."""
        self._warnings.append(RowFault(row, column, found, self.table.row_word))

    def name(self, row: int, name: str) -> None:
        """Say what a row is about."""
        self._names[row] = name

    def name_all(self, names: Mapping[int, str]) -> None:
        """Say what rows are about."""
        self._names.update(names)

    def added(self, row: int) -> None:
        """Say that a row brings something new."""
        self._status.setdefault(row, RowStatus.NEW)

    def changed(self, row: int, column: str, old: str, new: str) -> None:
        """Say that a row changes a value."""
        self._changes[row].append(FieldChange(column, old, new))

    def is_rejected(self, row: int) -> bool:
        """Whether a row was refused."""
        return self._status.get(row) is RowStatus.REJECTED

    def is_waiting(self, row: int) -> bool:
        """Whether a row waits for an answer."""
        return self._status.get(row) is RowStatus.QUESTION

    def ask(
        self,
        rows: Sequence[int],
        code: str,
        parts: Sequence[str],
        options: Iterable[str],
        **details: object,
    ) -> str | None:
        """Return the remembered answer, or ask and return None.

        Args:
            rows: the rows that wait for the answer.
            code: a code of the catalogue.
            parts: what makes the question the same one at a later import.
            options: what can be answered.
            **details: for the sentence.
        """
        choices = numbered(options)
        question_id = QuestionId(derived_id("question", code, *parts))
        answer = self._answers.get(question_id)
        if answer in choices:
            return answer
        found = fault(code, "", **details)
        old = self._questions.get(question_id)
        every = tuple(sorted({*rows, *(old.rows if old else ())}))
        where = "、".join(map(str, every))
        message = f"第 {where} {self.table.row_word}：{found.message}{found.remedy}"
        self._questions[question_id] = Question(question_id, code, message, every, choices)
        self._wait(rows)
        return None

    def wait_too(self, row: int, on: int) -> None:
        """Let a row wait for the same answers as another."""
        self._wait((row,))
        for key, question in self._questions.items():
            if on in question.rows:
                self._questions[key] = replace(question, rows=tuple(sorted({*question.rows, row})))

    def _wait(self, rows: Sequence[int]) -> None:
        for row in rows:
            if not self.is_rejected(row):
                self._status[row] = RowStatus.QUESTION
                self.closed.add(row)

    def finish(self) -> SheetProposal:
        """Return the proposal for the table."""
        waiting = tuple(
            self.columns[index]
            for index, number in enumerate(self.columns.numbers if self.closed else ())
            if self.is_waiting(number)
        )
        return SheetProposal(
            table=self.table,
            rows=tuple(self._proposed()),
            rejected=tuple(sorted(self._rejected, key=_by_row)),
            warnings=tuple(sorted(self._warnings, key=_by_row)),
            questions=tuple(self._questions.values()),
            waiting=replace(self.table, rows=waiting, warnings=(), doubts=()) if waiting else None,
        )

    def _proposed(self) -> Iterable[ProposedRow]:
        numbers, changes = self.columns.numbers, self._changes
        status = dict.fromkeys(numbers, RowStatus.UNCHANGED)
        status.update(dict.fromkeys(changes, RowStatus.CHANGED))
        status.update(self._status)
        told = [tuple(changes[n]) if n in changes else () for n in numbers]
        names = [self._names.get(number, "") for number in numbers]
        return map(ProposedRow, numbers, map(status.__getitem__, numbers), names, told)


class Entry:
    """One row of a table and the report it belongs to."""

    __slots__ = ("index", "report")

    def __init__(self, report: Report, index: int) -> None:
        """Stand for the row at an index of the table."""
        self.report = report
        self.index = index

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.report.columns.numbers[self.index]

    @property
    def row(self) -> SheetRow:
        """The row itself."""
        return self.report.columns[self.index]

    def text(self, column: str) -> str:
        """What stands in a column."""
        texts = self.report.columns.cells.get(column)
        return as_text(texts[self.index]) if texts else ""

    @property
    def open(self) -> bool:
        """Whether the row is neither refused nor waiting."""
        return self.number not in self.report.closed

    def reject(self, column: str, code: str, /, **details: object) -> None:
        """Refuse the row."""
        self.report.reject(self.number, column, fault(code, "", **details))

    def warn(self, column: str, code: str, /, **details: object) -> None:
        """Note a doubt about the row."""
        self.report.warn(self.number, column, fault(code, "", **details))

    def changed(self, column: str, old: str, new: str) -> None:
        """Note a changed value."""
        self.report.changed(self.number, column, old, new)

    def ask(
        self, code: str, parts: Sequence[str], options: Iterable[str], **details: object
    ) -> str | None:
        """Return the remembered answer, or ask about the row and return None."""
        return self.report.ask((self.number,), code, parts, options, **details)


def numbered(options: Iterable[str]) -> tuple[str, ...]:
    """Return the options, equal ones told apart by a number."""
    seen: dict[str, int] = {}
    found = []
    for option in options:
        seen[option] = seen.get(option, 0) + 1
        found.append(option if seen[option] == 1 else f"{option}（{seen[option]}）")
    return tuple(found)
