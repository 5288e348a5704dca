"""The figures of ``stats`` against a second, naive count of generated units.

A unit is drawn at random, written down as the lists that an office hands in, imported, and
counted twice: by the program, and here from the drawing itself, name by name.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.helpers import write_xlsx
from tests.lists import MEMBER_FORM, ORG_FORM, REVIEW_HEADINGS, rows_of, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.program import Program

SEEDS = range(6)
ROUND, START, END = "2010年下半年", date(2010, 7, 1), date(2011, 1, 25)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = (
    "建国",
    "志强",
    "秀英",
    "海涛",
    "晓燕",
    "国栋",
    "雪梅",
    "文博",
    "玉兰",
    "永胜",
    "丽华",
    "卫东",
)
GRASS_ROOTS = {"党委", "党总支", "党支部", "联合党支部"}
BRANCHES = {"党支部", "联合党支部"}
BELOW = {
    "党组": ("党委", "党委", "科室", "党总支"),
    "党委": ("党总支", "党支部", "党支部", "联合党支部", "科室"),
    "党总支": ("党支部", "党支部", "联合党支部"),
    "科室": ("党支部", "科室"),
    "党支部": ("党小组",),
    "联合党支部": (),
    "党小组": (),
}
Day = date | None


class Drawing:
    """A unit drawn at random, in plain dictionaries."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        names = ["".join(pair) for pair in product(SURNAMES, GIVEN)]
        self.random.shuffle(names)
        self.names = iter(names)
        self.places: dict[str, dict[str, Any]] = {}
        self.members: list[dict[str, Any]] = []
        self.reviews: list[dict[str, Any]] = []
        self.place("市局党组", "党组", "", 0)
        self.people_branches()
        self.review_everything()

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def day(self) -> date:
        return START + timedelta(days=self.random.randint(-30, 240))

    # ---- drawing -----------------------------------------------------------------------------

    def place(self, name: str, kind: str, parent: str, depth: int) -> None:
        self.places[name] = {
            "kind": kind,
            "parent": parent,
            "since": self.day() if depth > 1 and self.chance(0.1) else None,
            "until": self.day() if depth > 1 and self.chance(0.1) else None,
            "terms": self.terms(kind, parent),
            "leader": "",
        }
        place = self.places[name]
        if place["since"] and place["until"] and place["since"] >= place["until"]:
            place["since"] = None
        if depth < 4 and BELOW[kind]:
            for number in range(self.random.randint(*((3, 4) if depth < 2 else (0, 3)))):
                below = self.random.choice(BELOW[kind])
                self.place(
                    f"{name.removesuffix(kind)}{'甲乙丙丁'[number]}{below}", below, name, depth + 1
                )

    def terms(self, kind: str, parent: str) -> list[tuple[str, Day, Day]]:
        """Who was secretary (or led the group) from when to when."""
        if kind == "科室" or (parent and self.chance(0.15)):
            return []
        above = self.places[parent]["terms"] if parent else []
        double = above[-1][0] if above and kind in GRASS_ROOTS and self.chance(0.2) else ""
        if parent and not double and self.chance(0.15):
            change = self.day()
            return [(next(self.names), None, change), (next(self.names), change, None)]
        return [(double or next(self.names), None, None)]

    def people_branches(self) -> None:
        holders = list(dict.fromkeys(t[0] for p in self.places.values() for t in p["terms"]))
        branches = [name for name, place in self.places.items() if place["kind"] in BRANCHES]
        for name in holders:
            if self.chance(0.8):  # the others hold a post and are nobody's member
                self.member(name, self.random.choice(branches))
        for branch in branches:
            for _ in range(self.random.randint(0, 5)):
                self.member(next(self.names), branch)

    def member(self, name: str, branch: str) -> None:
        groups = [n for n, p in self.places.items() if p["parent"] == branch]
        status = self.random.choice(["", "", "", "", "正常", "转出", "去世", "出党", "停止党籍"])
        gone = status not in ("", "正常")
        entered = self.day() if self.chance(0.1) else None
        left = self.day() if gone and self.chance(0.85) else None
        if entered and left and entered >= left:
            entered = None
        self.members.append(
            {
                "name": name,
                "branch": branch,
                "group": self.random.choice(groups) if groups and self.chance(0.6) else "",
                "status": status,
                "gone": gone,
                "entered": entered,
                "left": left,
            }
        )

    def review_everything(self) -> None:
        leaders = [next(self.names), *(t[0] for t in self.places["市局党组"]["terms"])]
        for name, place in self.places.items():
            if place["kind"] not in GRASS_ROOTS:
                continue
            if self.chance(0.3):
                place["leader"] = self.random.choice(leaders)
            own = [t[0] for t in place["terms"]]
            above = [t[0] for t in self.places[place["parent"]]["terms"]]
            for by in filter(None, (place["leader"], *above, *(own if self.chance(0.1) else ()))):
                if self.chance(0.6):
                    self.review("organization", name, place["parent"], by)
        for member in self.members:
            heads = [t[0] for t in self.places[member["branch"]]["terms"]]
            for by in (h for h in heads if h != member["name"]):
                for _ in range(self.random.choice([0, 1, 1, 2])):
                    self.review("member", member["name"], member["branch"], by)

    def review(self, kind: str, target: str, where: str, by: str) -> None:
        day = self.day() if self.chance(0.95) else None
        if any((r["target"], r["by"], r["day"]) == (target, by, day) for r in self.reviews):
            return
        self.reviews.append(
            {
                "kind": kind,
                "target": target,
                "where": where,
                "by": by,
                "day": day,
                "complete": self.chance(0.9),
                "state": self.random.choice(["", "", "", "已归档", "已点评", "已小结"]),
            }
        )

    # ---- the lists that an office would hand in ------------------------------------------------

    def write(self, folder: Path, write: Callable[..., Path]) -> list[list[Path]]:
        """Write the lists; returns the files of each import."""
        first: list[dict[str, str]] = []
        later: list[dict[str, str]] = []
        for name, place in self.places.items():
            row = {
                "党组织名称": name,
                "党组织类别": place["kind"],
                "上级党组织": place["parent"],
                "分管领导": place["leader"],
                "成立日期": str(place["since"] or ""),
                "撤销日期": str(place["until"] or ""),
            }
            for number, (holder, since, until) in enumerate(place["terms"]):
                term = {"书记": holder, "任职起": str(since or ""), "任职止": str(until or "")}
                (later if number else first).append({**row, **term})
            if not place["terms"]:
                first.append(row)
        members = [
            {
                "姓名": m["name"],
                "所在党支部": m["branch"],
                "党小组": m["group"],
                "党员状态": m["status"],
                "状态日期": str(m["left"] or ""),
                "转入日期": f"{m['entered']:%Y年%m月%d日}" if m["entered"] else "",
            }
            for m in self.members
        ]
        reviews = [
            {
                "轮次": ROUND,
                "登记表": ORG_FORM if r["kind"] == "organization" else MEMBER_FORM,
                "点评对象": r["target"],
                "所在党组织": r["where"],
                "点评领导": r["by"],
                "点评时间": f"{r['day']:%Y.%m.%d}" if r["day"] else "",
                "地点": "会议室",
                "点评形式": "集中点评",
                "主要成绩": "踏实肯干" if r["complete"] else "",
                "存在的问题和不足": "学习不够",
                "下阶段工作建议": "加强学习",
                "状态": r["state"],
            }
            for r in self.reviews
        ]
        self.random.shuffle(first)
        self.random.shuffle(members)
        headings = (
            *("党组织名称", "党组织类别", "上级党组织", "书记", "分管领导"),
            *("成立日期", "撤销日期", "任职起", "任职止"),
        )
        return [
            [
                write(folder / "名单", rows_of(headings, first)),
                write(folder / "名册", rows_of(tuple(members[0]), members)),
            ],
            [write(folder / "换届", rows_of(headings, later))] if later else [],
            [write(folder / "台账", rows_of((*REVIEW_HEADINGS, "状态"), reviews))],
        ]

    # ---- the naive count -----------------------------------------------------------------------

    def within(self, name: str, top: str) -> bool:
        while name and name != top:
            name = self.places[name]["parent"]
        return name == top

    def active(self, name: str, day: date) -> bool:
        return covers(self.places[name], "since", "until", day)

    def secretaries(self, name: str, day: date) -> Iterator[str]:
        if self.active(name, day):
            for holder, since, until in self.places[name]["terms"]:
                if (since is None or since <= day) and (until is None or day < until):
                    yield holder

    def count(self, unit: str, day: date) -> dict[str, set[str]]:
        """Return the names behind the official figures, by the words of the document."""
        inside = [name for name in self.places if self.within(name, unit)]
        done = [r for r in self.reviews if is_done(r) and r["day"] <= day]
        reviewers = {r["by"] for r in done}
        targets = {(r["kind"], r["target"]) for r in done}
        credited = {
            holder
            for r in done
            if r["kind"] == "organization"
            for holder in self.secretaries(r["target"], r["day"])
            if holder != r["by"]
        }
        heads: dict[str, set[str]] = {"leaders": set(), "secretaries": set()}
        for name in inside:
            kind = self.places[name]["kind"]
            if kind == "党组":
                heads["leaders"].update(self.secretaries(name, day))
            if kind in GRASS_ROOTS:
                heads["secretaries"].update(self.secretaries(name, day))
        organizations = {
            n for n in inside if self.places[n]["kind"] in GRASS_ROOTS and self.active(n, day)
        }
        members = {
            m["name"]
            for m in self.members
            if self.within(m["group"] or m["branch"], unit)
            and not (m["gone"] and m["left"] is None)
            and covers(m, "entered", "left", day)
        }
        return {
            "leaders_total": heads["leaders"],
            "leaders_took_part": heads["leaders"] & reviewers,
            "secretaries_total": heads["secretaries"],
            "secretaries_took_part": heads["secretaries"] & reviewers,
            "organizations_total": organizations,
            "organizations_reviewed": {n for n in organizations if ("organization", n) in targets},
            "members_total": members,
            "members_reviewed": {n for n in members if ("member", n) in targets or n in credited},
        }


