"""The command stats."""

import argparse
from collections.abc import Mapping, Sequence

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.domain.breakdown import BREAKDOWNS, By
from app.domain.check import Check, listed
from app.domain.coverage import MEASURES, TierFigure
from app.domain.coverage_names import NameList
from app.domain.errors.catalogue import refusal
from app.domain.organization import Organization
from app.domain.review import Round
from app.domain.words import CHECK_LEVELS, UNCOUNTED_REASONS, CheckLevel
from app.ops.desk import Desk
from app.ops.office import Office
from app.ops.submission_views import FigureChange


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
        option(
            "--submitted",
            action="store_true",
            help="最近一次上报的统计表：当时的数字、校验码、现在不同的数字；"
            "配合 --under 是那个单位上报的；--out 写出的文件和当时的一样",
        ),
        parser.OVERWRITE,
    )


def stats(options: argparse.Namespace, office: Office) -> Outcome:
    """Count the official figures, or tell those that were submitted."""
    if options.submitted:
        _require_alone(options)
    with office.open(options.ledger) as desk:
        workspace = desk.workspace
        round_ = workspace.round(options.round)
        if options.submitted:
            unit = workspace.organization(options.under, workspace.day_of(round_))
            return _submitted(desk, round_, unit, options)
        day = options.as_of or workspace.day_of(round_)
        unit = workspace.organization(options.under, day)
        count = desk.statistics.count(round_, day)
        figures, checks = count.figures(unit.id), count.checks(unit.id)
        data: dict[str, object] = {
            "unit": unit.name,
            "round": round_.name,
            "as_of": day.isoformat(),
            "figures": figures.measures(),
            "tiers": _tiers(figures.tiers),
            "times": {
                "organizations": figures.organization_times,
                "members": figures.member_times,
            },
            "checks": _checks(checks),
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


def _tiers(tiers: Sequence[TierFigure]) -> list[dict[str, object]]:
    return [
        {"id": t.id, "title": t.title, "total": t.total, "took_part": t.took_part} for t in tiers
    ]


def _checks(checks: Sequence[Check]) -> list[dict[str, object]]:
    return [{"id": c.id, "level": c.level, "ok": c.ok, "message": c.message} for c in checks]


# ---- what was submitted ----------------------------------------------------------------------


def _require_alone(options: argparse.Namespace) -> None:
    """Refuse what would count anew, beside what is frozen.

    Raises:
        Refusal: ``command.usage``.
    """
    others = {"--as-of": options.as_of, "--by": options.by, "--names": options.names}
    for name, given in others.items():
        if given:
            raise refusal("command.usage", "stats", detail=f"{name} 不能与 --submitted 同用。")


def _submitted(
    desk: Desk, round_: Round, unit: Organization, options: argparse.Namespace
) -> Outcome:
    """Tell the figures as they were submitted last, and write their table again."""
    found = desk.submitted.latest(round_, unit)
    report, told = found.report, found.report.told
    data: dict[str, object] = {
        "unit": report.unit.name,
        "round": report.round.name,
        "as_of": report.day.isoformat(),
        "figures": {measure: told.get(measure) for measure in MEASURES},
        "tiers": _tiers(found.tiers),
        "times": {"organizations": None, "members": None},  # stand in no submission
        "checks": _checks(report.checks),
        "check_code": found.check_code,
        "sequence": found.sequence,
        "changed": [_change(each) for each in found.changed],
    }
    if options.out:
        desk.submitted.write(found, options.out, overwrite=options.overwrite)
        data["file"] = str(options.out)
    lines = [
        f"{report.unit.name} {report.round.name} 上报第 {found.sequence} 号"
        f"（截至 {report.day}），校验码：{found.check_code}",
        *(f"{title}：{told[measure]}" for measure, title in report.titles.items()),
        *(f"现在不同：{c.title} 上报 {c.then}，现在 {c.now}{_who(c)}" for c in found.changed),
    ]
    return Outcome(data, lines, attention=bool(found.changed))


def _change(change: FigureChange) -> dict[str, object]:
    return {
        "measure": change.measure,
        "title": change.title,
        "then": change.then,
        "now": change.now,
        "left": list(change.left),
        "came": list(change.came),
    }


def _who(change: FigureChange) -> str:
    """Return the names that make a difference, where they are known."""
    told = (("少了", change.left), ("多了", change.came))
    words = "；".join(f"{word} {listed(names)}" for word, names in told if names)
    return f"（{words}）" if words else ""


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
