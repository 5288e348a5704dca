"""The command export-posting: what is put up, as Word files."""

import argparse
from dataclasses import replace

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.paper import open_paper
from app.commands.parser import Parser, add, option
from app.domain.cycle.postings import POSTED_MATTERS, PostedMatter
from app.ops.office import Office


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    add(
        commands,
        "export-posting",
        "导出公示材料（Word）",
        export_posting,
        parser.LEDGER,
        parser.out("放公示材料的文件夹"),
        parser.ROUND,
        parser.UNDER,
        option(
            "--matter",
            action="append",
            choices=[matter.value for matter in PostedMatter],
            metavar="内容",
            help="、".join(f"{m.value} {word}" for m, word in POSTED_MATTERS.items())
            + "；可写几次，不写则按方案",
        ),
        option("--hide-optional", action="store_true", help="再隐去可隐的项目（如出生年月）"),
        parser.OVERWRITE,
    )


def export_posting(options: argparse.Namespace, office: Office) -> Outcome:
    """Write posters, lists, digests and posted copies of forms."""
    with office.open(options.ledger) as desk:
        workspace = desk.workspace
        round_ = workspace.round(options.round)
        unit = workspace.organization(options.under, workspace.day_of(round_)).id
        wanted = [PostedMatter(matter) for matter in options.matter or ()]
        postings = desk.postings.round_postings(round_, unit)
        if wanted:
            postings = tuple(desk.postings.new(round_, unit, matter) for matter in wanted)
        postings = tuple(replace(p, hide_optional=options.hide_optional) for p in postings)
        exposed = [
            sentence for posting in postings for sentence in desk.postings.readable(posting).exposed
        ]
        files = [
            path
            for posting in postings
            for path in desk.postings.write(
                posting,
                options.out / POSTED_MATTERS[posting.matter],
                open_paper,
                overwrite=options.overwrite,
            )
        ]
    told = [f"公示前请核对：{sentence}" for sentence in dict.fromkeys(exposed)]
    return Outcome(
        {"files": [str(path) for path in files], "count": len(files), "warnings": exposed},
        [f"已导出 {len(files)} 个文件到 {options.out}", *told],
        attention=bool(exposed),
    )
