"""The command tally: percentages without a ledger, to the letter of its description."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.program import Program


def test_counts_become_percentages(program: Program) -> None:
    plain = program("tally", "--counts", "134,4,3")
    forced = program("tally", "--counts", "134,4,3", "--rounding", "forced")

    assert plain == {"percentages": ["95.04", "2.84", "2.13"], "satisfied": None}
    assert forced == {"percentages": ["95.04", "2.84", "2.12"], "satisfied": None}


def test_a_scale_tells_how_many_are_satisfied(program: Program) -> None:
    told = program("tally", "--counts", "100，20, 10,11", "--scale", "satisfaction")

    assert told["satisfied"] == "85.11"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--counts", "多数"), "vote.counts"),
        (("--counts", "1.5,2"), "vote.counts"),
        (("--counts", "0,0,0"), "vote.no_votes"),
        (("--counts=-1,2",), "vote.negative"),
        (("--counts", "1,2", "--scale", "satisfaction"), "vote.grades"),
        (("--counts", "1,2", "--scale", "unheard-of"), "vote.scale_unknown"),
        (("--counts", "1,2", "--rounding", "up"), "command.usage"),
        ((), "command.usage"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    options: tuple[str, ...], code: str, program: Program
) -> None:
    assert program.refused("tally", *options)["code"] == code
