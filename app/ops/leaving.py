"""What else goes back when a package is taken out again."""

from dataclasses import replace

from app.db.clock import now
from app.db.merge.theirs import ids_of
from app.domain.binding import question_id
from app.domain.handoff import PackageKind
from app.domain.handoff_records import PackageRecord
from app.ops.told_above import keep_above
from app.ops.workspace import Workspace


def forget_sender(workspace: Workspace, record: PackageRecord) -> None:
    """Ask again whose packages a sender's are, where it was told by its name or by an answer.

    That is how a wrong answer is mended. As long as another package of the sender is in the
    ledger, nothing is forgotten. What came from above takes with it what it told of our place.
    """
    manifest, stores = record.manifest, workspace.stores
    if manifest.kind is PackageKind.ISSUE:
        keep_above(stores, workspace.root_id)
        return
    if record.unit is None:
        return
    if stores.handoff.applied_of(record.unit, manifest.ledger):
        return
    stores.questions.forget([question_id(manifest.ledger, manifest.sender)])
    if record.unit != manifest.sender.id:
        stores.handoff.forget_aliases(ids_of(workspace.database, record.id))


def count_by_figures(workspace: Workspace, record: PackageRecord) -> None:
    """Count a unit by its figures again where no package with records of it is left."""
    store, unit = workspace.stores.handoff, record.unit
    if unit is None:
        return
    left = {(each.file, each.manifest.as_of) for each in store.applied_of(unit)}
    for round_ in workspace.stores.rounds.all():
        given = store.unit_figures(round_.id).get(unit)
        if given is None or not given.held or given.used:
            continue
        if left <= {(row.source, row.as_of) for row in given.rows}:
            store.add_figures(replace(given.newest, id=0, used=True, time=now(), who=""))
