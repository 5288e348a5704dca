"""A sample unit for any scheme: invented people and texts, the same at every run.

Shows what the program does without anybody's real data; every kind of situation occurs in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, cycle, product
from random import Random

from app.domain.sample_rules import Row, Soil, plant
from app.domain.scheme import Scheme
from app.domain.words import ORGANIZATION_KINDS, OrganizationKind

SheetRow = Mapping[str, str]
"""One row of a list: canonical column → text (commands.md, Columns)."""


@dataclass(frozen=True, slots=True)
class SampleWords:
    """What the sample is made of."""

    surnames: tuple[str, ...]
    given: tuple[str, ...]
    posts: tuple[str, ...]
    places: tuple[str, ...]
    units: tuple[str, ...]
    summary: tuple[str, ...]
    achievements: tuple[str, ...]
    problems: tuple[str, ...]
    suggestions: tuple[str, ...]
    commitments: tuple[str, ...]
    evaluation: tuple[str, ...]
    opinions: tuple[str, ...]
    rectification: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """The lists of a sample unit, as an office would hand them in."""

    name: str
    kind: OrganizationKind
    organizations: tuple[SheetRow, ...]
    members: tuple[SheetRow, ...]


_DIRECT_BRANCHES, _GENERAL_BRANCHES, _BRANCHES_EACH, _MEMBERS_EACH = 4, 3, 3, 12


class _Maker:
    def __init__(self, words: SampleWords, seed: str) -> None:
        self.words = words
        self.random = Random(seed)
        names = [s + g for g, s in product(words.given, words.surnames)]
        self.random.shuffle(names)
        self.names = iter(names)
        self.units = cycle(words.units)
        self.organizations: list[Row] = []
        self.members: list[Row] = []

    def name(self) -> str:
        return next(self.names)

    def organization(self, name: str, kind: OrganizationKind, above: str, **more: str) -> None:
        self.organizations.append(
            {
                "党组织名称": name,
                "党组织类别": ORGANIZATION_KINDS[kind],
                "上级党组织": above,
                **more,
            }
        )

    def member(self, name: str, branch: str, **more: str) -> None:
        year = self.random.randint(1952, 1986)
        joined = year + self.random.randint(19, 26)
        self.members.append(
            {
                "姓名": name,
                "所在党支部": branch,
                "性别": self.random.choice("男女"),
                "出生年月": f"{year}.{self.random.randint(1, 12):02d}",
                "入党时间": f"{joined}年{self.random.randint(1, 12)}月1日",
                "职务或职业": self.random.choice(self.words.posts),
                "人员类别": "正式党员",
                **more,
            }
        )


def sample_unit(
    words: SampleWords, name: str, seed: str, scheme: Scheme | None = None
) -> SampleUnit:
    """Return the lists of an invented unit of four levels.

    It holds a leading group, a committee, general branches, branches, a joint branch and groups;
    a vacant secretary, a secretary of two organisations, leaders in charge and with contact points,
    leaders reviewed in their own branch, members who left or died, probationary members.

    Args:
        words: names and texts.
        name: the unit's name, for instance 示例局.
        seed: any text; the same text gives the same unit.
        scheme: whose rules and tables the unit is to suit; None leaves out tags and leaders that
            only some schemes ask for.
    """
    make = _Maker(words, seed)
    top, committee = f"{name}党组", f"{name}机关党委"
    leaders = [make.name() for _ in range(4)]
    make.organization(
        top,
        OrganizationKind.LEADING_GROUP,
        "",
        书记=leaders[0],
        班子成员=f"{leaders[1]}（副书记）、{leaders[2]}（委员）、{leaders[3]}（委员）",
    )
    head, organizer = make.name(), make.name()
    make.organization(
        committee,
        OrganizationKind.COMMITTEE,
        top,
        书记=head,
        班子成员=f"{leaders[1]}（委员）、{organizer}（组织委员）",
        分管领导=leaders[0],
    )
    people = iter([*leaders, head, organizer])
    for number in range(_DIRECT_BRANCHES):
        _branch(make, committee, number, next(people, ""), contact=leaders[2] * (number == 0))
    joint = f"{next(make.units)}联合党支部"
    _fill_branch(make, joint, OrganizationKind.JOINT_BRANCH, committee, next(people, ""))
    for number in range(_GENERAL_BRANCHES):
        general = f"{next(make.units)}党总支"
        secretary = make.name()
        make.organization(
            general,
            OrganizationKind.GENERAL_BRANCH,
            committee,
            书记=secretary,
            分管领导=leaders[1 + number] if number < _GENERAL_BRANCHES - 1 else "",
        )
        for branch in range(_BRANCHES_EACH):
            double = secretary if (number, branch) == (0, 0) else ""
            guest = "" if double else secretary * (branch == 0)
            _branch(
                make, general, branch, guest, secretary=double, vacant=(number, branch) == (2, 1)
            )
    if scheme is not None:
        outsiders = (f"{make.name()}（上级机关副书记）" for _ in count())
        host = f"{words.units[0]}外地公司党支部"
        soil = Soil(make.organizations, make.members, tuple(leaders), outsiders, host)
        plant(scheme, soil)
    return SampleUnit(
        top, OrganizationKind.LEADING_GROUP, tuple(make.organizations), tuple(make.members)
    )


def _branch(
    make: _Maker,
    above: str,
    number: int,
    guest: str,
    secretary: str = "",
    contact: str = "",
    *,
    vacant: bool = False,
) -> None:
    name = f"{next(make.units)}第{'一二三四五'[number]}党支部"
    _fill_branch(
        make, name, OrganizationKind.BRANCH, above, guest, secretary, contact, vacant=vacant
    )


def _fill_branch(
    make: _Maker,
    name: str,
    kind: OrganizationKind,
    above: str,
    guest: str,
    secretary: str = "",
    contact: str = "",
    *,
    vacant: bool = False,
) -> None:
    head = "" if vacant else secretary or make.name()
    deputy = make.name()
    details = {"书记": head, "班子成员": f"{deputy}（组织委员）", "联系领导": contact}
    make.organization(name, kind, above, **{key: text for key, text in details.items() if text})
    groups = [f"{name}第{n}党小组" for n in "一二"] if kind is OrganizationKind.BRANCH else []
    leaders = [make.name() for _ in groups]
    for group, leader in zip(groups, leaders, strict=True):
        make.organization(group, OrganizationKind.GROUP, name, 书记=leader)
    named = [person for person in (head, guest, deputy) if person]
    for person in named:
        make.member(person, name, **({"标签": "党员领导干部"} if person == guest else {}))
    for leader, group in zip(leaders, groups, strict=True):
        make.member(leader, name, 党小组=group)
    rest = range(_MEMBERS_EACH - len(named) - len(leaders))
    for number, details in zip(rest, _situations(), strict=False):
        place = {"党小组": groups[number % len(groups)]} if groups else {}
        make.member(make.name(), name, **place, **details)


def _situations() -> Iterator[dict[str, str]]:
    """What members are like, over and over."""
    return cycle(
        (
            {},
            {"标签": "无职党员"},
            {"人员类别": "预备党员"},
            {"标签": "离退休、年老体弱"},
            {},
            {"党员状态": "转出", "状态日期": "2010-09-30"},
            {},
            {"标签": "无职党员"},
            {},
        )
    )


def sample_text(words: SampleWords, key: str, seed: str) -> str:
    """Return invented text for a cell, another one for every seed.

    Args:
        words: the sentences to choose from.
        key: the field's key; what the words do not know gets a general remark.
        seed: round, target and field, so that texts differ from person to person.
    """
    random = Random(f"{seed}/{key}")
    whole_sentences = {"target.summary": words.summary, "target.commitments": words.commitments}
    if key in whole_sentences:
        chosen = random.sample(whole_sentences[key], 3)
        return "\n".join(sentence.format(n=random.randint(2, 60)) for sentence in chosen)
    clauses = {
        "review.achievements": words.achievements,
        "review.problems": words.problems,
        "review.suggestions": words.suggestions,
        "opinions": words.opinions,
        "rectification.summary": words.rectification,
    }.get(key, words.evaluation)
    chosen = random.sample(clauses, 2)
    return "；".join(clause.format(n=random.randint(2, 12)) for clause in chosen) + "。"
