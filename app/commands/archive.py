"""The command export-archive: the papers of a round in folders, with a list of contents."""

import argparse

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.paper import open_paper
from app.commands.parser import Parser, add, option
from app.ops.archive import ARCHIVE_WAYS, ArchiveBy
from app.ops.office import Office


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    add(
        commands,
        "export-archive",
        "导出一个轮次的归档文件夹和目录",
        export_archive,
        parser.LEDGER,
        parser.out("归档文件夹"),
        parser.ROUND,
        parser.UNDER,
        option(
            "--by",
            choices=[way.value for way in ArchiveBy],
            default=ArchiveBy.KIND.value,
            metavar="方式",
            help="；".join(f"{way.value} {words}" for way, words in ARCHIVE_WAYS.items()),
        ),
        parser.OVERWRITE,
    )


def export_archive(options: argparse.Namespace, office: Office) -> Outcome:
    """Write the archive of a round."""
    with office.open(options.ledger) as desk:
        workspace = desk.workspace
        round_ = workspace.round(options.round)
        under = workspace.organization(options.under, workspace.day_of(round_)).id
        by = ArchiveBy(options.by)
        files = desk.archive.write(
            round_, under, options.out, by, open_paper, overwrite=options.overwrite
        )
    return Outcome(
        {"files": [str(path) for path in files], "count": len(files) - 1},
        [f"已归档 {len(files) - 1} 个文件，目录：{files[0]}"],
    )
