"""What a scheme says of 群众评议 is read strictly: scales, items, weights, classes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.specs.scheme_reader import read_scheme
from app.specs.scheme_writer import scheme_text
from tests.builders import SCHEMES
from tests.specs.test_scheme_reader import SMALL

if TYPE_CHECKING:
    from pathlib import Path

RULE = """
[[assessments]]
id = "members"
title = "群众评议"
text = "群众评议党员"
scale = "points"
least_participation = 80
best_share = [1, 3]
rounding = "forced"
voters = [{ name = "党员", weight = 60 }, { name = "群众", weight = 40 }]
[[assessments.objects]]
kind = "member"
items = "member"
overall = true
targets = { of = "members" }
"""


def read(folder: Path, text: str) -> list[tuple[str, str]]:
    """Return code and place of every fault."""
    (folder / "scheme.toml").write_text(text, encoding="utf-8")
    for name in ("member.docx", "coverage.xlsx"):
        (folder / name).touch()
    try:
        read_scheme(folder)
    except Refusal as refused:
        return [(fault.code, fault.place.partition(" ")[2]) for fault in refused.faults]
    return []


def test_a_rule_is_read_with_everything_it_says(tmp_path: Path) -> None:
    assert read(tmp_path, SMALL + RULE) == []
    (rule,) = read_scheme(tmp_path).assessments
    assert rule.best_share == (1, 3)
    assert [voters.weight for voters in rule.voters] == [60, 40]
    assert rule.objects[0].overall


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('scale = "points"', 'scale = "point"', "scheme.reference", "assessments[1]"),
        ("weight = 40", "weight = 30", "scheme.value", "assessments[1]"),
        (", weight = 40", "", "scheme.value", "assessments[1]"),
        ("= 80", "= 101", "scheme.value", "assessments[1]"),
        ("[1, 3]", "[3, 1]", "scheme.value", "assessments[1]"),
        ("[1, 3]", "[1]", "scheme.key_missing", "assessments[1].best_share[2]"),
        ('items = "member"', 'items = "x"', "scheme.reference", "assessments[1].objects[1]"),
        (
            'of = "members"',
            'of = "organizations"',
            "scheme.value",
            "assessments[1].objects[1].targets",
        ),
        ('kind = "member"', 'kind = "persons"', "scheme.value", "assessments[1].objects[1].kind"),
        (
            "overall = true",
            "overal = true",
            "scheme.key_unknown",
            "assessments[1].objects[1].overal",
        ),
    ],
)
def test_every_mistake_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, code: str, place: str
) -> None:
    assert RULE.count(old) == 1
    found = read(tmp_path, SMALL + RULE.replace(old, new))
    assert (code, place) in found


@pytest.mark.parametrize(
    ("labels", "faults"),
    [
        (["好", "差"], []),
        (list("一二三四五六七八九"), []),
        (list("一二三四五六七八九十"), [("scheme.value", "scales[1]")]),
        (["好"], [("scheme.value", "scales[1]")]),
        (["好", "好"], [("scheme.duplicate", "scales[1].grades")]),
    ],
)
def test_a_scale_has_a_key_for_each_grade(
    tmp_path: Path, labels: list[str], faults: list[tuple[str, str]]
) -> None:
    grades = ", ".join(f'{{ label = "{label}" }}' for label in labels)
    scale = f'\n[[scales]]\nid = "own"\ntitle = "自定"\ngrades = [{grades}]\n'
    assert read(tmp_path, SMALL + scale + RULE.replace('"points"', '"own"')) == faults


def test_items_for_organisations_do_not_grade_people(tmp_path: Path) -> None:
    other = SMALL.replace(
        'title = "点评党员"\ntarget = "member"', 'title = "点评党员"\ntarget = "organization"'
    )
    assert other != SMALL
    assert ("scheme.value", "assessments[1].objects[1]") in read(tmp_path, other + RULE)


def test_objects_and_voters_may_not_be_missing(tmp_path: Path) -> None:
    head = RULE[: RULE.index("voters")]
    found = read(tmp_path, SMALL + head + "voters = []\nobjects = []\n")
    assert found == [("scheme.key_missing", "assessments[1]")] * 2


def test_a_scheme_that_is_written_again_says_the_same(tmp_path: Path) -> None:
    scheme = read_scheme(SCHEMES / "bureau-2013")
    wanted = replace(scheme, forms=(), tables=(), rules=(), deadlines=())
    (tmp_path / "scheme.toml").write_text(scheme_text(wanted), encoding="utf-8")
    assert read_scheme(tmp_path).assessments == scheme.assessments
