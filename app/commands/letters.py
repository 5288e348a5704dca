"""The command export-letter: written replies to the leaders of reviews."""

import argparse

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add
from app.ops.office import Office


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    add(
        commands,
        "export-letter",
        "导出整改的书面回复（Word）",
        export_letter,
        parser.LEDGER,
        parser.out("放回复的文件夹"),
        parser.ROUND,
        parser.UNDER,
        parser.OVERWRITE,
    )


def export_letter(options: argparse.Namespace, office: Office) -> Outcome:
    """Write the replies of a round; problems that are not listed yet are listed first."""
    with office.open(options.ledger) as desk:
        workspace = desk.workspace
        round_ = workspace.round(options.round)
        under = workspace.organization(options.under, workspace.day_of(round_)).id
        desk.rectifications.gather(round_, under)
        reviews = desk.replies.answered_reviews(round_, under)
        files = desk.replies.export(options.out, reviews, overwrite=options.overwrite)
    return Outcome(
        {"files": [str(path) for path in files], "count": len(files)},
        [f"已导出 {len(files)} 份书面回复到 {options.out}"],
    )
