"""A ledger with very many members, written in bulk, for the benchmarks of lists and search."""

from __future__ import annotations

import random
import uuid
from itertools import islice
from typing import TYPE_CHECKING

from app.db import bulk, mapping
from app.db.models import MemberRow, OrganizationRow, PersonRow
from app.domain.dates import PartialDate
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.organization import Member, Organization, Person, Records
from app.domain.words import OrganizationKind
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk

PER_BRANCH = 50
BATCH = 20_000
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建国文志海永红春梅玉龙晓东"


class Crowd:
    """People in branches of fifty, the same in every run."""

    def __init__(self, members: int, root: OrganizationId) -> None:
        self._draw = random.Random(20110125)
        self._members = members
        kind = OrganizationKind.BRANCH
        self.branches = [
            Organization(
                OrganizationId(self._id()), f"示例第{number + 1}党支部", kind, root, position=number
            )
            for number in range(max(1, members // PER_BRANCH))
        ]

    def _id(self) -> str:
        return str(uuid.UUID(int=self._draw.getrandbits(128), version=4))

    def everybody(self) -> Iterator[tuple[Person, Member]]:
        """Give each person with the membership."""
        for number in range(self._members):
            given = "".join(self._draw.choices(GIVEN, k=self._draw.choice((1, 2, 2, 2))))
            person = Person(PersonId(self._id()), self._draw.choice(SURNAMES) + given)
            branch = self.branches[number // PER_BRANCH % len(self.branches)]
            yield (
                person,
                Member(
                    MemberId(self._id()),
                    person.id,
                    branch.id,
                    "男",
                    PartialDate(1975, 6),
                    PartialDate(2001, 7, 1),
                    PartialDate(2002, 7, 1),
                    "科员",
                ),
            )


def make_crowd(ledger: Path, members: int) -> None:
    """Write a ledger with so many members in branches."""
    with sample_office().create(ledger, "qingdao-2010", "示例市委") as desk:
        database, names = desk.workspace.database, desk.workspace.names
        crowd = Crowd(members, desk.workspace.root_id)
        everybody = crowd.everybody()
        with database.transaction():
            bulk.insert(database, OrganizationRow, map(mapping.organization_row, crowd.branches))
            while batch := list(islice(everybody, BATCH)):
                bulk.insert(database, PersonRow, (mapping.person_row(p) for p, _ in batch))
                rows = (mapping.member_row(m, names.stroke_key(p.name)) for p, m in batch)
                bulk.insert(database, MemberRow, rows)


def open_crowd(ledger: Path) -> Desk:
    """Open such a ledger with its organisations alone in memory: all that a list needs."""
    desk = sample_office().open(ledger)
    rows = bulk.read(desk.workspace.database, OrganizationRow)
    desk.workspace._records = Records(tuple(map(mapping.organization, rows)))
    return desk
