"""Merges organisations, people, memberships, posts and oversight."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.db import bulk, mapping
from app.db.connection import Database
from app.db.merge import compare
from app.db.merge.needed import needed
from app.db.merge.outcome import Outcome
from app.db.merge.places import Places
from app.db.merge.sides import BASE, THEIRS, listed, named
from app.db.merge.verdict import Verdict
from app.db.models import AppointmentRow, MemberRow, OrganizationRow, OversightRow, PersonRow
from app.db.name_keys import NameKeys
from app.db.on_books import on_books_sql
from app.db.table import Table
from app.domain.history import record_changes, record_texts
from app.domain.merging import Choice
from app.domain.organization import Organization
from app.domain.part_schema import DATA_TABLES
from app.domain.record_values import with_texts


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record of the structure."""

    table: str
    model: type[Table]
    value: Callable[[Any], Any]
    row: Callable[..., Any]


KINDS = (
    Kind("organization", OrganizationRow, mapping.organization, mapping.organization_row),
    Kind("person", PersonRow, mapping.person, mapping.person_row),
    Kind("member", MemberRow, mapping.member, mapping.member_row),
    Kind("appointment", AppointmentRow, mapping.appointment, mapping.appointment_row),
    Kind("oversight", OversightRow, mapping.oversight, mapping.oversight_row),
)
"""Those that others refer to first."""

_NEW = """
INSERT INTO main.{table} ({columns}) SELECT {values}
FROM merge_fresh AS fresh CROSS JOIN {theirs}_{table} AS t ON t.id = fresh.id ORDER BY t.number
"""
_NAME = "(SELECT p.name FROM main.person AS p WHERE p.id = t.person_id)"
_WHOSE = f"""
SELECT DISTINCT t.person_id FROM merge_fresh AS fresh
CROSS JOIN {THEIRS}_member AS t ON t.id = fresh.id
"""


