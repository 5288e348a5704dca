"""A small bureau whose units have ledgers of their own, and hand packages to each other.

市局党组 → 机关党委 → 办公室党支部, 一分局党总支 → 一分局第一党支部, 一分局第二党支部.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app import paths
from app.domain.handoff import Resolve
from app.ops.office import Office
from tests.intake.helpers import write_xlsx
from tests.lists import MEMBERS, ORGANIZATIONS, REVIEW_HEADINGS, UNIT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from app.domain.ids import OrganizationId, ReviewId
    from app.ops.desk import Desk
    from app.ops.reception import ArrivedStatus, Reception

TODAY = date(2011, 1, 20)
BRANCH, GENERAL = "办公室党支部", "一分局党总支"
FIRST, SECOND = "一分局第一党支部", "一分局第二党支部"
REVIEWED = "2010-12-20"
ROUND = "2010年下半年"
OFFICE = "机关"
"""The name of the office's ledger."""


@dataclass
class Town:
    """The ledgers of a bureau, each in a file, closed but while something is done in it."""

    folder: Path
    ready: Town | None = None
    """Where ledgers stand that can be copied."""
    office: Office = field(
        default_factory=lambda: Office(paths.schemes(), lambda: TODAY, lambda: str(uuid4()))
    )
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    # ---- ledgers ---------------------------------------------------------------------------

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.ledger"

    def have(self, name: str) -> None:
        """Take a copy of a ledger that has been made ready."""
        assert self.ready is not None
        shutil.copy(self.ready.path(name), self.path(name))

    @contextmanager
    def at(self, name: str) -> Iterator[Desk]:
        """Work in a ledger."""
        with self.office.open(self.path(name)) as desk:
            yield desk

    def begin(self, *, members: bool = False) -> None:
        """Make the office's ledger with its organisations and a round."""
        self.new(OFFICE, UNIT)
        self.bring(OFFICE, ORGANIZATIONS)
        if members:
            self.bring(OFFICE, MEMBERS)
        self.open_round(OFFICE)

    def new(self, name: str, unit: str, scheme: str = "qingdao-2010") -> None:
        self.office.create(self.path(name), scheme, unit).close()

    def open_round(self, name: str, round_: str = ROUND) -> None:
        with self.at(name) as desk:
            desk.rounds.open(round_, date(2010, 7, 1), date(2011, 1, 25))

    def bring(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """Import a list; nothing in it may be rejected or asked."""
        file = write_xlsx(self.folder / f"清单{next(self.numbers)}.xlsx", rows)
        with self.at(name) as desk:
            proposal = desk.imports.propose([file])
            told = [(each.rejected, each.questions) for each in proposal.sheets]
            assert not proposal.needs_attention, told
            desk.imports.apply(proposal)

    def members_of(self, name: str, *branches: str) -> None:
        """Import the rows of the roster that are about some branches."""
        self.bring(name, [MEMBERS[0], *(row for row in MEMBERS[1:] if row[4] in branches)])

    def reviewed(self, name: str, *rows: tuple[str, ...]) -> None:
        """Import filled forms."""
        self.bring(name, [REVIEW_HEADINGS, *rows])

    # ---- packages --------------------------------------------------------------------------

    def issue(self, to: str, above: str = OFFICE) -> Path:
        """Write a package for a unit below."""
        out = self.folder / f"下发{next(self.numbers)}-{to}.dpbag"
        with self.at(above) as desk:
            desk.issuing.issue(out, place(desk, to))
        return out

    def branch(self, name: str, above: str = OFFICE) -> None:
        """Make the ledger of a unit from what is issued to it."""
        self.office.receive_new(self.path(name), self.issue(name, above)).close()

    def submit(self, name: str, unit: str | None = None, passphrase: str = "") -> Path:
        """Write a package for the level above."""
        out = self.folder / f"上报{next(self.numbers)}-{name}.dpbag"
        with self.at(name) as desk:
            under = place(desk, unit) if unit else desk.workspace.root_id
            round_ = desk.workspace.round()
            desk.submissions.submit(out, round_, under, TODAY, passphrase=passphrase)
        return out

    def look(self, *files: Path, name: str = OFFICE, **terms: Any) -> Reception:  # noqa: ANN401
        with self.at(name) as desk:
            return desk.receiving.look(files, **terms)

    def receive(
        self,
        *files: Path,
        name: str = OFFICE,
        resolve: Resolve = Resolve.ASK,
        accepted: Collection[ArrivedStatus] = (),
        passphrase: str = "",
    ) -> Reception:
        with self.at(name) as desk:
            return desk.receiving.apply(files, passphrase, resolve, accepted)

    def take(self, *files: Path, name: str = OFFICE, **terms: Any) -> Reception:  # noqa: ANN401
        """Receive packages of which each must be taken in."""
        reception = self.receive(*files, name=name, **terms)
        told = [(each.status, each.fault, each.question) for each in reception.arrived]
        assert all(each.is_taken for each in reception.arrived), told
        return reception

    # ---- what is there ---------------------------------------------------------------------

    def figures(self, name: str, unit: str | None = None) -> dict[str, int]:
        """The official figures of a unit in a ledger."""
        with self.at(name) as desk:
            under = place(desk, unit) if unit else desk.workspace.root_id
            found = desk.statistics.figures(desk.workspace.round(), under, TODAY)
            return found.measures()

    def rows(self, name: str, sql: str) -> list[tuple[Any, ...]]:
        with self.at(name) as desk:
            return desk.workspace.database.sql(sql)

    def content(self, name: str) -> dict[str, list[tuple[Any, ...]]]:
        """Every record of a ledger by table, without what tells only when and how it came."""
        tables = "organization person member appointment oversight round task review"
        tables += " review_reviewer review_snapshot review_block cycle_record"
        with self.at(name) as desk:
            return {
                table: sorted(desk.workspace.database.sql(f'SELECT * FROM "{table}"'), key=str)
                for table in tables.split()
            }


def place(desk: Desk, name: str) -> OrganizationId:
    """The id of an organisation by its name."""
    return desk.workspace.organization(name, TODAY).id


def statuses(reception: Reception) -> list[str]:
    """What became of each file."""
    return [each.status.value for each in reception.arrived]


# ---- what people do --------------------------------------------------------------------------


def change_phone(town: Town, name: str, person: str, phone: str) -> None:
    with town.at(name) as desk:
        found = next(p for p in desk.workspace.records.persons if p.name == person)
        sheet = desk.editing.member_sheet(found.id)
        desk.editing.save_member(replace(sheet, member=replace(sheet.member, phone=phone)))


def phone(town: Town, name: str, person: str) -> str:
    sql = f"SELECT phone FROM member JOIN person ON person_id = person.id WHERE name = '{person}'"
    return str(town.rows(name, sql)[0][0])


def delete_review(town: Town, name: str, target: str) -> None:
    with town.at(name) as desk:
        id_ = review_of(desk, target)
        found = desk.workspace.stores.reviews.get(id_)
        if found is not None and found.locked:
            desk.locks.unlock([id_], "录错了")
        desk.bin.delete_reviews([id_], "录错了")


def mend_review(town: Town, name: str, target: str, text: str) -> None:
    with town.at(name) as desk:
        id_ = review_of(desk, target)
        found = desk.workspace.stores.reviews.get(id_)
        if found is not None and found.locked:
            desk.locks.unlock([id_], "补充")
        opened = desk.reviews.open_kept(id_)
        values = {**opened.values, "review.problems": text}
        desk.reviews.save(opened.review, values, opened.review.day, "补充")


def review_of(desk: Desk, target: str) -> ReviewId:
    reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
    (found,) = (each.id for each in reviews if each.snapshot.get("member.name") == target)
    return found
