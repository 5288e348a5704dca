"""The journal of the hand-off in words: what was sent, what was taken in, what was taken out."""

from collections import Counter
from collections.abc import Iterator

from app.domain.handoff import PACKAGE_KINDS, PackageKind
from app.domain.handoff_records import (
    ConflictState,
    PackageDirection,
    PackageRecord,
    PackageState,
    Side,
)
from app.ops.reception import JournalLine
from app.ops.workspace import Workspace

ABOVE = "上级"
_DEEDS = {PackageState.APPLIED: "接收", PackageState.TAKEN_OUT: "接收后取出"}
_UNWRITTEN = "（文件没有写成，可重新生成）"


def journal(workspace: Workspace) -> tuple[JournalLine, ...]:
    """Return every package that was sent or taken in, newest first."""
    return tuple(_lines(workspace))


def _lines(workspace: Workspace) -> Iterator[JournalLine]:
    store = workspace.stores.handoff
    conflicts = Counter(each.package_id for each in store.conflicts(ConflictState.OPEN))
    newest = set()
    for record in store.packages():
        is_held = record.state is PackageState.APPLIED
        can_take_out = is_held and record.unit not in newest
        if is_held:
            newest.add(record.unit)
        yield _line(workspace, record, conflicts[record.id], can_take_out=can_take_out)


def _line(
    workspace: Workspace, record: PackageRecord, conflicts: int, *, can_take_out: bool
) -> JournalLine:
    manifest = record.manifest
    unit = unit_path(workspace, record)
    what = _DEEDS.get(record.state, PACKAGE_KINDS[manifest.kind])
    as_of = manifest.as_of.isoformat() if manifest.as_of else ""
    return JournalLine(
        package=record.id,
        direction=record.direction.value,
        kind=manifest.kind,
        unit_id=record.unit,
        unit=unit,
        sequence=manifest.sequence,
        round=manifest.round.name if manifest.round else "",
        as_of=as_of,
        time=record.time,
        file=record.file,
        state=record.state.value,
        check_code=manifest.check_code,
        what=what,
        text=_sentence(record, unit, what, as_of),
        open_conflicts=conflicts,
        can_take_out=can_take_out,
    )


def unit_path(workspace: Workspace, record: PackageRecord) -> str:
    """Return from whom a package came or for whom it was, by its path here."""
    is_in = record.direction is PackageDirection.IN
    is_from_above = is_in and record.manifest.kind is PackageKind.ISSUE
    if is_from_above or record.unit is None:
        return ABOVE
    tree = workspace.directory(workspace.today()).tree
    if record.unit in tree:
        return tree.path(record.unit)
    unit = record.manifest.sender if is_in else record.manifest.to
    return unit.name if unit else ""


def side_of(workspace: Workspace, record: PackageRecord | None) -> Side:
    """Return from where a package came; one that is not known any more came from below."""
    if record is None:
        return Side.BELOW
    if record.manifest.kind is PackageKind.ISSUE:
        return Side.ABOVE
    return Side.COPY if record.unit == workspace.root_id else Side.BELOW


def _sentence(record: PackageRecord, unit: str, what: str, as_of: str) -> str:
    manifest = record.manifest
    is_in = record.direction is PackageDirection.IN
    kind = PACKAGE_KINDS[manifest.kind]
    about = (
        f"{unit}{kind}的第 {manifest.sequence} 号数据包"
        if is_in
        else f"第 {manifest.sequence} 号数据包"
    )
    to = "" if is_in else f"给{unit}"
    details = [
        manifest.round.name if manifest.round else "",
        f"截至 {as_of}" if as_of else "",
        f"校验码 {manifest.check_code}",
        record.file,
    ]
    told = "，".join(detail for detail in details if detail)
    unwritten = _UNWRITTEN if record.state is PackageState.UNWRITTEN else ""
    return f"{record.time} {what}{to}{about}（{told}）{unwritten}"