class StructureMerge:
    """Writes what is new and what changed; takes away what is gone."""

    def __init__(
        self,
        database: Database,
        outcome: Outcome,
        verdict: Verdict,
        places: Places,
        keys: NameKeys,
    ) -> None:
        """Work between the sides that are loaded."""
        self._database = database
        self._outcome = outcome
        self._verdict = verdict
        self._places = places
        self._keys = keys

    def write(self, kind: Kind) -> None:
        """Write what is new or changed of one kind."""
        both = compare.count_both(self._database, kind.table)
        differing = compare.differing(self._database, kind.table) if both else []
        before = self._outcome.changed[kind.table]
        gone = self._verdict.removed_here(kind.table)
        new = compare.new_ids(self._database, kind.table)
        self._add(kind, [id_ for id_ in new if id_ not in gone])
        self._bring_back(kind, gone)
        for some in compare.chunks(differing):
            self._change(kind, some)
        changed = self._outcome.changed[kind.table] - before
        self._outcome.unchanged[kind.table] += both - changed

    # ---- new ---------------------------------------------------------------------------------

    def _add(self, kind: Kind, ids: list[str]) -> None:
        """Write what is new as it came; only what a ledger works out for itself is added."""
        if not ids:
            return
        table = kind.table
        self._outcome.new[table] += ids
        with listed(self._database, "merge_fresh", ids):
            more = self._worked_out() if table == "member" else {}
            columns = DATA_TABLES[table]
            self._database.raw.execute(
                _NEW.format(
                    table=table,
                    theirs=THEIRS,
                    columns=named((*columns, *more)),
                    values=", ".join((named(columns, "t"), *more.values())),
                )
            )
            if table == "member":
                self._outcome.persons.update(id_ for (id_,) in self._database.sql(_WHOSE))

    def _worked_out(self) -> dict[str, str]:
        """Return the columns of a membership that are for counting and for order."""
        texts = *on_books_sql("t"), self._keys.expression(_NAME)
        return dict(zip(mapping.FOR_COUNTING, texts, strict=True))

    def _bring_back(self, kind: Kind, gone: set[str]) -> None:
        """Decide about what is gone here and still there."""
        ids = compare.gone_here(self._database, kind.table)
        theirs, base = self._theirs(kind, [*ids, *gone]), self._base(kind, ids)
        wanted = needed(self._database, kind.table, {*ids, *gone}, by_log=self._verdict.is_copy)
        for id_ in ids:
            value, known = kind.value(theirs[id_]), kind.value(base[id_])
            if id_ not in wanted and self._verdict.brings_back(
                self._outcome, kind.table, value, known
            ):
                wanted.add(id_)
        asked = [kind.value(theirs[id_]) for id_ in sorted(gone - wanted)]
        wanted.update(self._verdict.asked_for(self._outcome, kind.table, asked))
        self._add(kind, [id_ for id_ in theirs if id_ in wanted])

    # ---- changed -----------------------------------------------------------------------------

    def _change(self, kind: Kind, ids: list[str]) -> None:
        ours = compare.rows(self._database, kind.table, kind.table, ids)
        theirs, base = self._theirs(kind, ids), self._base(kind, ids)
        inside = self._places.inside(kind.table, ours)
        written = []
        for id_ in ids:
            if kind.table == "person" and id_ not in inside:
                continue
            old = kind.value(ours[id_])
            known = kind.value(base[id_]) if id_ in base else None
            new = self._merged(kind, old, kind.value(theirs[id_]), known, id_ in inside)
            if new != old:
                written.append((old, new))
                self._outcome.images[kind.table][id_] = ours[id_]
        self._outcome.changed[kind.table] += len(written)
        for old, new in written:
            self._outcome.log(kind.table, new.id, record_changes(old, new))
            if kind.table == "member":
                self._outcome.persons.update((old.person_id, new.person_id))
        self._save(kind, [new for _, new in written])

    def _merged(self, kind: Kind, old: Any, theirs: Any, base: Any, inside: bool) -> Any:  # noqa: ANN401
        if kind.table == "organization":
            theirs = self._own_place(old, theirs)
        texts = record_texts(old), record_texts(theirs)
        choices = self._verdict.choices(
            kind.table, old.id, *texts, record_texts(base) if base is not None else None
        )
        if not inside:
            choices = {
                name: Choice.CONFLICT if choice is Choice.THEIRS else choice
                for name, choice in choices.items()
            }
        taken = self._outcome.settle_fields(kind.table, old.id, choices, *texts)
        new = with_texts(old, taken)
        if kind.table == "organization" and inside:
            former = self._former(old, theirs, base)
            new = replace(new, former=former)
        return new

    def _own_place(self, old: Organization, theirs: Organization) -> Organization:
        """Where the unit itself stands, and stood, is ours to say."""
        if old.id != self._places.unit:
            return theirs
        return replace(theirs, parent_id=old.parent_id, position=old.position, former=old.former)

    def _former(
        self, old: Organization, theirs: Organization, base: Organization | None
    ) -> tuple[Any, ...]:
        known = base.former if base is not None and old.id != self._places.unit else None
        if theirs.former in (old.former, known):
            return old.former
        if old.former == known or not old.former:
            return theirs.former
        both = {(place.until, place.name): place for place in (*old.former, *theirs.former)}
        return tuple(sorted(both.values(), key=lambda place: (place.until, place.name)))

    # ---- writing -----------------------------------------------------------------------------

    def _save(self, kind: Kind, values: list[Any]) -> None:
        row = kind.row
        if kind.table == "person":
            self._keys.of(self._renamed(values), ())
        if kind.table == "member":
            keys = self._keys.of((), values)
            self._outcome.persons.update(member.person_id for member in values)
            bulk.upsert(
                self._database,
                kind.model,
                (row(each, keys.get(each.person_id, "")) for each in values),
            )
            return
        bulk.upsert(self._database, kind.model, map(row, values))

    def _renamed(self, persons: Iterable[Any]) -> list[Any]:
        changed = self._outcome.images["person"]
        return [each for each in persons if each.id in changed]

    def _theirs(self, kind: Kind, ids: Iterable[str]) -> compare.Rows:
        return compare.rows(self._database, f"{THEIRS}_{kind.table}", kind.table, ids)

    def _base(self, kind: Kind, ids: Iterable[str]) -> compare.Rows:
        return compare.rows(self._database, f"{BASE}_{kind.table}", kind.table, ids)
