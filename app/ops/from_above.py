"""What a package from above brings beside records: scheme and forms, leaders, receipts, remarks."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from app.db.part_reader import OfficeContent
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault, Refusal
from app.domain.handoff import leader_id
from app.domain.handoff_records import Remark, RemarkState
from app.domain.ids import OrganizationId, PersonId, ReviewId
from app.domain.organization import Oversight
from app.domain.scheme import FINDER_OVERSIGHT, Scheme
from app.domain.submission import Down, SentBack
from app.domain.words import OversightKind
from app.ops.phrases import PhraseOps
from app.ops.rounds import RoundOps
from app.ops.schemes import SchemeOps
from app.ops.workspace import Workspace

REASON = "接收下发"


def take_office(
    workspace: Workspace, rounds: RoundOps, content: OfficeContent
) -> tuple[Fault, ...]:
    """Take in the scheme, the forms and the tables of a package; runs in its transaction.

    Records keep the edition of the form that they were filled on.

    Returns:
        What is worth telling: that the scheme could not be taken, since it lacks a form in use.
    """
    from app.specs.library import LoadedScheme

    schemes = SchemeOps(workspace, rounds)
    missing = schemes.missing_forms(content.scheme)
    if missing:
        return (fault("handoff.forms_in_use", forms="”“".join(missing)),)
    if workspace.stores.schemes.edition() != content.edition:
        schemes.renew(LoadedScheme(content.scheme, content.forms, content.tables))
    return ()


def take_leaders(workspace: Workspace, leaders: Collection[PersonId]) -> None:
    """Let these people from above answer for the root, so that its review is planned.

    Who is known to answer for it anyhow needs nothing more. Those of an earlier package who are
    not among them any longer answer for it no more.

    Args:
        workspace: the ledger.
        leaders: people from outside, by this ledger's ids.
    """
    workspace.structure_changed()
    root = workspace.root_id
    records = workspace.records
    outside = {person.id for person in records.persons if person.outside}
    here = [each for each in records.oversights if each.organization_id == root]
    ours = {leader_id(root, person): person for person in outside}
    known = {each.person_id for each in here if each.id not in ours}
    wanted = [person for person in leaders if person in outside and person not in known]
    kind = neutral_kind(workspace.scheme)
    given = tuple(Oversight(leader_id(root, person), person, root, kind) for person in wanted)
    gone = {each.id for each in here if each.id in ours} - {each.id for each in given}
    structure = workspace.stores.structure
    structure.remove(oversights=sorted(gone), reason=REASON)
    structure.save(oversights=given, reason=REASON)
    workspace.structure_changed()


def neutral_kind(scheme: Scheme) -> OversightKind:
    """Return a way of answering for a unit that no rule asks for, or the first one."""
    asked = {rule.targets.overseen for rule in scheme.rules}
    asked |= {
        FINDER_OVERSIGHT.get(search.find) for rule in scheme.rules for search in rule.reviewers
    }
    return next((kind for kind in OversightKind if kind not in asked), OversightKind.IN_CHARGE)


def take_down(workspace: Workspace, down: Down, unit: OrganizationId) -> None:
    """Take in receipts, remarks and phrases.

    Args:
        workspace: the ledger.
        down: what came down.
        unit: our root.
    """
    store = workspace.stores.handoff
    for receipt in down.receipts:
        word = "上级已取出" if receipt.state == "taken_out" else "上级已接收"
        store.set_receipt(receipt.digest, f"{receipt.time} {word}")
    _take_remarks(workspace, down.remarks, unit)
    phrases = PhraseOps(workspace)
    for phrase in down.phrases:
        try:
            phrases.add(phrase.label, phrase.text)
        except Refusal:  # one that is empty or too long here is left out
            continue


def _take_remarks(
    workspace: Workspace, sent_back: Iterable[SentBack], unit: OrganizationId
) -> None:
    """Show remarks and open the records they are about; those that came no more are settled."""
    store = workspace.stores.handoff
    reviews = {
        review.id: review
        for review in workspace.stores.reviews.among({each.review for each in sent_back})
    }
    known = {(each.review, each.text, each.time): each for each in store.remarks()}
    still = set()
    for each in sent_back:
        key = (each.review, each.text, each.time)
        still.add(key)
        if each.review not in reviews or key in known:
            continue
        store.add_remark(
            Remark(each.review, unit, each.text, each.time, each.who, RemarkState.RECEIVED)
        )
        review = reviews[each.review]
        if review.locked:
            opened = replace(review, locked="")
            reason = f"上级退回：{each.text}"
            workspace.stores.reviews.save_many([opened], reason, each.who, unlocking=True)
            reviews[each.review] = opened
    settled = [
        each.id
        for key, each in known.items()
        if each.state is RemarkState.RECEIVED and key not in still
    ]
    store.set_remark_state(settled, RemarkState.SETTLED)


def settle_remarks(workspace: Workspace, changed: Collection[ReviewId]) -> None:
    """Let remarks rest whose records came back from below changed."""
    store = workspace.stores.handoff
    waiting = store.remarks([RemarkState.OPEN, RemarkState.SENT])
    mended = [each.id for each in waiting if each.review in changed]
    store.set_remark_state(mended, RemarkState.SETTLED)
