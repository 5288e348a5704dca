"""What ledgers that exchange packages must hold, kept in plain dicts.

Written from the rules of the hand-off alone; nothing of the program is used here. A record is known
by what it is about (a membership by name and place, a review by whom it is about), never by an id.
Every value that somebody enters is a word of its own (a token), so that it can be sought.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Literal

Key = tuple[str, str]
"""Kind and name: ("person", "7"), ("member", "7@支部"), ("review", "7")."""
Record = dict[str, str]
Records = dict[Key, Record]
Resolve = Literal["ask", "ours", "theirs"]


@dataclass(frozen=True)
class Package:
    """What a unit sent."""

    unit: str
    ledger: str
    sequence: int
    records: Records
    holds: dict[str, tuple[str, int]]
    """Unit below → ledger and number of the newest package that is in it."""


@dataclass(frozen=True)
class Taken:
    """A package that was taken in, the book as it was before, the records after."""

    package: Package
    before: Book
    after: Records


@dataclass
class Book:
    """What one ledger must hold."""

    unit: str
    above: dict[str, str]
    """Organisation → the one above it; shared by all books."""
    records: Records = field(default_factory=dict)
    last: Records = field(default_factory=dict)
    """What the last package about a record said of it: what both sides know."""
    held: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Unit → ledger and number of its newest package whose records are here."""
    sequence: int = 0
    ever: set[str] = field(default_factory=set)
    """Every token that stood in the ledger, or came in with a package for a record of it."""
    conflicts: dict[tuple[Key, str], str] = field(default_factory=dict)
    """Record and field → their value, where both sides changed it and nobody has settled it."""
    taken: list[Taken] = field(default_factory=list)
    """The packages that were taken in, the last one last."""

    def copy(self) -> Book:
        """Return what the ledger holds now, to come back to."""
        return deepcopy(self)

    # ---- entering ------------------------------------------------------------------------

    def enter(self, key: Key, **fields: str) -> None:
        """Enter a record, or change fields of one."""
        self.records.setdefault(key, {}).update(fields)
        self.ever |= {token for token in fields.values() if is_token(token)}

    def lines(self, kind: str, *fields: str) -> list[tuple[str, ...]]:
        """Return the records of a kind as sorted lines."""
        return sorted(
            tuple(record.get(name, "") for name in fields)
            for (found, _), record in self.records.items()
            if found == kind
        )

    def places(self) -> list[tuple[str, str, str]]:
        """Return the organisations as sorted lines: name, the one above, short name."""
        return sorted(
            (name, "" if name == self.unit else self.above.get(name, ""), record["short"])
            for (kind, name), record in self.records.items()
            if kind == "organization"
        )

    def delete(self, key: Key) -> None:
        """Delete a record."""
        del self.records[key]

    # ---- exchanging ----------------------------------------------------------------------

    def send(self) -> Package:
        """Return the package that the ledger writes now."""
        self.sequence += 1
        own = (self.unit, self.sequence)
        return Package(self.unit, *own, deepcopy(self.records), {**self.held, self.unit: own})

    def takes(self, package: Package) -> Literal["same", "older", "applied"]:
        """Tell what becomes of a package."""
        ledger, sequence = self.held.get(package.unit, ("", 0))
        if ledger == package.ledger and sequence >= package.sequence:
            return "same" if sequence == package.sequence else "older"
        return "applied"

    def receive(self, package: Package, resolve: Resolve = "ask") -> None:
        """Take a package in."""
        before = replace(self.copy(), taken=[])
        newer = {
            unit
            for unit, (ledger, sequence) in self.held.items()
            if unit != package.unit
            and self.within(unit, package.unit)
            and package.holds.get(unit, (ledger, 0))[1] < sequence
        }
        for key in [*(self.records | package.records | self.last)]:
            place = next(
                known[key]["place"]
                for known in (self.records, package.records, self.last)
                if key in known
            )
            if not self.within(place, package.unit) or any(
                self.within(place, unit) for unit in newer
            ):
                continue
            theirs = package.records.get(key)
            self._merge(key, self.last.get(key), theirs, resolve)
            if theirs is None:
                self.last.pop(key, None)
            else:
                self.last[key] = dict(theirs)
            if theirs is not None and key in self.records:
                self.ever |= {token for token in theirs.values() if is_token(token)}
        for unit, (ledger, sequence) in package.holds.items():
            if sequence > self.held.get(unit, ("", 0))[1]:
                self.held[unit] = (ledger, sequence)
        self.taken.append(Taken(package, before, deepcopy(self.records)))

    def take_out(self) -> None:
        """Take the last package out again; what was changed since stays."""
        taken = self.taken.pop()
        before, after = taken.before.records, taken.after
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key) and self.records.get(key) == after.get(key):
                if key in before:
                    self.records[key] = dict(before[key])
                else:
                    del self.records[key]
        self.last, self.held = taken.before.last, taken.before.held
        self.conflicts = {}
        brought = {token for record in taken.package.records.values() for token in record.values()}
        self.ever -= brought - taken.before.ever

    def settle(self, resolve: Resolve) -> None:
        """Settle every field that both sides changed."""
        for (key, name), theirs in self.conflicts.items():
            if resolve == "theirs" and key in self.records:
                self.records[key][name] = theirs
        self.conflicts.clear()

    def within(self, place: str, top: str) -> bool:
        """Tell whether an organisation is another one or stands below it."""
        while place != top and place in self.above:
            place = self.above[place]
        return place == top

    def _merge(
        self, key: Key, base: Record | None, theirs: Record | None, resolve: Resolve
    ) -> None:
        ours = self.records.get(key)
        if theirs is None:
            if ours is not None and base is not None and (ours == base or resolve == "theirs"):
                del self.records[key]
        elif ours is None:
            if base is None or (theirs != base and resolve == "theirs"):
                self.records[key] = dict(theirs)
        else:
            for name in ours | theirs:
                known = None if base is None else base.get(name, "")
                self._field(key, name, known, theirs.get(name, ""), resolve)

    def _field(self, key: Key, name: str, base: str | None, theirs: str, resolve: Resolve) -> None:
        ours = self.records[key].get(name, "")
        if theirs in (ours, base) or (base is None and not theirs):
            return
        if ours == (base or "") or resolve == "theirs":
            self.records[key][name] = theirs
        elif resolve == "ask":
            self.conflicts[key, name] = theirs


