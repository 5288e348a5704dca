"""What a package from above brings beside records: scheme and forms, leaders, receipts, remarks."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from app.db.part_reader import OfficeContent
from app.domain.dates import from_day
from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault, Refusal
from app.domain.handoff import leader_id
from app.domain.handoff_records import Remark, RemarkState
from app.domain.ids import OrganizationId, PersonId, ReviewId
from app.domain.organization import Oversight
from app.domain.scheme import FINDER_OVERSIGHT, Scheme
from app.domain.submission import Down, SentBack, Standing
from app.domain.typed import typed_line
from app.domain.words import OversightKind
from app.ops.leaders_above import keep_leaders
from app.ops.phrases import PhraseOps
from app.ops.rounds import RoundOps
from app.ops.schemes import SchemeOps
from app.ops.told_above import keep_above
from app.ops.workspace import Workspace

REASON = "接收下发"
UNIT = "单位和职务"


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

    Who is known to answer for it anyhow needs nothing more, and its own secretary reviews by rules
    of the scheme; a leader may be a member of it. Those of an earlier package who are not among
    them any longer answer for it no more.

    Args:
        workspace: the ledger.
        leaders: people by this ledger's ids.
    """
    workspace.structure_changed()
    root = workspace.root_id
    records = workspace.records
    here = [each for each in records.oversights if each.organization_id == root]
    ours = {each.id for each in here if each.id == leader_id(root, each.person_id)}
    known = {each.person_id for each in here if each.id not in ours}
    there = {person.id for person in records.persons}
    own = workspace.directory(workspace.today()).secretary(root)
    wanted = [each for each in leaders if each in there and each != own and each not in known]
    kind = neutral_kind(workspace.scheme)
    given = tuple(Oversight(leader_id(root, person), person, root, kind) for person in wanted)
    gone = ours - {each.id for each in given}
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


def take_down(workspace: Workspace, down: Down) -> None:
    """Take in receipts, remarks and phrases, and where the root stands."""
    keep_above(workspace.stores, workspace.root_id)
    store = workspace.stores.handoff
    for receipt in down.receipts:
        word = "上级已取出" if receipt.state == "taken_out" else "上级已接收"
        store.set_receipt(receipt.digest, f"{word}（{_day(receipt.time)}）")
    _take_standings(workspace, down.standings)
    _take_remarks(workspace, down.remarks)
    phrases = PhraseOps(workspace)
    for phrase in down.phrases:
        try:
            phrases.add(phrase.label, phrase.text)
        except Refusal:  # one that is empty or too long here is left out
            continue


def _day(time: str) -> str:
    """Return the day of a time as it stands in a package, or the time itself where it is none."""
    try:
        return from_day(date.fromisoformat(time[:10])).for_form
    except ValueError:
        return time


def _take_standings(workspace: Workspace, standings: Collection[Standing]) -> None:
    """Keep what the leaders above are: they hold no post here that would tell it."""
    ours = workspace.stores.handoff.aliases(str(each.person) for each in standings)
    found: dict[PersonId, tuple[str, str]] = {}
    for each in standings:
        person = PersonId(ours.get(str(each.person), str(each.person)))
        with suppress(Refusal):  # a text that no line can hold is left out
            unit, post = (typed_line(str(text or ""), UNIT) for text in (each.unit, each.post))
            if unit or post:
                found[person] = unit, post
    keep_leaders(workspace.stores, found)
    workspace.structure_changed()


def _take_remarks(workspace: Workspace, sent_back: Sequence[SentBack]) -> None:
    """Keep remarks and open the records they are about; those that came no more are settled.

    What a unit below keeps itself waits to go down to it.
    """
    store = workspace.stores.handoff
    reviews = workspace.stores.reviews
    found = {review.id: review for review in reviews.among({each.review for each in sent_back})}
    known = {(each.review, each.text, each.time) for each in store.remarks()}
    keepers = _Keepers(workspace)
    for each in sent_back:
        review = found.get(each.review)
        if review is None or (each.review, each.text, each.time) in known:
            continue
        below = keepers.below(review.organization_id)
        unit, state = below or workspace.root_id, RemarkState.RECEIVED
        if below is not None:
            state = RemarkState.OPEN
        elif review.locked:
            found[review.id] = replace(review, locked="")
            reason = f"上级退回：{each.text}"
            reviews.save_many([found[review.id]], reason, each.who, unlocking=True)
        store.add_remark(Remark(each.review, unit, each.text, each.time, each.who, state))
    still = {(each.review, each.text, each.time) for each in sent_back}
    waiting = store.remarks([RemarkState.RECEIVED])
    gone = [each.id for each in waiting if (each.review, each.text, each.time) not in still]
    store.set_remark_state(gone, RemarkState.SETTLED)


class _Keepers:
    """Which units below have ledgers of their own."""

    def __init__(self, workspace: Workspace) -> None:
        self._tree = workspace.directory(workspace.today()).tree
        self._units = workspace.stores.units.with_ledgers() - {self._tree.root.id}

    def below(self, place: OrganizationId) -> OrganizationId | None:
        """Return which unit below keeps the records of a place; None: they are kept here."""
        if place not in self._tree:
            return None
        above = (each.id for each in self._tree.ancestors(place))
        return next((each for each in (place, *above) if each in self._units), None)


def settle_remarks(workspace: Workspace, changed: Collection[ReviewId]) -> None:
    """Let remarks rest whose records came back from below changed."""
    store = workspace.stores.handoff
    waiting = store.remarks([RemarkState.OPEN, RemarkState.SENT])
    mended = [each.id for each in waiting if each.review in changed]
    store.set_remark_state(mended, RemarkState.SETTLED)
