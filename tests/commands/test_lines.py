"""How commands are written, how they answer, and how they refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn
from unittest import mock

import pytest

from app.commands.main import build_parser, run
from app.commands.words import COMMANDS
from tests.builders import ROOT
from tests.lists import ROUND, UNIT
from tests.program import Program, hold_fault, process, unchanged

if TYPE_CHECKING:
    from pathlib import Path

    from app.ops.office import Office

USAGE = [
    ((), "缺少参数"),
    (("tasks",), "缺少参数 台账"),
    (("open-round", "a.ledger", "--name", "x"), "缺少参数"),
    (("tasks", "a.ledger", "--state", "late"), "open, done, exempt, gap"),
    (("tasks", "a.ledger", "--stat", "open"), "不认识的参数"),
    (("tasks", "a.ledger", "--under"), "后面缺少内容"),
    (("export-forms", "a.ledger", "--out", "x", "--copy", "nobody"), "不能是 nobody"),
    (("export-forms", "a.ledger", "--out", "x", "--format", "odt"), "不能是 odt"),
    (("import", "a.ledger", "x.xlsx", "--kind", "people"), "不能是 people"),
    (("stats", "a.ledger", "--as-of", "2011年"), "“2011年”不是有效的日期"),
    (("new", "a.ledger", "--scheme", "x", "--unit", "y", "--kind", "公司"), "不认识的党组织类别"),
    (("fly", "a.ledger"), "不能是 fly"),
]


@pytest.mark.parametrize(("words", "said"), USAGE)
def test_a_wrong_line_is_refused_in_chinese(
    program: Program, words: tuple[str, ...], said: str
) -> None:
    fault = program.refused(*words)
    assert fault["code"] == "command.usage"
    assert said in fault["message"]
    assert not any(english in fault["message"] for english in ("argument", "invalid", "choose"))


def test_every_command_explains_itself_in_chinese(capfd: pytest.CaptureFixture[str]) -> None:
    office = mock.Mock()
    for name in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            run([name, "--help"], office)
        assert ended.value.code == 0
        told = capfd.readouterr().out
        assert told.startswith("用法：")
        assert "选项" in told
        assert "usage" not in told


def test_the_list_of_words_is_the_list_of_commands() -> None:
    with pytest.raises(Exception, match="fly") as refused:
        build_parser().parse_args(["fly"])
    assert all(name in str(refused.value) for name in COMMANDS)


def test_without_json_people_read_lines_and_machines_nothing(
    program: Program, opened: Path
) -> None:
    told = program.answer("tasks", opened)
    assert told.code == 1
    assert "赵敏 → 郑华（办公室党支部）未点评" in told.out
    assert told.words == ""
    refused = program.answer("tasks", opened, "--round", "2009年")
    assert (refused.code, refused.out) == (2, "")
    assert "没有名为“2009年”的点评轮次" in refused.words


def test_a_process_prints_one_object_and_tells_people_on_standard_error(tmp_path: Path) -> None:
    told = process(
        "new", "市局.ledger", "--scheme", "qingdao-2010", "--unit", UNIT, "--json", cwd=tmp_path
    )
    assert told.code == 0
    assert told.data == {
        "ledger": str(tmp_path / "市局.ledger"),
        "scheme": "qingdao-2010",
        "unit": UNIT,
        "kind": "leading_group",
    }
    assert "已建立台账" in told.words
    with unchanged(tmp_path):
        again = process(
            "new", "市局.ledger", "--scheme", "qingdao-2010", "--unit", UNIT, "--json", cwd=tmp_path
        )
    assert again.code == 2
    hold_fault(again.data["error"])
    assert again.data["error"]["code"] == "ledger.exists"
    assert again.data["error"]["place"] == str(tmp_path / "市局.ledger")


def test_a_process_ends_with_one_where_something_needs_a_look(tmp_path: Path) -> None:
    ledger = tmp_path / "a.ledger"
    Program()("new", ledger, "--scheme", "qingdao-2010", "--unit", UNIT)
    told = process("open-round", ledger, *ROUND, "--json")
    assert (told.code, told.data) == (1, {"round": "2010年下半年", "tasks": 0, "gaps": 1})


def test_words_are_utf8_whatever_the_console_is_set_to() -> None:
    told = process("schemes", "--json", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert told.code == 0
    assert "青岛市质监系统" in told.out


def test_a_reader_who_leaves_early_sees_no_traceback() -> None:
    read, write = os.pipe()
    os.close(read)
    with open(write, "wb") as nobody:  # noqa: PTH123 - a pipe
        finished = subprocess.run(
            [sys.executable, "-m", "app", "schemes", "--json"],
            check=False,
            stdout=nobody,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
    assert b"Traceback" not in finished.stderr
    assert b"Exception" not in finished.stderr


class _Broken:
    def __init__(self, error: BaseException) -> None:
        self._error = error

    def schemes(self) -> NoReturn:
        raise self._error


def _told_by(error: BaseException, capfd: pytest.CaptureFixture[str]) -> dict[str, str]:
    office: Office = _Broken(error)  # type: ignore[assignment]
    assert run(["schemes", "--json"], office) == 2
    told = capfd.readouterr()
    assert "Traceback" not in told.err
    fault: dict[str, str] = json.loads(told.out)["error"]
    hold_fault(fault)
    return fault


def test_the_unexpected_is_told_in_chinese_and_logged_without_names(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with mock.patch("app.paths.user_data", return_value=tmp_path):
        fault = _told_by(ValueError("赵敏"), capfd)
    assert fault["code"] == "internal"
    log = tmp_path / "log.txt"
    assert str(log) in fault["remedy"]
    assert "ValueError" in log.read_text(encoding="utf-8")
    assert "赵敏" not in log.read_text(encoding="utf-8")


def test_the_unexpected_is_told_where_no_log_can_be_written_too(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with (
        mock.patch("app.paths.user_data", side_effect=PermissionError),
        mock.patch("tempfile.gettempdir", return_value=str(tmp_path)),
    ):
        assert _told_by(ValueError("x"), capfd)["code"] == "internal"
    assert (tmp_path / "log.txt").is_file()


def test_breaking_off_is_told_in_chinese(capfd: pytest.CaptureFixture[str]) -> None:
    assert _told_by(KeyboardInterrupt(), capfd)["code"] == "command.interrupted"
