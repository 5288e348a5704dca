"""Commands about whole ledgers: new, check, backup, restore."""

import argparse

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.domain.words import CHECK_LEVELS, ORGANIZATION_KINDS, CheckLevel
from app.ops.office import Office


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands."""
    add(
        commands,
        "new",
        "新建台账",
        new,
        parser.LEDGER,
        option("--scheme", required=True, metavar="方案", help="方案编号，或方案文件夹的路径"),
        option("--unit", required=True, metavar="单位", help="本单位党组织的名称"),
        option("--kind", type=parser.kind, metavar="类别", help="党组织类别；不写则按名称判断"),
    )
    add(commands, "check", "检查台账", check, parser.LEDGER)
    add(commands, "backup", "备份台账", backup, parser.LEDGER, parser.out("备份文件"))
    add(
        commands,
        "restore",
        "从备份恢复",
        restore,
        option("file", type=parser.path, metavar="备份", help="备份文件"),
        option("--to", required=True, type=parser.path, metavar="台账", help="恢复成哪个台账文件"),
    )


def new(options: argparse.Namespace, office: Office) -> Outcome:
    """Make a ledger."""
    path = options.ledger
    with office.create(path, options.scheme, options.unit, options.kind) as desk:
        root = desk.workspace.directory(desk.workspace.today()).tree.root
        scheme = desk.workspace.scheme.id
    return Outcome(
        {
            "ledger": str(path),
            "scheme": scheme,
            "unit": root.name,
            "kind": root.kind,
        },
        [f"已建立台账 {path}：{root.name}（{ORGANIZATION_KINDS[root.kind]}）"],
    )


def check(options: argparse.Namespace, office: Office) -> Outcome:
    """Check the integrity of the file, the cross-checks and the quality of what is there."""
    with office.open(options.ledger) as desk:
        problems = desk.upkeep.problems()
    return Outcome(
        {
            "problems": [
                {"id": p.id, "level": p.level, "where": p.where, "message": p.message}
                for p in problems
            ]
        },
        [f"{CHECK_LEVELS[p.level]}：{p.message}" for p in problems] or ["没有发现问题。"],
        attention=any(p.level is not CheckLevel.HINT for p in problems),
    )


def backup(options: argparse.Namespace, office: Office) -> Outcome:
    """Make a verified copy."""
    out = options.out
    with office.open(options.ledger) as desk:
        desk.backups.backup(out)
    return Outcome({"file": str(out), "verified": True}, [f"已备份并检查：{out}"])


def restore(options: argparse.Namespace, office: Office) -> Outcome:
    """Put a verified copy back; what it replaces is kept beside it."""
    to = options.to
    kept = office.restore(options.file, to)
    lines = [f"已恢复：{to}"] + ([f"原来的台账保存为：{kept}"] if kept else [])
    return Outcome({"file": str(to), "verified": True, "kept": str(kept) if kept else None}, lines)
