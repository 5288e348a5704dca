"""Ledgers of a city that send each other packages: what people do in them, and what they hold.

市局党组 → 机关党委 → 一总支 → 一支部, 二支部; 市局党组 → 直属党委 → 三支部. All but 二支部 and
三支部 have ledgers of their own, made from packages that were issued to them.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app import paths
from app.domain.ids import OrganizationId, PersonId, ReviewId
from app.domain.review import Target
from app.domain.words import TargetKind
from app.ops.office import Office
from tests.builders import organization_id, round_, unit

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from app.ops.desk import Desk

TODAY = date(2011, 1, 20)
OUTLINE = """
市局党组 [党组] 书记=王一
  机关党委 [党委] 书记=李二
    一总支 [党总支] 书记=张三
      一支部 [党支部] 书记=赵四
      二支部 [党支部] 书记=钱五
  直属党委 [党委] 书记=孙六
    三支部 [党支部] 书记=周七
"""
CITY = "市局党组"
ABOVE = {
    "机关党委": CITY,
    "一总支": "机关党委",
    "一支部": "一总支",
    "二支部": "一总支",
    "直属党委": CITY,
    "三支部": "直属党委",
}
SECRETARIES = {
    CITY: "王一",
    "机关党委": "李二",
    "一总支": "张三",
    "一支部": "赵四",
    "二支部": "钱五",
    "直属党委": "孙六",
    "三支部": "周七",
}
BRANCHES = ("一支部", "二支部", "三支部")
UNITS = (CITY, "机关党委", "一总支", "一支部", "直属党委")
"""Who has a ledger, those above first."""
CELLS = {"where": "review.place", "problems": "review.problems", "summary": "target.summary"}
"""Cells of the forms that people fill: one of the head, and of two blocks."""
MEMBER_FORM, ORGANIZATION_FORM = "member-review", "org-review"


def office(draw: Random) -> Office:
    """Return an office whose ids follow from a seed."""
    return Office(
        paths.schemes(), lambda: TODAY, lambda: str(UUID(int=draw.getrandbits(128), version=4))
    )


def make_ledgers(folder: Path, draw: Random) -> dict[str, Path]:
    """Make the ledger of every unit: the city's by hand, each other one from what is issued."""
    made = {name: folder / f"{name}.ledger" for name in UNITS}
    own = office(draw)
    records = unit(OUTLINE).records
    with own.create(made[CITY], "qingdao-2010", CITY) as desk:
        root = desk.workspace.root_id
        organizations = [
            replace(o, id=root) if o.name == CITY else o for o in records.organizations
        ]
        organizations = [
            replace(o, parent_id=root) if o.parent_id == organization_id(CITY) else o
            for o in organizations
        ]
        posts = [
            replace(a, organization_id=root) if a.organization_id == organization_id(CITY) else a
            for a in records.appointments
        ]
        with desk.workspace.transaction("准备"):
            desk.workspace.stores.structure.save(organizations, records.persons, (), posts)
        desk.workspace.structure_changed()
        desk.rounds.open(round_().name, round_().start, round_().end)
    for name in UNITS[1:]:
        package = folder / f"下发{name}.dpbag"
        with own.open(made[ABOVE[name]]) as desk:
            desk.issuing.issue(package, organization_id(name))
        own.receive_new(made[name], package).close()
    return made


