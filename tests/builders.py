"""Small units in a few lines of text, for the tests of every room.

    局党组 [党组] 书记=王一 副书记=李二
      机关党委 [党委] 书记=李二 分管=王一 标签=机关
        一支部 [党支部] 书记=张三 党员=张三、李四（预备）、赵五（转出2010-12-01）
          一小组 [党小组] 组长=李四

Two spaces of indent are one level. A name is one person wherever it stands. A remark in brackets
tells more: 自 and 至 a day for posts; for members 转入, 转出, 去世, 出党, 停止党籍 a day, 预备,
流入地=一支部 where one has flowed to, and tags as #离退休. A name with a star (*赵六) is a person
from outside. 成立, 撤销 are days of the organisation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.dates import ALWAYS, Span
from app.domain.directory import Directory
from app.domain.ids import (
    AppointmentId,
    MemberId,
    OrganizationId,
    OversightId,
    PersonId,
    ReviewId,
    RoundId,
    derived_id,
)
from app.domain.organization import (
    HOST,
    Appointment,
    Member,
    Organization,
    Oversight,
    Person,
    Records,
)
from app.domain.review import Review, Round, Target
from app.domain.words import (
    KIND_SPELLINGS,
    STATUS_SPELLINGS,
    MemberCategory,
    OversightKind,
    PostKind,
    ReviewState,
    TargetKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.scheme import Scheme

ROOT = Path(__file__).resolve().parent.parent
SCHEMES = ROOT / "resources" / "schemes"

POSTS = {
    "书记": PostKind.SECRETARY,
    "副书记": PostKind.DEPUTY_SECRETARY,
    "委员": PostKind.COMMITTEE_MEMBER,
    "组长": PostKind.GROUP_LEADER,
}
OVERSIGHTS = {"分管": OversightKind.IN_CHARGE, "联系点": OversightKind.CONTACT_POINT}
_LINE = re.compile(r"( *)(\S+) \[(\S+)\](.*)")
_DATED = re.compile(r"(\D+)(\d{4}-\d\d-\d\d)")


@cache
def shipped(scheme_id: str) -> Scheme:
    """A scheme that ships with the program."""
    from app.specs.scheme_reader import read_scheme

    return read_scheme(SCHEMES / scheme_id)


def qingdao() -> Scheme:
    """The shipped scheme of Qingdao."""
    return shipped("qingdao-2010")


def organization_id(name: str) -> OrganizationId:
    return OrganizationId(derived_id("党组织", name))


def person_id(name: str) -> PersonId:
    return PersonId(derived_id("人", name))


@dataclass(frozen=True)
class Unit:
    """What an outline says, and where to find it by name."""

    records: Records

    def on(self, day: str) -> Directory:
        return Directory(self.records, date.fromisoformat(day))

    def name(self, some_id: str | None) -> str:
        """The name behind an id, for readable assertions."""
        names: dict[str | None, str] = {o.id: o.name for o in self.records.organizations}
        names |= {p.id: p.name for p in self.records.persons}
        return names.get(some_id, "")

    def shuffled(self, order: list[int]) -> Unit:
        """The same unit, its organisations given in another order."""
        organizations = tuple(self.records.organizations[i] for i in order)
        return Unit(replace(self.records, organizations=organizations))


def unit(outline: str) -> Unit:
    """Read an outline (see above)."""
    drawn = _Drawing()
    for line in outline.strip("\n").splitlines():
        if line.strip():
            drawn.read(line)
    return Unit(drawn.records())


@dataclass
class _Drawing:
    organizations: list[Organization] = field(default_factory=list)
    persons: dict[str, Person] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    oversights: list[Oversight] = field(default_factory=list)
    above: list[OrganizationId] = field(default_factory=list)
    indent: int | None = None

    def records(self) -> Records:
        return Records(
            tuple(self.organizations),
            tuple(self.persons.values()),
            tuple(self.members),
            tuple(self.appointments),
            tuple(self.oversights),
        )

    def read(self, line: str) -> None:
        found = _LINE.fullmatch(line.rstrip())
        assert found, f"not a line of an outline: {line!r}"
        indent, name, kind, rest = found.groups()
        if self.indent is None:
            self.indent = len(indent)
        depth = (len(indent) - self.indent) // 2
        facts = dict(part.split("=", 1) for part in rest.split())
        place = Organization(
            id=organization_id(name),
            name=name,
            kind=KIND_SPELLINGS[kind],
            parent_id=self.above[depth - 1] if depth else None,
            short_name=facts.pop("简称", ""),
            tags=frozenset(filter(None, facts.pop("标签", "").split("、"))),
            active=Span(_day(facts.pop("成立", "")), _day(facts.pop("撤销", ""))),
            position=len(self.organizations),
        )
        self.above[depth:] = [place.id]
        self.organizations.append(place)
        for key, names in facts.items():
            for written in names.split("、"):
                self._hold(key, place.id, written)

    def _hold(self, key: str, place: OrganizationId, written: str) -> None:
        person, remarks = self._person(written)
        span = Span(_day(remarks.get("自", "")), _day(remarks.get("至", "")))
        if key == "党员":
            self.members.append(_member(person, place, remarks, len(self.members)))
        elif key in POSTS:
            self.appointments.append(
                Appointment(
                    AppointmentId(derived_id("任职", place, key, person, str(span))),
                    person,
                    place,
                    POSTS[key],
                    title=key,
                    held=span,
                    position=len(self.appointments),
                )
            )
        else:
            oversight_id = OversightId(derived_id("联系", place, key, person, str(span)))
            self.oversights.append(Oversight(oversight_id, person, place, OVERSIGHTS[key], span))

    def _person(self, written: str) -> tuple[PersonId, dict[str, str]]:
        name, _, remark = written.rstrip("）)").replace("(", "（").partition("（")
        outside = name[0] in "*＊"
        name = name.lstrip("*＊")
        known = self.persons.get(name)
        if known is None or outside:
            self.persons[name] = Person(person_id(name), name, outside=outside)
        remarks: dict[str, str] = {}
        for each in filter(None, re.split("[,，]", remark)):
            dated = _DATED.fullmatch(each)
            remarks.update({dated[1]: dated[2]} if dated else {each: ""})
        return person_id(name), remarks


def _member(person: PersonId, place: OrganizationId, remarks: dict[str, str], row: int) -> Member:
    left = next((word for word in remarks if word in STATUS_SPELLINGS and word != "转入"), None)
    since = _day(remarks.get("转入", ""))
    until = _day(remarks.get(left, "")) if left else None
    hosts = (word.partition("流入地=")[2] for word in remarks)
    return Member(
        MemberId(derived_id("党员", person, place, str(row))),
        person,
        place,
        category=MemberCategory.PROBATIONARY if "预备" in remarks else MemberCategory.FULL,
        status=STATUS_SPELLINGS[left] if left else STATUS_SPELLINGS["正常"],
        on_books=Span(since, until) if since or until else ALWAYS,
        tags=frozenset(word[1:] for word in remarks if word.startswith("#")),
        extra=tuple((HOST, host) for host in hosts if host),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def round_(name: str = "2010年下半年", start: str = "2010-07-01", end: str = "2011-01-25") -> Round:
    return Round(
        RoundId(derived_id("轮次", name)), name, date.fromisoformat(start), date.fromisoformat(end)
    )


def review(
    directory: Directory,
    target: str,
    by: str = "",
    day: str = "2010-12-20",
    state: ReviewState = ReviewState.REVIEWED,
    *,
    number: int = 0,
) -> Review:
    """Make a review of an organisation or a person, by name; several reviewers joined by 、."""
    reviewers = tuple(person_id(name) for name in by.split("、") if name)
    place = organization_id(target)
    review_id = ReviewId(derived_id("点评", target, by, day, state, str(number)))
    if place in directory.tree:
        return Review(
            review_id,
            round_().id,
            "org-review",
            Target(TargetKind.ORGANIZATION, place),
            place,
            reviewers=reviewers,
            secretary_id=directory.secretary(place),
            day=_day(day),
            state=state,
        )
    member = directory.members.get(person_id(target))
    home = member.organization_id if member else next(_posts(directory, target))
    return Review(
        review_id,
        round_().id,
        "member-review",
        Target(TargetKind.MEMBER, person_id(target)),
        home,
        reviewers=reviewers,
        day=_day(day),
        state=state,
    )


def _posts(directory: Directory, name: str) -> Iterator[OrganizationId]:
    for appointment in directory.posts_of(person_id(name)):
        yield appointment.organization_id
    yield directory.tree.root.id
