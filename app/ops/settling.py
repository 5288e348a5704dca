"""Conflicts are settled: one side's text holds, the other's goes into the change log."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.db.clock import now
from app.db.cycle_store import RECORD as CYCLE
from app.db.merge.theirs import theirs_of
from app.db.models import AppointmentRow, MemberRow, OrganizationRow, OversightRow, PersonRow
from app.db.review_store import RECORD
from app.db.table import Table
from app.domain.errors.catalogue import refusal
from app.domain.handoff import Resolve
from app.domain.handoff_records import Conflict, ConflictState, settled_word
from app.domain.history import Change
from app.domain.ids import RecordId, ReviewId, TaskId
from app.domain.record_values import with_fields, with_review_texts, with_texts
from app.ops.handoff_journal import side_of
from app.ops.workspace import Workspace

_MODELS: Mapping[str, tuple[type[Table], str]] = {
    "organization": (OrganizationRow, "organizations"),
    "person": (PersonRow, "persons"),
    "member": (MemberRow, "members"),
    "appointment": (AppointmentRow, "appointments"),
    "oversight": (OversightRow, "oversights"),
}
"""Kind of record → its table, and under which name the store takes such values."""


def settle(workspace: Workspace, conflict_ids: Collection[int], side: Resolve) -> bool:
    """Let one side hold in some open conflicts; runs in a transaction.

    Returns:
        Whether records have changed.

    Raises:
        Refusal: ``handoff.conflict_unknown`` where none of them is open; ``ledger.referenced``
            where a record cannot go because others need it.
    """
    store = workspace.stores.handoff
    found = store.conflicts_among(conflict_ids)
    wanted = [each for each in found if each.state is ConflictState.OPEN]
    if not wanted:
        raise refusal("handoff.conflict_unknown")
    state = ConflictState(side.value)
    for reason, some in _by_reason(workspace, wanted, state).items():
        if side is Resolve.THEIRS:
            _take_theirs(workspace, some, reason)
        else:
            _log_theirs(workspace, some, reason)
    store.close_conflicts([each.id for each in wanted], state)
    return side is Resolve.THEIRS


def _by_reason(
    workspace: Workspace, conflicts: Iterable[Conflict], state: ConflictState
) -> dict[str, list[Conflict]]:
    """Return conflicts by what the log says of how they were settled."""
    found: dict[str, list[Conflict]] = {}
    for each in conflicts:
        side = side_of(workspace, workspace.stores.handoff.package(each.package_id))
        found.setdefault(f"处理冲突，{settled_word(side, state)}", []).append(each)
    return found


def _log_theirs(workspace: Workspace, conflicts: Iterable[Conflict], reason: str) -> None:
    workspace.stores.changes.append(
        Change(each.what, each.record_id, each.field, each.theirs, each.ours, now(), reason=reason)
        for each in conflicts
        if each.field
    )


def _take_theirs(workspace: Workspace, conflicts: Sequence[Conflict], reason: str) -> None:
    texts: dict[str, dict[str, dict[str, str]]] = {}
    gone: dict[str, list[str]] = {}
    for each in conflicts:
        if each.field:
            texts.setdefault(each.what, {}).setdefault(each.record_id, {})[each.field] = each.theirs
        elif not each.theirs:
            gone.setdefault(each.what, []).append(each.record_id)
    _bring_back(workspace, [each for each in conflicts if not each.field and each.theirs], reason)
    _write_structure(workspace, texts, gone, reason)
    _write_reviews(workspace, texts.get("review", {}), gone.get("review", []), reason)
    _write_tasks(workspace, texts.get("task", {}))
    _write_cycle(workspace, [each for each in conflicts if each.what == CYCLE], reason)
    workspace.structure_changed()


def _bring_back(workspace: Workspace, conflicts: Iterable[Conflict], reason: str) -> None:
    """Put records back that were taken away here, as their packages have them."""
    wanted: dict[tuple[int, str], list[str]] = {}
    for each in conflicts:
        wanted.setdefault((each.package_id, each.what), []).append(each.record_id)
    for (package_id, what), ids in wanted.items():
        found = theirs_of(workspace.database, package_id, what, ids)
        _require_places(workspace, found.values)
        workspace.stores.structure.save(persons=found.persons, reason=reason)
        if what == RECORD:
            workspace.stores.reviews.save_many(found.values, reason)
        elif what == CYCLE:
            workspace.stores.cycle.save(found.values, reason=reason)
        elif what in _MODELS:
            saved: dict[str, Any] = {_MODELS[what][1]: found.values}
            workspace.stores.structure.save(**saved, reason=reason, log_new=True)


def _require_places(workspace: Workspace, values: Iterable[Any]) -> None:
    """Refuse to put a record where no organisation is any more.

    Raises:
        Refusal: ``organization.unknown``.
    """
    known = {each.id for each in workspace.stores.structure.organizations()}
    for value in values:
        place = getattr(value, "organization_id", None) or getattr(value, "parent_id", None)
        if place is not None and place not in known:
            raise refusal("organization.unknown", name=place)


def _write_structure(
    workspace: Workspace,
    texts: Mapping[str, Mapping[str, Mapping[str, str]]],
    gone: Mapping[str, list[str]],
    reason: str,
) -> None:
    structure = workspace.stores.structure
    changed: dict[str, Any] = {}
    for what, (model, name) in _MODELS.items():
        wanted = texts.get(what, {})
        values = structure.among(model, wanted)
        changed[name] = [with_texts(value, wanted[id_]) for id_, value in values.items()]
    structure.save(**changed, reason=reason)
    structure.remove(**{_MODELS[what][1]: ids for what, ids in gone.items() if what in _MODELS},
                     reason=reason)  # fmt: skip


def _write_reviews(
    workspace: Workspace,
    texts: Mapping[str, Mapping[str, str]],
    gone: Collection[str],
    reason: str,
) -> None:
    """Write reviews; a lock stays, it was set below."""
    reviews = workspace.stores.reviews
    found = reviews.among(ReviewId(id_) for id_ in (*texts, *gone))
    locked = [replace(review, locked="") for review in found if review.locked]
    reviews.save_many(locked, reason, unlocking=True)
    changed = [
        with_review_texts(review, texts[review.id]) for review in found if review.id in texts
    ]
    reviews.save_many(changed, reason)
    reviews.remove([ReviewId(id_) for id_ in gone], reason)


def _write_cycle(workspace: Workspace, conflicts: Iterable[Conflict], reason: str) -> None:
    """Take over fields of records of the cycle as their packages have them, or their going."""
    store = workspace.stores.cycle
    fields: dict[int, dict[str, list[str]]] = {}
    gone = []
    for each in conflicts:
        if each.field:
            named = fields.setdefault(each.package_id, {})
            named.setdefault(each.record_id, []).append(each.field)
        elif not each.theirs:
            gone.append(RecordId(each.record_id))
    for package_id, wanted in fields.items():
        theirs = theirs_of(workspace.database, package_id, CYCLE, wanted).values
        ours = {record.id: record for record in store.among(map(RecordId, wanted))}
        changed = [
            with_fields(ours[each.id], each, wanted[each.id]) for each in theirs if each.id in ours
        ]
        store.save(changed, reason=reason)
    store.remove(gone, reason=reason)


def _write_tasks(workspace: Workspace, texts: Mapping[str, Mapping[str, str]]) -> None:
    for id_, some in texts.items():
        task = workspace.stores.tasks.get(TaskId(id_))
        if task is not None:
            workspace.stores.tasks.save(with_texts(task, some))