def is_token(text: str) -> bool:
    """Tell whether a value is a word of its own."""
    return text.startswith("值")


def figures(
    book: Book, secretaries: dict[str, str], grass_roots: set[str], day: str
) -> dict[str, int]:
    """Count a ledger's figures as somebody would by hand.

    Args:
        book: what the ledger holds.
        secretaries: organisation → its secretary.
        grass_roots: the organisations that count.
        day: the day, as ISO text.
    """
    inside = {place for place in {*book.above, book.unit} if book.within(place, book.unit)}
    members = {
        record["person"]
        for (kind, _), record in book.records.items()
        if kind == "member" and _covers(record, day)
    }
    done = [record for (kind, _), record in book.records.items() if kind == "review"]
    organizations = {each["target"] for each in done if each["of"] == "organization"}
    reviewed = {each["target"] for each in done if each["of"] == "member"}
    counted = inside & grass_roots
    heads = {secretaries[place] for place in counted if place in secretaries}
    return {
        "secretaries_total": len(heads),
        "secretaries_took_part": len(heads & {each["by"] for each in done}),
        "organizations_total": len(counted),
        "organizations_reviewed": len(counted & organizations),
        "members_total": len(members),
        "members_reviewed": len(members & reviewed),
    }


def _covers(record: Record, day: str) -> bool:
    return record.get("since", "") <= day < (record.get("until") or "9")
