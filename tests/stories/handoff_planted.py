"""What people do in the ledgers of a city, done in each ledger and in the book kept beside it."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors.fault import Refusal
from app.domain.handoff import Resolve
from tests.stories.handoff_hands import (
    ABOVE,
    BRANCHES,
    CELLS,
    CITY,
    SECRETARIES,
    TODAY,
    UNITS,
    City,
    Hands,
)
from tests.stories.handoff_truth import Book, Key, Package, figures

if TYPE_CHECKING:
    from collections.abc import Callable

MOVED = TODAY.replace(day=10)
REVIEWED = TODAY.replace(day=5)
SHARED = ("吴同名", "郑同名")
"""Names of people whom several ledgers may enter on their own."""
OFFICES = (CITY, "机关党委", "一总支")
"""Ledgers that others report to."""
GRASS_ROOTS = set(ABOVE)
MOST_KEPT = 2
"""So many packages of a unit can be gone back to at least."""


class Planted:
    """The ledgers of a city with what each must hold."""

    def __init__(self, ledgers: dict[str, Path]) -> None:
        """Open copies of ledgers, and enter a few people in each."""
        self.folder = Path(tempfile.mkdtemp(prefix="handoff-"))
        self.city = City.open(ledgers, self.folder, random.Random(6))
        self.books = {name: Book(name, ABOVE) for name in UNITS}
        self.bag: list[tuple[Package, Path]] = []
        """Every package that was written."""
        self._tokens = 0
        self._touched: set[str] = set()
        for name, book in self.books.items():
            for place in (name, *_below(name)):
                book.records["organization", place] = {"place": place, "short": ""}
        for name in ("一支部", "一总支", "直属党委"):
            self.add_member(name, 1)
            self.review_member(name, 0)

    def close(self) -> None:
        """Close and remove everything."""
        self.city.close()
        shutil.rmtree(self.folder)

    # ---- what must hold ------------------------------------------------------------------

    def check(self) -> None:
        """Hold the ledgers that were changed since the last time against their books."""
        for who in sorted(self._touched):
            self.compare(who)
        self._touched.clear()

    def compare(self, who: str) -> None:
        """Hold a ledger against its book."""
        hands, book = self.city.hands[who], self.books[who]
        assert hands.organizations() == book.places()
        fields = ("place", "person", "post", "phone", "since", "until")
        assert hands.members() == book.lines("member", *fields)
        assert hands.reviews() == book.lines("review", "target", "by", "day", *CELLS)
        counted = hands.figures()
        recounted = figures(book, SECRETARIES, GRASS_ROOTS, TODAY.isoformat())
        assert {measure: counted[measure] for measure in recounted} == recounted
        texts = hands.texts()
        assert not {token for token in book.ever if token not in texts}, "values that are lost"

    # ---- deeds: each returns whether there was anything to do --------------------------------

    def add_member(self, who: str, number: int) -> bool:
        """Enter a member; every third has a name that others may enter too."""
        hands, book = self._at(who)
        place = _branch(who, number)
        shared = number % 3 == 0
        name = f"{place}{SHARED[number % 2]}" if shared else f"党员{self._token()}"
        if any(name == record.get("person") for record in book.records.values()):
            return False
        post, phone = self._token(), self._token()
        hands.add_member(name, place, post, phone)
        member = {"place": place, "person": name, "post": post, "phone": phone}
        book.enter(("member", f"{name}@{place}"), **member, since="", until="")
        return True

    def change_member(self, who: str, number: int) -> bool:
        """Change a cell of a membership."""
        hands, book = self._at(who)
        key = _one(book, "member", number)
        if key is None:
            return False
        record, token = book.records[key], self._token()
        cell = ("post", "phone")[number % 2]
        hands.change_member(record["person"], record["place"], **{cell: token})
        book.enter(key, **{cell: token})
        return True

    def move_member(self, who: str, number: int) -> bool:
        """Transfer a member to another branch."""
        hands, book = self._at(who)
        key, new = _one(book, "member", number), _branch(who, number + 1)
        if key is None:
            return False
        record = book.records[key]
        person = record["person"]
        there = ("member", f"{person}@{new}")
        if record["until"] or record["place"] == new or there in book.records:
            return False
        hands.move_member(person, new, MOVED)
        day = MOVED.isoformat()
        book.enter(key, until=day)
        book.enter(there, **{**record, "place": new, "since": day, "until": ""})
        return True

    def delete_member(self, who: str, number: int) -> bool:
        """Delete somebody who was entered by mistake."""
        hands, book = self._at(who)
        key = _one(book, "member", number)
        if key is None:
            return False
        person = book.records[key]["person"]
        memberships = [r for r in book.records.values() if r.get("person") == person]
        if ("review", person) in book.records or len(memberships) > 1:
            return False
        hands.delete_member(person)
        book.delete(key)
        return True

    def shorten(self, who: str, number: int) -> bool:
        """Give an organisation a short name."""
        hands, book = self._at(who)
        key = _one(book, "organization", number)
        assert key is not None
        token = self._token()
        hands.shorten(key[1], token)
        book.enter(key, short=token)
        return True

    def review_member(self, who: str, number: int) -> bool:
        """Fill the form about a member."""
        hands, book = self._at(who)
        key = _one(book, "member", number)
        if key is None or book.records[key]["until"]:
            return False
        person, place = book.records[key]["person"], book.records[key]["place"]
        return self._review(hands, book, person, place, SECRETARIES[place], "member")

    def review_organization(self, who: str, number: int) -> bool:
        """Fill the form about a branch."""
        hands, book = self._at(who)
        place = _branch(who, number)
        by = SECRETARIES[ABOVE[place]]
        return self._review(hands, book, place, place, by, "organization")

    def _review(self, hands: Hands, book: Book, target: str, place: str, by: str, of: str) -> bool:
        if ("review", target) in book.records:
            return False
        cells = {cell: self._token() for cell in CELLS}
        hands.review(target, by, REVIEWED, cells)
        head = {"place": place, "target": target, "of": of, "by": by}
        book.enter(("review", target), **head, day=REVIEWED.isoformat(), **cells)
        return True

    def change_review(self, who: str, number: int) -> bool:
        """Change a cell of a form that is filled."""
        hands, book = self._at(who)
        key = _one(book, "review", number)
        if key is None:
            return False
        cell, token = sorted(CELLS)[number % len(CELLS)], self._token()
        hands.change_review(key[1], cell, token)
        book.enter(key, **{cell: token})
        return True

    def delete_review(self, who: str, number: int) -> bool:
        """Delete a form."""
        hands, book = self._at(who)
        key = _one(book, "review", number)
        if key is None:
            return False
        hands.delete_review(key[1])
        book.delete(key)
        return True

    # ---- packages ------------------------------------------------------------------------

    def submit(self, who: str) -> int:
        """Write a package for the level above; return its place in the bag."""
        hands, book = self._at(who)
        package = book.send()
        path = self.folder / f"{who}{package.sequence}.dpbag"
        hands.submit(path)
        self.bag.append((package, path))
        return len(self.bag) - 1

    def deliver(self, number: int, up: int, resolve: Resolve, *, undone: bool = False) -> str:
        """Take a package of the bag in somewhere above; return what became of it."""
        package, path = self.bag[number]
        who = package.unit
        for _ in range(up):
            who = ABOVE.get(who, who)
        hands, book = self._at(who)
        _ = hands.desk.undo  # from now on steps can be taken back
        expected, before, dump = book.takes(package), book.copy(), hands.dump()
        asked = Resolve.ASK if expected == "older" else resolve
        (arrived,) = hands.desk.receiving.apply([path], resolve=asked).arrived
        assert arrived.status == expected, arrived.fault
        if expected != "applied":
            assert hands.dump() == dump
            return expected
        book.receive(package, resolve.value)
        if undone:
            self.compare(who)
            hands.desk.undo.undo()
            assert hands.dump() == dump
            self.books[who] = before
        return expected

    def settle(self, who: str, resolve: Resolve) -> bool:
        """Settle every field that both sides changed."""
        hands, book = self._at(who)
        fields = [each for each in hands.desk.receiving.conflicts() if each.field]
        assert {each.theirs for each in fields} >= set(book.conflicts.values())
        if not fields:
            return False
        hands.desk.receiving.settle([each.id for each in fields], resolve)
        book.settle(resolve.value)
        return True

    def take_out(self, who: str) -> bool:
        """Take the last package that came from below out again."""
        hands, book = self._at(who)
        if not book.taken:
            return False
        root = hands.desk.workspace.root_id
        journal = hands.desk.receiving.journal()
        newest = next(
            line
            for line in journal
            if line.direction == "in" and line.state == "applied" and line.unit_id != root
        )
        assert newest.can_take_out
        came = sum(line.unit_id == newest.unit_id for line in journal)
        try:
            hands.desk.receiving.take_out(newest.package)
        except Refusal as refused:  # the records that it would go back to were given up
            if refused.fault.code != "handoff.given_up" or came <= MOST_KEPT:
                raise
            return False
        book.take_out()
        return True

    # ---- helpers -------------------------------------------------------------------------

    def _token(self) -> str:
        self._tokens += 1
        return f"值{self._tokens:04}"

    def _at(self, who: str) -> tuple[Hands, Book]:
        """Return a ledger that is about to be changed, and its book."""
        self._touched.add(who)
        return self.city.hands[who], self.books[who]

    @property
    def works(self) -> tuple[Callable[[str, int], bool], ...]:
        """Everything that people do in one ledger, what they do often more often."""
        return (
            *(self.add_member, self.add_member, self.change_member, self.change_member),
            *(self.review_member, self.review_member, self.review_organization),
            *(self.change_review, self.change_review, self.delete_review, self.delete_member),
            *(self.shorten, self.move_member),
        )


def _below(name: str) -> list[str]:
    book = Book(name, ABOVE)
    return [place for place in ABOVE if place != name and book.within(place, name)]


def _branch(who: str, number: int) -> str:
    places = [place for place in (who, *_below(who)) if place in BRANCHES]
    return places[number % len(places)]


def _one(book: Book, kind: str, number: int) -> Key | None:
    keys = sorted(key for key in book.records if key[0] == kind)
    return keys[number % len(keys)] if keys else None
