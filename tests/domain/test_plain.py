"""Domain values survive the way to JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given

from app.domain.organization import Records
from app.domain.plain import from_plain, to_plain
from app.domain.responsibility import Plan, plan
from app.domain.review import Review
from app.domain.scheme import Scheme
from tests.builders import qingdao, round_
from tests.strategies import Reviewed, directories, reviewed

if TYPE_CHECKING:
    from app.domain.directory import Directory


def _there_and_back(kind: type, value: object) -> object:
    return from_plain(kind, json.loads(json.dumps(to_plain(value), ensure_ascii=False)))


def test_a_scheme() -> None:
    assert _there_and_back(Scheme, qingdao()) == qingdao()


@given(directories())
def test_records_and_plans(directory: Directory) -> None:
    assert _there_and_back(Records, directory.records) == directory.records
    planned = plan(qingdao(), directory, round_().id)
    assert _there_and_back(Plan, planned) == planned


@given(reviewed())
def test_reviews(given_: Reviewed) -> None:
    for review in given_.reviews:
        assert _there_and_back(Review, review) == review


@dataclass(frozen=True)
class _Shape:
    pairs: tuple[tuple[str, int], ...] = ()
    triple: tuple[str, int, str] = ("", 0, "")
    maybe: frozenset[str] | None = None


def test_tuples_of_any_length() -> None:
    shape = _Shape((("a", 1), ("b", 2)), ("x", 3, "y"), frozenset({"z"}))

    assert _there_and_back(_Shape, shape) == shape
    assert _there_and_back(_Shape, _Shape()) == _Shape()


def test_what_stands_at_its_default_is_left_out() -> None:
    assert to_plain(_Shape(triple=("x", 0, ""))) == {"triple": ["x", 0, ""]}
