"""The headless commands: read the line, do the work through ops, tell the result."""

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from app import paths
from app.commands import (
    archive,
    changes,
    demo,
    exports,
    handoff,
    intake,
    ledgers,
    letters,
    posting,
    receiving,
    reports,
    schemes,
    self_test,
    statistics,
    votes,
    work,
)
from app.commands.outcome import REFUSED, Outcome
from app.commands.parser import Parser
from app.commands.remedies import for_the_line
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault, Refusal
from app.ops.office import Office

_ROOMS = (
    schemes,
    ledgers,
    intake,
    work,
    changes,
    exports,
    letters,
    archive,
    posting,
    reports,
    statistics,
    handoff,
    receiving,
    votes,
    demo,
    self_test,
)
"""The modules with the commands, in the order in which the help names them."""


def build_parser() -> Parser:
    """Return the parser of all commands."""
    parser = Parser(
        prog="app",
        description="点评台账：创先争优领导点评。不带命令时打开窗口。",
    )
    commands = parser.add_subparsers(
        title="命令", metavar="命令", required=True, dest="command", parser_class=Parser
    )
    for room in _ROOMS:
        room.register(commands)
    return parser


def run(arguments: Sequence[str], office: Office) -> int:
    """Carry out one command; returns the exit code of commands.md."""
    as_json = "--json" in arguments
    try:
        options = build_parser().parse_args(list(arguments))
        outcome: Outcome = options.run(options, office)
    except Refusal as refused:
        _tell_refusal(refused.faults, as_json=as_json)
        return REFUSED
    except KeyboardInterrupt:
        _tell_refusal((fault("command.interrupted"),), as_json=as_json)
        return REFUSED
    except Exception:
        _tell_refusal((fault("internal", log=_log_unexpected()),), as_json=as_json)
        return REFUSED
    _tell(outcome, as_json=as_json)
    return outcome.code


def _tell(outcome: Outcome, *, as_json: bool) -> None:
    lines = sys.stderr if as_json else sys.stdout
    for line in outcome.lines:
        _say(line, lines)
    if as_json:
        _say(json.dumps(outcome.data, ensure_ascii=False), sys.stdout)


def _tell_refusal(refused: Sequence[Fault], *, as_json: bool) -> None:
    faults = [for_the_line(each) for each in refused]
    for each in faults:
        where = f"（{each.place}）" if each.place else ""
        _say(f"{each.message}{where}{each.remedy}", sys.stderr)
    if as_json:
        error: dict[str, object] = dict(faults[0].as_dict())
        if len(faults) > 1:
            error["all"] = [each.as_dict() for each in faults]
        _say(json.dumps({"error": error}, ensure_ascii=False), sys.stdout)


def _say(text: str, stream: TextIO) -> None:
    """Write one line as UTF-8, whatever the console is set to."""
    try:
        stream.flush()
        stream.buffer.write(text.encode("utf-8", "replace") + b"\n")
        stream.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough; what is still held goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _log_unexpected() -> Path:
    """Write where it happened, without any value that could be somebody's data.

    Returns:
        The log, in the system's temporary folder where the user's own cannot be written.
    """
    kind, _, trace = sys.exc_info()
    lines = [f"{datetime.now():%Y-%m-%d %H:%M:%S} {kind.__name__ if kind else ''}"]
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    log = Path()
    for folder in (paths.user_data, lambda: Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            log = folder() / "log.txt"
            with log.open("a", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
            break
    return log
