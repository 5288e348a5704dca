"""The field's terms: every value has its word; names and titles mean what people mean."""

from __future__ import annotations

from enum import StrEnum

import pytest

from app.domain import words
from app.domain.words import (
    OrganizationKind as Kind,
)
from app.domain.words import (
    PostKind as Post,
)
from app.domain.words import (
    kind_from_name,
    post_from_title,
)

TABLES = [
    value for name, value in vars(words).items() if name.isupper() and isinstance(value, dict)
]


def _whole_tables() -> list[dict]:
    return [table for table in TABLES if table and isinstance(next(iter(table)), StrEnum)]


@pytest.mark.parametrize("table", _whole_tables(), ids=lambda t: type(next(iter(t))).__name__)
def test_every_value_has_one_word_of_its_own(table: dict) -> None:
    kind: type[StrEnum] = type(next(iter(table)))
    assert set(table) == set(kind)
    assert len(set(table.values())) == len(table)
    assert all(word.strip() for word in table.values())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("质量技术监督局党组", Kind.LEADING_GROUP),
        ("局机关党委", Kind.COMMITTEE),
        ("质量技术监督局机关委员会", Kind.COMMITTEE),
        ("某某公司分党委", Kind.COMMITTEE),
        ("某某区委", Kind.LOCAL_COMMITTEE),
        ("中共某某市委员会", Kind.LOCAL_COMMITTEE),
        ("经济开发区党工委", Kind.WORK_COMMITTEE),
        ("某某街道工作委员会", Kind.WORK_COMMITTEE),
        ("检验所党总支", Kind.GENERAL_BRANCH),
        ("检验所总支部委员会", Kind.GENERAL_BRANCH),
        ("第一党支部", Kind.BRANCH),
        ("第一支部委员会", Kind.BRANCH),
        ("园区联合党支部", Kind.JOINT_BRANCH),
        ("第二党小组", Kind.GROUP),
        ("稽查分局", Kind.UNIT),
        ("办公室", None),
    ],
)
def test_the_end_of_a_name_tells_the_kind(name: str, kind: Kind | None) -> None:
    assert kind_from_name(name) is kind


@pytest.mark.parametrize(
    ("title", "post"),
    [
        ("书记", Post.SECRETARY),
        ("党委书记、局长", Post.SECRETARY),
        ("书记兼纪检委员", Post.SECRETARY),
        ("机关工委书记", Post.SECRETARY),
        ("副书记", Post.DEPUTY_SECRETARY),
        ("常务副书记", Post.DEPUTY_SECRETARY),
        ("副书记、纪委书记", Post.DEPUTY_SECRETARY),
        ("纪委书记", Post.COMMITTEE_MEMBER),
        ("党委委员、纪委书记", Post.COMMITTEE_MEMBER),
        ("纪检组副书记", Post.COMMITTEE_MEMBER),
        ("团委书记", Post.COMMITTEE_MEMBER),
        ("团支部书记", Post.COMMITTEE_MEMBER),
        ("组织委员", Post.COMMITTEE_MEMBER),
        ("党小组长", Post.GROUP_LEADER),
        ("组长", Post.GROUP_LEADER),
        ("普通党员", None),
        ("", None),
    ],
)
def test_what_a_title_means(title: str, post: Post | None) -> None:
    assert post_from_title(title) is post
