"""What a scheme asks of meetings is read strictly; by default nothing is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.specs.scheme_reader import read_scheme
from app.specs.scheme_writer import scheme_text
from tests.builders import SCHEMES
from tests.specs.test_assessment_rules import read
from tests.specs.test_scheme_reader import SMALL

if TYPE_CHECKING:
    from pathlib import Path

RULE = """
[meeting]
least_share = [2, 3]
"""


def test_a_share_is_read_and_written_again(tmp_path: Path) -> None:
    assert read(tmp_path, SMALL) == []
    assert read_scheme(tmp_path).meeting is None
    assert read(tmp_path, SMALL + RULE) == []
    scheme = read_scheme(tmp_path)
    assert scheme.meeting is not None
    assert scheme.meeting.least_share == (2, 3)
    (tmp_path / "scheme.toml").write_text(scheme_text(scheme), encoding="utf-8")
    assert read_scheme(tmp_path) == scheme


@pytest.mark.parametrize("share", ["[3, 2]", "[0, 3]", "[-1, 3]"])
def test_a_share_larger_than_all_or_of_nobody_is_refused(tmp_path: Path, share: str) -> None:
    found = read(tmp_path, SMALL + RULE.replace("[2, 3]", share))
    assert found == [("scheme.value", "meeting")]


def test_shipped_schemes_say_which_way_of_reviewing_is_drawn() -> None:
    schemes = [read_scheme(folder.parent) for folder in SCHEMES.glob("*/scheme.toml")]
    drawn = {mode.title for scheme in schemes for mode in scheme.modes if mode.drawn}
    assert drawn == {"随机点评"}
    named = [mode for scheme in schemes for mode in scheme.modes if "随机" in mode.title]
    assert all(mode.drawn for mode in named)


def test_what_no_scheme_knows_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path, SMALL + RULE + "least = 3\n") != []
