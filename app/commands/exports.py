"""Commands that write files: export-forms, export-ledger, export-all."""

import argparse

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.paper import open_paper
from app.commands.parser import Parser, add, option
from app.domain.words import COPIES, CopyPurpose
from app.ops.forms_asked import FormsAsked
from app.ops.office import Office

_ALL = "all"


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands."""
    add(
        commands,
        "export-forms",
        "导出登记表（Word 或 PDF）",
        export_forms,
        parser.LEDGER,
        parser.out("放登记表的文件夹"),
        parser.ROUND,
        parser.UNDER,
        option(
            "--copy",
            choices=[*(purpose.value for purpose in CopyPurpose), _ALL],
            metavar="份",
            help="、".join(f"{p.value} {word}" for p, word in COPIES.items()) + "、all 全部",
        ),
        option(
            "--format", choices=("docx", "pdf"), default="docx", metavar="格式", help="docx、pdf"
        ),
        option("--combine", action="store_true", help="合并成一个文件"),
        option("--filing", action="store_true", help="只要上报备案的（主要负责同志点评的）"),
        option("--hide-optional", action="store_true", help="公示份再隐去可隐的项目（如出生年月）"),
        parser.OVERWRITE,
    )
    add(
        commands,
        "export-ledger",
        "导出台账（Excel）",
        export_ledger,
        parser.LEDGER,
        parser.out("台账 Excel 文件"),
        parser.OVERWRITE,
    )
    add(
        commands,
        "export-all",
        "导出台账里的全部内容（Excel 和 Word）",
        export_all,
        parser.LEDGER,
        parser.out("放全部内容的文件夹"),
        parser.OVERWRITE,
    )


def export_forms(options: argparse.Namespace, office: Office) -> Outcome:
    """Write the official forms, by copy."""
    asked = FormsAsked(
        copies=_copies(options.copy),
        format=options.format,
        combine=options.combine,
        filing=options.filing,
        hide_optional=options.hide_optional,
        overwrite=options.overwrite,
    )
    with office.open(options.ledger) as desk:
        workspace = desk.workspace
        round_ = workspace.round(options.round)
        under = workspace.organization(options.under, workspace.day_of(round_)).id
        done = desk.exports.forms(round_, under, asked, options.out, open_paper)
    return Outcome(
        {
            "files": [str(path) for path in done.files],
            "count": len(done.files),
            "overflowing": list(done.overflowing),
        },
        [f"已导出 {len(done.files)} 个文件到 {options.out}"]
        + [f"超出一页，已续入附页或另起一页：{name}" for name in done.overflowing]
        + [f"{name} 另有附页文件：{'、'.join(files)}" for name, files in done.annexed]
        + [f"本机字体没有“{'、'.join(boxes)}”，会印成方框：{name}" for name, boxes in done.boxes],
        attention=bool(done.overflowing),
    )


def _copies(name: str | None) -> tuple[CopyPurpose, ...]:
    if name is None:
        return ()
    if name == _ALL:
        return tuple(purpose for purpose in CopyPurpose if purpose is not CopyPurpose.BLANK)
    return (CopyPurpose(name),)


def export_ledger(options: argparse.Namespace, office: Office) -> Outcome:
    """Write the 台账."""
    with office.open(options.ledger) as desk:
        rows = desk.exports.ledger(options.out, overwrite=options.overwrite)
    return Outcome(
        {"file": str(options.out), "rows": rows}, [f"已导出台账 {rows} 行：{options.out}"]
    )


def export_all(options: argparse.Namespace, office: Office) -> Outcome:
    """Write everything that is in the ledger."""
    with office.open(options.ledger) as desk:
        files = desk.everything.write(options.out, open_paper, overwrite=options.overwrite)
    return Outcome(
        {"files": [str(path) for path in files]},
        [f"已导出 {len(files)} 个文件，说明见 {files[0]}"],
    )
