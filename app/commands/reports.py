"""The command export-report: the report to the level above, and the bulletin of a branch."""

import argparse

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.ops.office import Office


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    add(
        commands,
        "export-report",
        "导出点评工作情况的报告（Word）",
        export_report,
        parser.LEDGER,
        parser.out("放报告的文件夹"),
        parser.ROUND,
        parser.UNDER,
        parser.AS_OF,
        option("--bulletin", action="store_true", help="另写一份情况通报"),
        parser.OVERWRITE,
    )


def export_report(options: argparse.Namespace, office: Office) -> Outcome:
    """Write the draft of the report."""
    with office.open(options.ledger) as desk:
        workspace = desk.workspace
        round_ = workspace.round(options.round)
        day = options.as_of or workspace.day_of(round_)
        unit = workspace.organization(options.under, day).id
        files = desk.reports.export(
            round_,
            unit,
            day,
            options.out,
            with_bulletin=options.bulletin,
            overwrite=options.overwrite,
        )
    return Outcome(
        {"files": [str(path) for path in files], "count": len(files)},
        [f"已导出：{path}" for path in files],
    )
