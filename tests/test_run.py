"""The script that sets the project up: what it decides, without installing anything."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock, call

import pytest

import run

ROOT = Path(__file__).resolve().parent.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh clone's folder with nothing prepared."""
    for name in (run.RUNTIME, run.DEVELOPMENT):
        (tmp_path / name).write_text(f"{name}==1\n", encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "LOG", tmp_path / "build" / "setup.log")
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Record the long commands instead of running them; each succeeds."""
    seen: list[list[str]] = []

    def record(command: list[str]) -> int:
        seen.append(command)
        if "venv" in command:
            python = run.venv_python()
            python.parent.mkdir(parents=True)
            python.touch()
        return 0

    monkeypatch.setattr(run, "run_logged", record)
    return seen


@pytest.mark.usefixtures("clone")
def test_a_second_preparation_does_nothing(commands: list[list[str]]) -> None:
    run.prepare_venv(run.DEVELOPMENT)
    first = len(commands)
    run.prepare_venv(run.DEVELOPMENT)
    run.prepare_venv(run.RUNTIME)  # the development environment holds it
    assert (first, len(commands)) == (2, 2)


@pytest.mark.usefixtures("clone")
def test_tests_add_to_the_program_environment(commands: list[list[str]]) -> None:
    run.prepare_venv(run.RUNTIME)
    run.prepare_venv(run.DEVELOPMENT)
    assert [command[-1] for command in commands] == [
        str(run.VENV),
        run.RUNTIME,
        run.DEVELOPMENT,
    ]


def test_changed_pins_remake_the_environment(clone: Path, commands: list[list[str]]) -> None:
    run.prepare_venv(run.RUNTIME)
    (run.VENV / "old").touch()
    (clone / run.RUNTIME).write_text("other==2\n", encoding="utf-8")
    run.prepare_venv(run.RUNTIME)
    assert not (run.VENV / "old").exists()
    assert len(commands) == 4


def test_a_broken_environment_is_remade(clone: Path, commands: list[list[str]]) -> None:
    (clone / ".venv" / "lib").mkdir(parents=True)
    run.prepare_venv(run.RUNTIME)
    assert not (clone / ".venv" / "lib").exists()
    assert len(commands) == 2


@pytest.mark.usefixtures("clone")
def test_a_failed_installation_is_not_taken_for_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "run_logged", lambda command: int("install" in command))
    with pytest.raises(run.SetupError, match="程序库没有装上"):
        run.prepare_venv(run.RUNTIME)
    assert not run.is_ready(run.RUNTIME)


def test_packages_count_as_present_by_what_they_provide(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = "ii |libglib2.0-0t64|libglib2.0-0 (= 2.80)\nrc |xclip|\nii |strace|\n"
    answer = SimpleNamespace(stdout=listing)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: answer)
    assert run.missing_packages("libglib2.0-0 strace xclip") == ["xclip"]


def test_without_rights_the_one_line_to_type_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "missing_packages", lambda _wanted: ["xclip", "xvfb"])
    monkeypatch.setattr(run, "root_prefix", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(run.SetupError) as caught:
        run.ensure_packages("xclip xvfb")
    assert str(caught.value).splitlines()[-1] == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends xclip xvfb"
    )


def test_apt_runs_once_for_all_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    monkeypatch.setattr(run, "missing_packages", lambda _wanted: ["xclip", "xvfb"])
    monkeypatch.setattr(run, "root_prefix", list)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    run.ensure_packages("xclip xvfb")
    assert [command[6:] for command in commands] == [
        ["update"],
        ["install", "-y", "--no-install-recommends", "xclip", "xvfb"],
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a display can be missing")
def test_without_a_display_the_demo_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    run_chore = Mock(return_value=0)
    monkeypatch.setattr(run, "run_chore", run_chore)
    assert run.main([]) == 0
    assert run_chore.mock_calls == [call("demo", [])]
    assert str(Path("build", "demo")) in capsys.readouterr().err


def test_other_words_go_to_the_program_where_the_person_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run_python = Mock(return_value=0)
    monkeypatch.setattr(run, "prepare", lambda *_needs: None)
    monkeypatch.setattr(run, "run_python", run_python)
    monkeypatch.chdir(tmp_path)
    assert run.main(["schemes", "--json"]) == 0
    arguments = ["-P", "-m", "app", "schemes", "--json"]
    assert run_python.mock_calls == [call(arguments, {"PYTHONPATH": str(ROOT)}, tmp_path)]


def test_extra_arguments_reach_the_last_step(monkeypatch: pytest.MonkeyPatch) -> None:
    run_python = Mock(return_value=0)
    monkeypatch.setattr(run, "prepare", lambda *_needs: None)
    monkeypatch.setattr(run, "run_python", run_python)
    assert run.main(["test", "-k", "dates"]) == 0
    assert run_python.mock_calls == [call(["-m", "pytest", "-k", "dates"], {})]


def test_help_is_chinese_and_names_every_word() -> None:
    finished = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "--help"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert all(word in finished.stderr for word in run.CHORES)
    assert all(CHINESE.search(line) for line in finished.stderr.splitlines())


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", [run.RUNTIME, run.DEVELOPMENT])
def test_every_pin_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_pins_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    names = {re.split(r"[<>=\[]", entry)[0].lower() for entry in wanted}
    runtime, development = _pins(run.RUNTIME), _pins(run.DEVELOPMENT)
    assert names <= runtime.keys()
    assert runtime.items() <= development.items()
    assert runtime["pyside6-essentials"] == runtime["shiboken6"] == "6.9.3"
