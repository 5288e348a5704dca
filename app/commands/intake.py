"""Commands that take data in: import, answer."""

import argparse
import os
from dataclasses import replace

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.commands.remedies import for_the_line
from app.domain.proposal import Proposal, RowFault, RowStatus, SheetKind, SheetProposal
from app.ops.desk import Desk
from app.ops.imports import AUTO, KINDS
from app.ops.office import Office

_TITLES = {
    SheetKind.ORGANIZATIONS: "党组织名单",
    SheetKind.MEMBERS: "党员名册",
    SheetKind.REVIEWS: "台账",
    SheetKind.FORMS: "登记表",
    SheetKind.FIGURES: "统计表",
}
_KINDS_HELP = f"{AUTO} 按内容判断（默认）、" + "、".join(f"{k} {w}" for k, w in _TITLES.items())


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands."""
    add(
        commands,
        "import",
        "导入党组织名单、党员名册、台账、填好的登记表、下级单位的统计表",
        import_files,
        parser.LEDGER,
        option("files", nargs="+", type=parser.path, metavar="文件", help="要导入的文件"),
        option("--kind", choices=KINDS, default=AUTO, metavar="类别", help=_KINDS_HELP),
        option(
            "--under",
            metavar="党组织",
            help="没有写上级时归到这个党组织下；统计表：是这个党组织的数（不写时看表上的填报单位）",
        ),
        option("--round", metavar="轮次", help="统计表是哪个轮次的，默认最近一轮"),
        option("--dry-run", action="store_true", help="只看结果，不写入"),
        option(
            "--rejects",
            type=parser.path,
            metavar="文件",
            help="把未导入的行连同原因写成 Excel",
        ),
        parser.OVERWRITE,
    )
    add(
        commands,
        "answer",
        "回答导入时的问题",
        answer,
        parser.LEDGER,
        option("question", metavar="问题", help="问题编号"),
        option("option", metavar="选项", help="选项"),
    )


def import_files(options: argparse.Namespace, office: Office) -> Outcome:
    """Take files in; rows with a question wait for their answer."""
    with office.open(options.ledger) as desk:
        proposal = desk.imports.propose(options.files, options.kind, options.under, options.round)
        was_there = options.rejects is not None and os.path.lexists(options.rejects)
        if options.rejects:  # first: no import where the rejects cannot be written
            desk.imports.write_rejects(proposal, options.rejects, overwrite=options.overwrite)
        try:
            if not options.dry_run:
                _apply(desk, proposal, options.under)
        except BaseException:
            if options.rejects and not was_there:
                options.rejects.unlink(missing_ok=True)
            raise
    return _told(proposal)


def _apply(desk: Desk, proposal: Proposal, under: str | None) -> None:
    if proposal.brings_something:
        desk.backups.before(_OCCASION)
    desk.imports.apply(proposal, under)


def answer(options: argparse.Namespace, office: Office) -> Outcome:
    """Answer a question and apply the rows that waited for it."""
    with office.open(options.ledger) as desk:
        proposal = desk.imports.answer(options.question, options.option)
    return _told(proposal)


def _told(proposal: Proposal) -> Outcome:
    lines = []
    for sheet in proposal.sheets:
        counts = "，".join(
            f"{word} {sheet.count(status)}"
            for status, word in _WORDS.items()
            if sheet.count(status)
        )
        nothing = "没有读入" if sheet.table.is_unread else "没有数据"
        lines.append(f"{sheet.table.file}：{counts or nothing}")
        lines += [fault.message for fault in (*sheet.rejected, *_doubts(sheet))]
        lines += [f"问题 {q.id}：{q.message}（{'／'.join(q.options)}）" for q in sheet.questions]
    return Outcome(
        {"files": [_sheet(sheet) for sheet in proposal.sheets]},
        lines,
        attention=proposal.needs_attention,
    )


_OCCASION = "导入前"
"""What is said of the backup that is made first."""
_WORDS = {
    RowStatus.NEW: "新增",
    RowStatus.CHANGED: "修改",
    RowStatus.UNCHANGED: "未变",
    RowStatus.QUESTION: "待回答",
    RowStatus.REJECTED: "未导入",
}


def _sheet(sheet: SheetProposal) -> dict[str, object]:
    return {
        "file": sheet.table.file,
        "kind": AUTO if sheet.table.is_unread else sheet.table.kind,
        "header_row": sheet.table.header_row,
        "mapping": dict(sheet.table.mapping),
        "rows": len(sheet.rows),
        "added": sheet.count(RowStatus.NEW),
        "changed": sheet.count(RowStatus.CHANGED),
        "unchanged": sheet.count(RowStatus.UNCHANGED),
        "rejected": [fault.as_dict() for fault in sheet.rejected],
        "questions": [
            {
                "id": question.id,
                "code": question.code,
                "message": question.message,
                "rows": list(question.rows),
                "options": list(question.options),
            }
            for question in sheet.questions
        ],
        "warnings": [fault.as_dict() for fault in _doubts(sheet)],
    }


def _doubts(sheet: SheetProposal) -> list[RowFault]:
    return [replace(each, fault=for_the_line(each.fault)) for each in sheet.warnings]