def covers(what: Mapping[str, Any], since: str, until: str, day: date) -> bool:
    started = what[since] is None or what[since] <= day
    return started and (what[until] is None or day < what[until])


def is_done(review: Mapping[str, Any]) -> bool:
    finished = review["complete"] and review["day"] is not None
    return bool(finished and review["state"] != "已小结")


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_and_names_equal_a_naive_count(program: Program, tmp_path: Path, seed: int) -> None:
    drawing = Drawing(seed)
    excel, ledger = bool(seed % 2), tmp_path / "a.ledger"

    def write(path: Path, rows: list[tuple[str, ...]]) -> Path:
        return write_xlsx(path.with_suffix(".xlsx"), rows) if excel else write_csv(path, rows)

    program("new", ledger, "--scheme", "qingdao-2010", "--unit", "市局党组")
    words = ("--name", ROUND, "--start", START, "--end", END)
    program.answer("open-round", ledger, *words)
    for files in filter(None, drawing.write(tmp_path, write)):
        told = program("import", ledger, *files)["files"]
        assert not any(file["rejected"] or file["questions"] for file in told)
    days = {START - timedelta(days=1), START, date(2010, 11, 1), date(2010, 12, 31), END}
    days |= {m["left"] for m in drawing.members if m["left"]}
    days |= {r["day"] for r in drawing.reviews[:3] if r["day"]}
    branch = next(m["branch"] for m in drawing.members)
    group = next((m["group"] for m in drawing.members if m["group"]), branch)
    committee = next(n for n, p in drawing.places.items() if p["parent"] == "市局党组")
    asked = [("市局党组", day) for day in sorted(days)[:14]]
    asked += [
        (unit, day) for unit in (committee, branch, group) for day in (date(2010, 12, 1), END)
    ]
    grown = 0
    for unit, day in asked:
        found = program.answer(
            "stats", ledger, "--names", "--under", unit, "--as-of", day, "--json"
        ).data
        expected = drawing.count(unit, day)
        names = {
            measure: sorted(each["name"] for each in lists["counted"])
            for measure, lists in found["names"].items()
        }
        assert names == {m: sorted(those) for m, those in expected.items()}, (unit, day)
        assert found["figures"] == {m: len(those) for m, those in expected.items()}, (unit, day)
        assert not [c for c in found["checks"] if c["level"] == "error" and not c["ok"]]
        grown += len(expected["members_reviewed"])
    assert grown > 20, "the drawing is not empty"
