"""The change log, open questions with their answers, and settings in a ledger."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from getpass import getuser
from typing import Any

from app.db import bulk
from app.db.connection import Database
from app.db.mapping import json_text
from app.db.office_models import AnswerRow, ChangeRow, QuestionRow, SettingRow
from app.domain.history import Change
from app.domain.ids import QuestionId
from app.domain.proposal import Question

_PAGE = 1000
USER = "user"
"""The setting with the name of who works with the ledger."""


def _login_name() -> str:
    try:
        return getuser()
    except (OSError, KeyError):  # a user whom the system does not know
        return ""


class ChangeStore:
    """The change log; it only grows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, changes: Iterable[Change]) -> None:
        """Write lines at the end of the log; where one says nobody, it was this user."""
        user = self.user()
        bulk.insert(
            self._database,
            ChangeRow,
            ((None, c.time, c.who or user, c.what, c.record_id, c.field, c.old, c.new, c.reason)
             for c in changes),
        )  # fmt: skip

    def user(self) -> str:
        """Return who works with the ledger, by the name given, else by the login name."""
        return self.signed() or _login_name()

    def signed(self) -> str:
        """Return the name that who works with the ledger has given; empty: none.

        What other offices read bears this name and never the login name, which says nothing there.
        """
        return self._database.user or SettingStore(self._database).get(USER)

    def of_record(self, what: str, record_id: str) -> tuple[Change, ...]:
        """Return the history of a record, oldest first."""
        tail = "WHERE what = ? AND record_id = ? ORDER BY id"
        return self._read(tail, what, record_id)

    def latest(self, count: int = _PAGE) -> tuple[Change, ...]:
        """Return the last lines of the whole log, newest first."""
        return self._read("ORDER BY id DESC LIMIT ?", count)

    def of_records(self, what: str, record_ids: Iterable[str]) -> tuple[Change, ...]:
        """Return the history of several records of a kind, oldest first."""
        found = [line for id_ in record_ids for line in self.of_record(what, id_)]
        return tuple(sorted(found, key=lambda line: line.sequence))

    def last(self) -> int:
        """Return the number of the last line; 0 where there is none."""
        return int(self._database.sql("SELECT coalesce(max(id), 0) FROM change")[0][0])

    def between(
        self, after: int, until: int, most: int, but: Iterable[str] = ()
    ) -> tuple[Change, ...]:
        """Return lines by their numbers, oldest first.

        Args:
            after: they come behind this one.
            until: the last of them.
            most: no more than this many.
            but: fields that are left out.
        """
        tail = (
            "WHERE id > ? AND id <= ? AND field NOT IN (SELECT value FROM json_each(?))"
            " ORDER BY id LIMIT ?"
        )
        return self._read(tail, after, until, json_text(sorted(but)), most)

    def _read(self, tail: str, *params: object) -> tuple[Change, ...]:
        return tuple(
            Change(what, record_id, field, old, new, time, who, reason, sequence)
            for sequence, time, who, what, record_id, field, old, new, reason in bulk.read(
                self._database, ChangeRow, tail, params
            )
        )


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits, with what its rows need to be applied later."""

    question: Question
    payload: Mapping[str, Any]


class QuestionStore:
    """Open questions, and the answers remembered for later imports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, question: Question, payload: Mapping[str, Any]) -> None:
        """Keep a question until it is answered; asked again, it takes the new rows."""
        sql = "SELECT coalesce(max(position), 0) + 1 FROM question"
        with self._database.transaction():
            row = (
                question.id,
                self._database.sql(sql)[0][0],
                question.code,
                question.message,
                json_text(question.rows),
                json_text(question.options),
                json_text(payload),
            )
            bulk.upsert(self._database, QuestionRow, [row], kept=("position",))

    def open(self) -> tuple[OpenQuestion, ...]:
        """Return what still waits for an answer, oldest first."""
        return tuple(map(_question, bulk.read(self._database, QuestionRow, "ORDER BY position")))

    def get(self, question_id: QuestionId) -> OpenQuestion | None:
        """Return an open question, or None."""
        rows = bulk.read(self._database, QuestionRow, "WHERE id = ?", (question_id,))
        return _question(rows[0]) if rows else None

    def answer(self, question_id: QuestionId, option: str) -> None:
        """Remember an answer; the question is open no longer."""
        with self._database.transaction():
            bulk.upsert(self._database, AnswerRow, [(question_id, option)])
            self.drop([question_id])

    def drop(self, question_ids: Iterable[QuestionId]) -> None:
        """Forget open questions without an answer."""
        bulk.delete(self._database, QuestionRow, "id", question_ids)

    def forget(self, question_ids: Iterable[QuestionId]) -> None:
        """Forget remembered answers: they are asked again."""
        bulk.delete(self._database, AnswerRow, "id", question_ids)

    def answers(self) -> dict[QuestionId, str]:
        """Return all remembered answers."""
        return {QuestionId(id_): option for id_, option in bulk.read(self._database, AnswerRow)}


def _question(row: tuple[Any, ...]) -> OpenQuestion:
    id_, _, code, message, rows, options, payload = row
    question = Question(id_, code, message, tuple(json.loads(rows)), tuple(json.loads(options)))
    return OpenQuestion(question, json.loads(payload))


class SettingStore:
    """Settings of a ledger: names and texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: str = "") -> str:
        """Return a setting."""
        rows = bulk.read(self._database, SettingRow, "WHERE id = ?", (name,))
        return str(rows[0][1]) if rows else default

    def set(self, name: str, value: str) -> None:
        """Write a setting."""
        bulk.upsert(self._database, SettingRow, [(name, value)])
