"""Commands about what goes out: submit, issue."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.commands.passphrase import PASSPHRASE, passphrase_in
from app.domain.check import Check
from app.domain.handoff import Manifest
from app.domain.submission import Submission
from app.domain.words import CHECK_LEVELS
from app.ops.office import Office

_EXPLAIN = "以上各项没有书面说明，可用 --explain 核对项=说明 写上后重新上报。"
_EJECT = "请先安全弹出U盘，再拔下。"


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands."""
    add(
        commands,
        "submit",
        "上报：生成报给上级的数据包，数字定稿",
        submit,
        parser.LEDGER,
        parser.out("数据包文件（.dpbag）"),
        parser.ROUND,
        parser.UNDER,
        parser.AS_OF,
        option(
            "--explain",
            action="append",
            default=[],
            type=_explanation,
            metavar="核对项=说明",
            help="对一项核实的书面说明，例如 T1-04=两名党员长期病休；可写多次",
        ),
        PASSPHRASE,
        parser.OVERWRITE,
    )
    add(
        commands,
        "issue",
        "下发：生成发给下级的数据包",
        issue,
        parser.LEDGER,
        parser.out("数据包文件（.dpbag）"),
        option("--to", required=True, metavar="党组织", help="发给哪个下级党组织"),
        PASSPHRASE,
        parser.OVERWRITE,
    )


def _explanation(text: str) -> tuple[str, str]:
    """Read CHECK=TEXT."""
    check, equals, said = text.partition("=")
    if not (check.strip() and equals and said.strip()):
        message = f"应写成 核对项=说明，例如 T1-04=两名党员长期病休，而不是“{text}”。"
        raise argparse.ArgumentTypeError(message)
    return check.strip(), said.strip()


def submit(options: argparse.Namespace, office: Office) -> Outcome:
    """Freeze the figures and write the package for the level above."""
    secret = passphrase_in(options.passphrase_file)
    with office.open(options.ledger) as desk:
        workspace = desk.workspace
        round_ = workspace.round(options.round)
        day = options.as_of or workspace.day_of(round_)
        unit = workspace.organization(options.under, day)
        before = next(iter(desk.submissions.of(round_, unit.id)), None)
        made = desk.submissions.submit(
            options.out,
            round_,
            unit.id,
            day,
            explanations=dict(options.explain),
            passphrase=secret,
            overwrite=options.overwrite,
        )
        lines = [
            *_unwritten(before),
            *map(_needs_words, made.unexplained),
            *([_EXPLAIN] if made.unexplained else []),
            f"已上报 {unit.name} {round_.name}（截至 {day}，第 {made.manifest.sequence} 号）："
            f"{made.file}",
            f"校验码：{made.manifest.check_code}",
            *(each.message for each in made.warnings),
            *_eject(made.file),
        ]
    data = _written(made.file, made.manifest, made.unexplained)
    return Outcome(data, lines, attention=bool(made.unexplained))


def issue(options: argparse.Namespace, office: Office) -> Outcome:
    """Write the package for a unit below."""
    secret = passphrase_in(options.passphrase_file)
    with office.open(options.ledger) as desk:
        to = desk.workspace.organization(options.to, desk.workspace.today())
        issued = desk.issuing.issue(options.out, to.id, secret, overwrite=options.overwrite)
    lines = [f"已生成下发给 {to.name} 的数据包：{issued.file}", *_eject(issued.file)]
    return Outcome(_written(issued.file, issued.manifest), lines)


def _unwritten(before: Submission | None) -> list[str]:
    """Say of a submission whose file never got its name what became of it."""
    if before is None or before.is_written:
        return []
    return [f"第 {before.sequence} 号上报已经定稿，但文件没有写成；本次上报接替它。"]


def _needs_words(check: Check) -> str:
    return f"{CHECK_LEVELS[check.level]} {check.id}：{check.message}"


def _eject(file: Path) -> list[str]:
    """Remind of what a stick needs before it is pulled."""
    from app.export.drives import is_removable

    return [_EJECT] if is_removable(file.parent) else []


def _written(file: Path, manifest: Manifest, checks: Sequence[Check] = ()) -> dict[str, object]:
    """Return a package that was written, as it stands in JSON (commands.md)."""
    contents: dict[str, object] = {
        "kind": manifest.kind,
        "sequence": manifest.sequence,
        "from": manifest.sender.name,
        "to": manifest.to.name if manifest.to else None,
        "round": manifest.round.name if manifest.round else None,
        "as_of": manifest.as_of.isoformat() if manifest.as_of else None,
        "counts": dict(manifest.counts),
        "missing": list(manifest.missing),
        "parts": [{"name": p.name, "sha256": p.sha256, "bytes": p.bytes} for p in manifest.parts],
        "checks": [
            {"id": c.id, "level": c.level, "ok": c.ok, "message": c.message} for c in checks
        ],
    }
    return {
        "file": str(file),
        "digest": manifest.digest,
        "check_code": manifest.check_code,
        "contents": contents,
    }
