"""The command receive."""

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.commands.passphrase import PASSPHRASE, passphrase_in
from app.commands.remedies import for_the_line
from app.domain.binding import NOT_OURS
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault, Refusal, refuse_all
from app.domain.handoff import SUFFIX, Manifest, PackageKind, Resolve
from app.ops.desk import Desk
from app.ops.office import Office
from app.ops.reception import (
    ARRIVED_STATUSES,
    Arrived,
    ArrivedStatus,
    ConflictView,
    Reception,
)

_ACCEPTABLE = (ArrivedStatus.OLDER, ArrivedStatus.OTHER_SCHEME)
_UNUSABLE = frozenset({ArrivedStatus.REFUSED, ArrivedStatus.NEWER, ArrivedStatus.PASSPHRASE})
"""Where every file is one of these, nothing was done."""
_ANSWER = "请用 answer 台账 问题编号 选项 回答，再接收一次。"
_OR_NOT = f"也可以回答“{NOT_OURS}”。"


_ONLY_OURS = "（只有本级有这条记录，--resolve theirs 不会删去它）"
_KEPT = (
    "只有本级有的记录 {count} 条仍然留着：整批采用下级时不删本级的记录。"
    "要保留的用 --resolve ours；要删的请在窗口“报送与汇总”里按“处理冲突”逐条选择。"
)


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    add(
        commands,
        "receive",
        "接收数据包：先看，加 --apply 才并入；台账还没有的，用下发的数据包建立",
        receive,
        parser.LEDGER,
        option(
            "files", nargs="+", type=parser.path, metavar="文件", help="数据包，或放着它们的文件夹"
        ),
        option("--apply", action="store_true", help="并入台账"),
        option(
            "--resolve",
            choices=[each.value for each in Resolve],
            default=Resolve.ASK.value,
            metavar="取舍",
            help="两边都改过的：ask 留待处理、ours 保留本级、theirs 采用下级（连同较旧的数据包）",
        ),
        option(
            "--accept",
            action="append",
            default=[],
            choices=[each.value for each in _ACCEPTABLE],
            metavar="情形",
            help="照样接收：older 比已接收的旧、other_scheme 方案不同；可写多次",
        ),
        PASSPHRASE,
    )


def receive(options: argparse.Namespace, office: Office) -> Outcome:
    """Look at packages, or take them in; a ledger that is not there yet is made from one."""
    secret = passphrase_in(options.passphrase_file)
    if not os.path.lexists(options.ledger):
        return _received_new(options, office, secret)
    with office.open(options.ledger) as desk:
        reception = _received(desk, options.files, options, secret)
    return _told(reception, Resolve(options.resolve))


def _received(
    desk: Desk, files: Sequence[Path], options: argparse.Namespace, secret: str
) -> Reception:
    resolve = Resolve(options.resolve)
    accepted = {ArrivedStatus(each) for each in options.accept}
    if resolve is Resolve.THEIRS:
        accepted.add(ArrivedStatus.OLDER)
    _require_one_sound(files)
    receiving = desk.receiving
    do = receiving.apply if options.apply else receiving.look
    return do(files, secret, resolve, accepted=accepted)


def _require_one_sound(files: Sequence[Path]) -> None:
    """Refuse before anything is done, a backup included, where no file is a sound package.

    Raises:
        Refusal: with the faults of all files.
    """
    from app.intake.packages import peek

    faults: list[Fault] = []
    for file in files:
        if file.is_dir():
            return
        try:
            peek(file)
        except Refusal as refused:
            faults += [replace(each, place=str(file)) for each in refused.faults]
        else:
            return
    refuse_all(faults)


def _received_new(options: argparse.Namespace, office: Office, secret: str) -> Outcome:
    """Make a unit's ledger of the package that was issued to it; take the other files in then."""
    files = _files(options.files)
    first = _issued(files) or files[0]
    rest = [file for file in files if file != first]
    with office.receive_new(options.ledger, first, secret) as desk:
        reception = desk.receiving.last or Reception(())
        if rest:
            more = _received(desk, rest, options, secret)
            reception = replace(more, arrived=(*reception.arrived, *more.arrived))
    told = _told(reception, Resolve(options.resolve))
    return replace(told, lines=[f"已建立台账 {options.ledger}", *told.lines])