@dataclass
class Hands:
    """Works in the open ledger of one unit."""

    name: str
    desk: Desk

    @property
    def database(self) -> Any:  # noqa: ANN401 - a database
        return self.desk.workspace.database

    def place(self, name: str) -> OrganizationId:
        """Return the id of an organisation."""
        (found,) = self.desk.workspace.directory(TODAY).tree.named(name)
        return found.id

    # ---- people --------------------------------------------------------------------------

    def add_member(self, name: str, place: str, post: str, phone: str) -> None:
        """Enter a member."""
        sheet = self.desk.editing.new_member_sheet(self.place(place))
        member = replace(sheet.member, post=post, phone=phone)
        self.desk.editing.save_member(
            replace(sheet, person=replace(sheet.person, name=name), member=member)
        )

    def person(self, name: str) -> PersonId:
        """Return the one person of a name."""
        rows = self.database.sql("SELECT id FROM person WHERE name = ?", (name,))
        ((found,),) = rows
        return PersonId(found)

    def change_member(self, name: str, place: str, **fields: str) -> None:
        """Change what stands of a membership."""
        records = self.desk.workspace.records
        here, person = self.place(place), self.person(name)
        member = next(
            m for m in records.members if m.person_id == person and m.organization_id == here
        )
        sheet = self.desk.editing.member_sheet(person)
        changed: Any = replace(member, **fields)  # type: ignore[arg-type]
        self.desk.editing.save_member(replace(sheet, member=changed))

    def rename_member(self, name: str, new: str) -> None:
        """Give a member another name."""
        sheet = self.desk.editing.member_sheet(self.person(name))
        self.desk.editing.save_member(replace(sheet, person=replace(sheet.person, name=new)))

    def move_member(self, name: str, to: str, day: date) -> None:
        """Transfer a member to another branch."""
        self.desk.structure.transfer([self.person(name)], self.place(to), day)

    def delete_member(self, name: str) -> None:
        """Delete somebody who was entered by mistake."""
        self.desk.bin.delete_person(self.person(name), "录错了")

    # ---- organisations -------------------------------------------------------------------

    def shorten(self, place: str, short_name: str) -> None:
        """Give an organisation a short name."""
        sheet = self.desk.editing.sheet(self.place(place))
        changed = replace(sheet.organization, short_name=short_name)
        self.desk.editing.save(replace(sheet, organization=changed))

    def add_branch(self, name: str, under: str) -> None:
        """Make a branch."""
        sheet = self.desk.editing.new_sheet(self.place(under))
        made = replace(sheet.organization, name=name)
        self.desk.editing.save(replace(sheet, organization=made))

    # ---- reviews -------------------------------------------------------------------------

    def review(self, target: str, by: str, day: date, cells: dict[str, str]) -> None:
        """Fill the form about a member or an organisation."""
        (found,) = self.desk.rounds.all()
        about, form = self._target(target)
        opened = self.desk.reviews.unplanned(found, form, about, [self.person(by)])
        self.desk.reviews.save(
            opened.review,
            {
                **opened.values,
                "review.mode": "集中点评",
                "review.achievements": "成绩",
                "review.suggestions": "建议",
                **{CELLS[name]: text for name, text in cells.items()},
            },
            day,
        )

    def change_review(self, target: str, cell: str, text: str) -> None:
        """Change a cell of a form that is filled; one that is locked is unlocked before."""
        id_, locked = self._review(target)
        if locked:
            self.desk.locks.unlock([id_], "填错了")
        opened = self.desk.reviews.open_kept(id_)
        values = {**opened.values, CELLS[cell]: text}
        self.desk.reviews.save(opened.review, values, opened.review.day, "填错了")

    def delete_review(self, target: str) -> None:
        """Delete a form; one that is locked is unlocked before."""
        id_, locked = self._review(target)
        if locked:
            self.desk.locks.unlock([id_], "填错了")
        self.desk.bin.delete_reviews([id_], "填错了")

    def _target(self, name: str) -> tuple[Target, str]:
        if name in ABOVE or name == CITY:
            return Target(TargetKind.ORGANIZATION, self.place(name)), ORGANIZATION_FORM
        return Target(TargetKind.MEMBER, self.person(name)), MEMBER_FORM

    def _review(self, target: str) -> tuple[ReviewId, str]:
        about, _ = self._target(target)
        sql = "SELECT id, locked FROM review WHERE target_id = ? AND target_kind = ?"
        ((id_, locked),) = self.database.sql(sql, (about.id, about.kind.value))
        return ReviewId(id_), locked

    # ---- packages ------------------------------------------------------------------------

    def submit(self, path: Path) -> None:
        """Write a package for the level above."""
        (found,) = self.desk.rounds.all()
        self.desk.submissions.submit(path, found, self.desk.workspace.root_id, TODAY)

    # ---- what is there -------------------------------------------------------------------

    def members(self) -> list[tuple[str, ...]]:
        """Return every membership in plain words."""
        return self._rows(
            "SELECT o.name, p.name, m.post, m.phone, coalesce(m.since, ''), coalesce(m.until, '')"
            " FROM member m JOIN person p ON p.id = m.person_id"
            " JOIN organization o ON o.id = m.organization_id"
        )

    def organizations(self) -> list[tuple[str, ...]]:
        """Return every organisation in plain words."""
        return self._rows(
            "SELECT o.name, coalesce(above.name, ''), o.short_name FROM organization o"
            " LEFT JOIN organization above ON above.id = o.parent_id"
        )

    def reviews(self) -> list[tuple[str, ...]]:
        """Return every review in plain words."""
        cell = (
            '(SELECT group_concat(json_extract(b."values", \'$."{}"\')) FROM review_block b'
            " WHERE b.review_id = r.id)"
        )
        cells = ", ".join(map(cell.format, ("review.problems", "target.summary")))
        return self._rows(
            f"SELECT coalesce(p.name, o.name), by.name, r.day, r.place, {cells} FROM review r"
            " LEFT JOIN person p ON p.id = r.target_id"
            " LEFT JOIN organization o ON o.id = r.target_id"
            " JOIN review_reviewer rr ON rr.review_id = r.id JOIN person by ON by.id = rr.person_id"
        )

    def figures(self) -> dict[str, int]:
        """Return the official figures of the whole ledger."""
        (found,) = self.desk.rounds.all()
        unit_ = self.desk.workspace.root_id
        return self.desk.statistics.figures(found, unit_, TODAY).measures()

    def texts(self) -> str:
        """Return everything that stands in records, log, conflicts and bin, as one text."""
        tables = (
            *("organization", "person", "member", "review", "review_block"),
            *("change", "conflict", "bin"),
        )
        return "\n".join(
            str(row) for table in tables for row in self.database.sql(f'SELECT * FROM "{table}"')
        )

    def dump(self) -> list[str]:
        """Return every record as it stands, for comparing two ledgers."""
        tables = (
            *("organization", "person", "member", "appointment", "oversight", "review"),
            *("review_reviewer", "review_snapshot", "review_block", "took_part"),
        )
        return sorted(
            f"{table} {row}"
            for table in tables
            for row in self.database.sql(f'SELECT * FROM "{table}"')
        )

    def _rows(self, sql: str) -> list[tuple[str, ...]]:
        return sorted(tuple(map(str, row)) for row in self.database.sql(sql))


@dataclass
class City:
    """The open ledgers of every unit."""

    folder: Path
    hands: dict[str, Hands]
    stack: ExitStack

    @classmethod
    def open(cls, ledgers: dict[str, Path], folder: Path, draw: Random) -> City:
        """Open copies of ledgers in a folder."""
        import shutil

        stack, hands = ExitStack(), {}
        for name, ledger in ledgers.items():
            copy = folder / ledger.name
            shutil.copy(ledger, copy)
            hands[name] = Hands(name, stack.enter_context(office(draw).open(copy)))
        return cls(folder, hands, stack)

    def close(self) -> None:
        """Close every ledger."""
        self.stack.close()
