"""Reports in a ledger: submitted figures, figures of units, explanations, remarks."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from app.db import bulk, mapping
from app.db.connection import Database
from app.db.handoff_models import ExplanationRow, RemarkRow, SubmissionRow, UnitFiguresRow
from app.db.log_store import ChangeStore
from app.db.table import Table
from app.domain.handoff_records import (
    Explanation,
    Remark,
    RemarkState,
    SubmissionRecord,
    UnitFigures,
)
from app.domain.ids import OrganizationId, RoundId
from app.domain.unit_figures import GivenFigures

Said = TypeVar("Said", UnitFigures, Explanation, Remark)
_NOT_EXCEL = ("excel",)
_OF_ROUND = 'WHERE "round" = ? ORDER BY id'


class ReportStore:
    """What was reported, and what was said about it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- submissions -------------------------------------------------------------------------

    def add_submission(self, value: SubmissionRecord, excel: bytes) -> SubmissionRecord:
        """Keep submitted figures with the table as Excel; returns them with their number."""
        row = (
            None,
            value.round,
            value.unit,
            value.as_of.isoformat(),
            value.time,
            value.sequence,
            value.digest,
            mapping.json_text(dict(value.content)),
            excel,
            value.receipt,
        )
        return replace(value, id=self._insert(SubmissionRow, row))

    def submissions(self) -> tuple[SubmissionRecord, ...]:
        """Return all submissions, newest first."""
        return self._submissions("ORDER BY id DESC")

    def submission(self, submission_id: int) -> SubmissionRecord | None:
        """Return a submission, or None."""
        return next(iter(self._submissions("WHERE id = ?", submission_id)), None)

    def last_submission(self, round_id: RoundId, unit: OrganizationId) -> SubmissionRecord | None:
        """Return the submission that holds for a round and unit, or None."""
        tail = 'WHERE "round" = ? AND unit = ? ORDER BY id DESC LIMIT 1'
        return next(iter(self._submissions(tail, round_id, unit)), None)

    def submission_excel(self, submission_id: int) -> bytes | None:
        """Return the table as it was submitted, or None."""
        sql = "SELECT excel FROM submission WHERE id = ?"
        rows = self._database.sql(sql, (submission_id,))
        return bytes(rows[0][0]) if rows else None

    def set_receipt(self, digest: str, receipt: str) -> bool:
        """Write what the level above says of a submission; False where it is unknown here."""
        known = self._database.sql("SELECT 1 FROM submission WHERE digest = ?", (digest,))
        sql = "UPDATE submission SET receipt = ? WHERE digest = ?"
        self._database.many(sql, [(receipt, digest)])
        return bool(known)

    def _submissions(self, tail: str, *params: object) -> tuple[SubmissionRecord, ...]:
        rows = bulk.read(self._database, SubmissionRow, tail, params, _NOT_EXCEL)
        return tuple(map(_submission, rows))

    # ---- figures of units --------------------------------------------------------------------

    def add_figures(self, value: UnitFigures) -> UnitFigures:
        """Keep figures of a unit beside those that are kept. Returns them numbered."""
        value = self._signed(value)
        row = (
            None,
            value.round,
            value.unit,
            mapping.day_text(value.as_of),
            value.source,
            value.time,
            value.who,
            mapping.json_text(dict(value.values)),
            value.used,
        )
        return replace(value, id=self._insert(UnitFiguresRow, row))

    def unit_figures(self, round_id: RoundId) -> dict[OrganizationId, GivenFigures]:
        """Return all figures that were ever given in a round, by unit."""
        found: dict[OrganizationId, list[UnitFigures]] = {}
        rows = bulk.read(self._database, UnitFiguresRow, _OF_ROUND, (round_id,))
        for value in map(_figures, rows):
            found.setdefault(value.unit, []).append(value)
        return {unit: GivenFigures(tuple(values)) for unit, values in found.items()}

    def drop_figures(self, ids: Iterable[int]) -> None:
        """Forget figures whose package is taken out again."""
        self._database.many("DELETE FROM unit_figures WHERE id = ?", ((id_,) for id_ in ids))

    # ---- explanations ------------------------------------------------------------------------

    def explain(self, value: Explanation) -> Explanation:
        """Keep the 说明 of a check; the last one holds, an empty one takes it back."""
        value = self._signed(value)
        about = mapping.json_text(list(value.about))
        row = (
            *(None, value.round, value.unit, value.check_id),
            *(value.text, value.time, value.who, about),
        )
        return replace(value, id=self._insert(ExplanationRow, row))

    def explanations(self, round_id: RoundId, unit: OrganizationId) -> dict[str, Explanation]:
        """Return the 说明 that hold for a round and unit, by the id of the check."""
        tail = 'WHERE "round" = ? AND unit = ? ORDER BY id'
        rows = bulk.read(self._database, ExplanationRow, tail, (round_id, unit))
        found = {value.check_id: value for value in map(_explanation, rows)}
        return {check: value for check, value in found.items() if value.text}

    # ---- remarks -----------------------------------------------------------------------------

    def add_remark(self, value: Remark) -> Remark:
        """Keep a remark; returns it with its number."""
        value = self._signed(value)
        state = value.state.value
        row = (None, value.review, value.unit, value.text, value.time, value.who, state)
        return replace(value, id=self._insert(RemarkRow, row))

    def remarks(self, states: Collection[RemarkState] = ()) -> tuple[Remark, ...]:
        """Return remarks, oldest first; without states all of them."""
        wanted = [state.value for state in states or RemarkState]
        rows = bulk.read_among(self._database, RemarkRow, "state", wanted, "ORDER BY id")
        return tuple(map(_remark, rows))

    def set_remark_state(self, ids: Iterable[int], state: RemarkState) -> None:
        """Say how far remarks have come."""
        sql = "UPDATE remark SET state = ? WHERE id = ?"
        self._database.many(sql, ((state.value, id_) for id_ in ids))

    def drop_remarks(self, ids: Iterable[int]) -> None:
        """Forget remarks that were withdrawn before they went anywhere."""
        self._database.many("DELETE FROM remark WHERE id = ?", ((id_,) for id_ in ids))

    # ------------------------------------------------------------------------------------------

    def _signed(self, value: Said) -> Said:
        return value if value.who else replace(value, who=ChangeStore(self._database).user())

    def _insert(self, model: type[Table], row: tuple[Any, ...]) -> int:
        table = str(model._meta.table_name)  # noqa: SLF001 - Peewee's own name
        with self._database.transaction():
            bulk.insert(self._database, model, [row])
            return int(self._database.sql(f"SELECT max(id) FROM {table}")[0][0])


def _submission(row: tuple[Any, ...]) -> SubmissionRecord:
    id_, round_id, unit, as_of, time, sequence, digest, content, receipt = row
    return SubmissionRecord(
        round_id,
        unit,
        date.fromisoformat(as_of),
        time,
        sequence,
        digest,
        json.loads(content),
        receipt,
        id_,
    )


def _figures(row: tuple[Any, ...]) -> UnitFigures:
    id_, round_id, unit, as_of, source, time, who, values, used = row
    day = date.fromisoformat(as_of) if as_of else None
    numbers = json.loads(values)
    return UnitFigures(round_id, unit, day, source, time, numbers, who, bool(used), id_)


def _explanation(row: tuple[Any, ...]) -> Explanation:
    id_, round_id, unit, check_id, text, time, who, about = row
    return Explanation(
        *(round_id, unit, check_id, text, time, who), about=tuple(json.loads(about)), id=id_
    )


def _remark(row: tuple[Any, ...]) -> Remark:
    id_, review, unit, text, time, who, state = row
    return Remark(review, unit, text, time, who, RemarkState(state), id_)
