"""What to do about a fault is said as it is done where commands are typed."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest

from app.commands.main import build_parser
from app.commands.remedies import REMEDIES, for_the_line
from app.domain.errors.catalogue import CATALOGUE
from app.domain.errors.fault import Fault

OF_THE_WINDOW = re.compile("选中|按“|“打开”|“导入”|“覆盖”|浏览|刷新|重新输入|输入后")
NEVER_AT_THE_LINE = {
    "file.no_folder",
    "handoff.conflict_unknown",
    "handoff.given_up",
    "handoff.not_held",
    "handoff.not_newest",
    "handoff.passphrase_differs",
    "handoff.passphrase_short",
    "handoff.submission_unknown",
}
"""What only happens where something is chosen in the window."""
OF_THE_HAND_OFF = ("handoff", "package", "file", "round", "organization")


def remedy(code: str) -> str:
    return for_the_line(Fault(code, "", "", CATALOGUE[code].remedy)).remedy


@pytest.mark.parametrize("code", REMEDIES)
def test_each_stands_for_a_fault_and_says_it_otherwise(code: str) -> None:
    assert REMEDIES[code] != CATALOGUE[code].remedy
    assert not [name for _, name, _, _ in string.Formatter().parse(REMEDIES[code]) if name]


def test_what_the_hand_off_refuses_speaks_of_the_window_only_by_name() -> None:
    codes = [c for c in CATALOGUE if c.split(".")[0] in OF_THE_HAND_OFF and "." in c]
    said = {code: remedy(code) for code in codes if code not in NEVER_AT_THE_LINE}
    assert len(said) > 60
    of_the_window = [code for code, text in said.items() if OF_THE_WINDOW.search(text)]
    assert [code for code in of_the_window if "窗口" not in said[code]] == []


def test_every_command_option_and_word_that_is_named_exists() -> None:
    (commands,) = (each.choices for each in build_parser()._actions if each.choices)
    assert isinstance(commands, dict)
    options = {o for each in commands.values() for a in each._actions for o in a.option_strings}
    known = {*commands, *options, "older", "other_scheme", "dpbag"}
    named = {word for text in REMEDIES.values() for word in re.findall(r"[a-z-][a-z_-]+", text)}
    assert named - known == set()


def test_all_else_of_a_fault_stays() -> None:
    fault = Fault("handoff.older", "已接收过", "一.dpbag", "请选中它再接收。")
    assert for_the_line(fault) == replace(fault, remedy=REMEDIES["handoff.older"])
    other = replace(fault, code="package.empty")
    assert for_the_line(other) == other