def _files(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are given, and the packages in folders and on drives.

    Raises:
        Refusal: ``handoff.no_file``.
    """
    from app.intake.packages import find_packages

    files = [file for path in paths for file in find_packages(path)]
    if not files:
        raise refusal("handoff.no_file", "；".join(map(str, paths)), suffix=SUFFIX)
    return files


def _issued(files: Sequence[Path]) -> Path | None:
    """Return the newest package that was issued; what cannot be read is none.

    Raises:
        Refusal: ``handoff.several_units`` where they are for several.
    """
    from app.intake.packages import peek

    found: dict[Path, Manifest] = {}
    for file in files:
        with suppress(Refusal):
            found[file] = peek(file)
    issued = {file: each for file, each in found.items() if each.kind is PackageKind.ISSUE}
    names = {each.to.id: each.to.name for each in issued.values() if each.to}
    if len(names) > 1:
        raise refusal("handoff.several_units", count=len(names), names="、".join(names.values()))
    return max(issued, key=lambda file: issued[file].sequence, default=None)


def _told(reception: Reception, resolve: Resolve) -> Outcome:
    """Tell what became of the files.

    Args:
        reception: what became of them.
        resolve: what was said of values that were changed on both sides.

    Raises:
        Refusal: with the faults of all files, where none of them could be used.
    """
    arrived = reception.arrived
    if arrived and all(each.status in _UNUSABLE for each in arrived):
        raise Refusal(*(replace(e.fault, place=str(e.file)) for e in arrived if e.fault))
    lines = [line for each in arrived for line in _lines(each)]
    only_ours = sum(conflict.only_ours for each in arrived for conflict in each.conflicts)
    if only_ours and resolve is Resolve.THEIRS:
        lines.append(_KEPT.format(count=only_ours))
    lines += (
        [_ANSWER, _OR_NOT] if any(each.status is ArrivedStatus.QUESTION for each in arrived) else []
    )
    if reception.missing:
        lines.append(f"未报单位 {len(reception.missing)} 个：{'、'.join(reception.missing)}")
    return Outcome(
        {"files": [_file(each) for each in arrived], "missing": list(reception.missing)},
        lines,
        attention=reception.needs_attention,
    )


def _lines(arrived: Arrived) -> list[str]:
    manifest = arrived.manifest
    sender = f"{manifest.sender.name}（截至 {manifest.as_of}）" if manifest else ""
    counts = "，".join(
        f"{word} {sum(counts.values())}"
        for word, counts in (
            ("新增", arrived.new),
            ("修改", arrived.changed),
            ("未变", arrived.unchanged),
            ("删去", arrived.removed),
        )
        if sum(counts.values())
    )
    status = ARRIVED_STATUSES[arrived.status]
    told = "：".join(filter(None, [f"{arrived.file.name} {sender}{status}", counts]))
    lines = [told, *_brought(arrived), *(fault.message for fault in arrived.warnings)]
    if arrived.fault:
        why = for_the_line(arrived.fault)
        lines.append(f"{why.message}{why.remedy}")
    if arrived.question:
        question = arrived.question
        lines.append(f"问题 {question.id}：{question.message}（{'／'.join(question.options)}）")
    return lines + [
        f"冲突：{c.kind_word} {c.record} {c.label}：本级“{c.ours}”，下级“{c.theirs}”{_note(c)}"
        for c in arrived.conflicts
    ]


def _brought(arrived: Arrived) -> list[str]:
    """Say what a package from above brings beside records."""
    counts = ((arrived.receipts, "回执", "份"), (arrived.sent_back, "退回意见", "条"))
    told = "，".join(f"{word} {count} {each}" for count, word, each in counts if count)
    return [f"上级带来{told}"] if told else []


def _file(arrived: Arrived) -> dict[str, object]:
    """Return one file as it stands in JSON (commands.md), and what else must be told of it."""
    manifest, question = arrived.manifest, arrived.question
    more: dict[str, object] = {}
    if arrived.fault:
        more["fault"] = for_the_line(arrived.fault).as_dict()
    if question:
        more["question"] = {
            "id": question.id,
            "code": question.code,
            "message": question.message,
            "options": list(question.options),
        }
    if arrived.warnings:
        more["warnings"] = [for_the_line(each).as_dict() for each in arrived.warnings]
    return {
        "file": str(arrived.file),
        "from": manifest.sender.name if manifest else None,
        "as_of": manifest.as_of.isoformat() if manifest and manifest.as_of else None,
        "new": sum(arrived.new.values()),
        "changed": sum(arrived.changed.values()),
        "unchanged": sum(arrived.unchanged.values()),
        "removed": sum(arrived.removed.values()),
        "conflicts": [_conflict(each) for each in arrived.conflicts],
        "status": arrived.status,
        "receipts": arrived.receipts,
        "sent_back": arrived.sent_back,
        **more,
    }


def _note(conflict: ConflictView) -> str:
    return _ONLY_OURS if conflict.only_ours else ""


def _conflict(conflict: ConflictView) -> dict[str, object]:
    note = {"note": _ONLY_OURS} if conflict.only_ours else {}
    return note | {
        "id": conflict.id,
        "kind": conflict.what,
        "record": conflict.record,
        "organization": conflict.place,
        "field": conflict.field,
        "label": conflict.label,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
    }
