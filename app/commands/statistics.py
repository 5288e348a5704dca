"""The command stats."""

import argparse
from collections.abc import Mapping

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.domain.breakdown import BREAKDOWNS, By
from app.domain.coverage_names import NameList
from app.domain.words import CHECK_LEVELS, UNCOUNTED_REASONS, CheckLevel
from app.ops.office import Office


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    add(
        commands,
        "stats",
        "统计表",
        stats,
        parser.LEDGER,
        parser.ROUND,
        parser.UNDER,
        parser.AS_OF,
        option("--out", type=parser.path, metavar="文件", help="统计表 Excel 文件"),
        option(
            "--by",
            choices=[by.value for by in By],
            metavar="分类",
            help="、".join(f"{by.value} {word}" for by, word in BREAKDOWNS.items()),
        ),
        option("--names", action="store_true", help="列出每个数字背后的名单"),
        parser.OVERWRITE,
    )


def stats(options: argparse.Namespace, office: Office) -> Outcome:
    """Count the official figures."""
    with office.open(options.ledger) as desk:
        workspace = desk.workspace
        round_ = workspace.round(options.round)
        day = options.as_of or workspace.day_of(round_)
        unit = workspace.organization(options.under, day)
        count = desk.statistics.count(round_, day)
        figures, checks = count.figures(unit.id), count.checks(unit.id)
        data: dict[str, object] = {
            "unit": unit.name,
            "round": round_.name,
            "as_of": day.isoformat(),
            "figures": figures.measures(),
            "tiers": [
                {"id": t.id, "title": t.title, "total": t.total, "took_part": t.took_part}
                for t in figures.tiers
            ],
            "times": {
                "organizations": figures.organization_times,
                "members": figures.member_times,
            },
            "checks": [
                {"id": c.id, "level": c.level, "ok": c.ok, "message": c.message} for c in checks
            ],
        }
        if options.names:
            data["names"] = _names(count.names(unit.id))
        if options.by:
            table = count.breakdown(unit.id, By(options.by))
            data["breakdown"] = {
                "by": options.by,
                "columns": [column.title for column in table.columns],
                "rows": [list(row) for row in table.rows],
            }
        if options.out:
            desk.statistics.export(round_, unit.id, day, options.out, overwrite=options.overwrite)
            data["file"] = str(options.out)
        titles = count.titles()
    values = figures.values()
    lines = [f"{title}：{values[name]}" for name, title in titles.items()]
    lines += [f"{CHECK_LEVELS[c.level]}：{c.message}" for c in checks if not c.ok]
    failed = any(not c.ok and c.level is not CheckLevel.HINT for c in checks)
    return Outcome(data, lines, attention=failed)


def _names(names: Mapping[str, NameList]) -> dict[str, dict[str, object]]:
    """Return the names as they stand in JSON (commands.md)."""
    return {
        measure: {
            "counted": [{"id": c.id, "name": c.name} for c in found.counted],
            "not_counted": [
                {"id": u.id, "name": u.name, "reason": UNCOUNTED_REASONS[u.reason]}
                for u in found.not_counted
            ],
            **(
                {"units": [{"id": u.id, "name": u.name, "count": u.number} for u in found.units]}
                if found.units
                else {}
            ),
        }
        for measure, found in names.items()
    }
