"""接收: packages are looked at, taken in, and taken out again; conflicts are settled."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from app.db.bulk import collector_paused
from app.domain.binding import question_id
from app.domain.errors.catalogue import refusal
from app.domain.handoff import Resolve
from app.domain.handoff_records import ConflictState, PackageRecord, PackageState, RemarkState
from app.domain.ids import ReviewId
from app.domain.progress import Progress, unwatched
from app.domain.proposal import Question
from app.ops.answering import meant
from app.ops.backups import BackupOps
from app.ops.changes import Changes, Topic, changed
from app.ops.conflict_words import in_words
from app.ops.handoff_journal import journal
from app.ops.package_survey import Found, Survey, survey, told_of
from app.ops.passphrases import Passphrases
from app.ops.preflight import Preflight, Ready, Terms
from app.ops.reception import (
    Arrived,
    ArrivedStatus,
    ConflictView,
    JournalLine,
    Reception,
    RemarkView,
    TakenOut,
)
from app.ops.rounds import RoundOps
from app.ops.taking_in import TOPICS, TakingIn, Unfit
from app.ops.tasks import target_name
from app.ops.units import UnitOps
from app.ops.workspace import Workspace
from app.sandbox import Child

OCCASION = "接收前"
"""What is said of the backup that is made first."""


class _TakenBack(Exception):
    """Ends the transaction of a preview."""


class ReceiveOps:
    """What a user can do with packages that arrive."""

    def __init__(
        self, workspace: Workspace, rounds: RoundOps, backups: BackupOps, units: UnitOps
    ) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds
        self._backups = backups
        self._units = units
        self.last: Reception | None = None
        """What was taken in last since the ledger was opened."""

    # ---- taking in ---------------------------------------------------------------------------

    def look(
        self,
        paths: Sequence[Path],
        passphrase: str | Passphrases = "",
        resolve: Resolve = Resolve.ASK,
        progress: Progress = unwatched,
        accepted: Collection[ArrivedStatus] = (),
        *,
        keep_questions: bool = True,
    ) -> Reception:
        """Say what taking these packages in would do; at most questions are kept.

        It is the very thing that ``apply`` does, taken back at the end.

        Args:
            paths: packages, or folders and drives that are searched for them.
            passphrase: for those that are encrypted; several where they have several.
            resolve: what becomes of values that were changed on both sides.
            progress: told after each package.
            accepted: statuses of packages that are taken in though they are ``older`` or
                ``other_scheme``.
            keep_questions: False: nothing at all stays of the look; ``answer`` takes the answers.

        Raises:
            Refusal: ``handoff.no_file``.
        """
        terms = Terms(_several(passphrase), resolve, accepted)
        with Child() as child:
            surveyed = survey(paths, terms.passphrases, progress, child)
            looked = self._receive(surveyed, terms, progress, child, for_good=False)
        found = replace(looked, arrived=tuple(map(_not_yet, looked.arrived)))
        if keep_questions:
            self._ask(found)
        return found

    def answer(self, question: Question, option: str) -> Changes:
        """Remember which of ours a sender is, kept or not: the package is looked at again then.

        Raises:
            Refusal: ``question.option``.
        """
        option = meant(self._workspace, question, option)
        with self._workspace.transaction("确认报送单位"):
            self._workspace.stores.questions.answer(question.id, option)
        return changed(Topic.QUESTIONS, Topic.HANDOFF)

    def apply(
        self,
        paths: Sequence[Path],
        passphrase: str | Passphrases = "",
        resolve: Resolve = Resolve.ASK,
        accepted: Collection[ArrivedStatus] = (),
        progress: Progress = unwatched,
    ) -> Reception:
        """Take packages in, all in one step, after a backup.

        Args:
            paths: as for ``look``.
            passphrase: for those that are encrypted; several where they have several.
            resolve: what becomes of values that were changed on both sides.
            accepted: statuses of packages that are taken in though they are ``older`` or
                ``other_scheme``.
            progress: told after each package.

        Raises:
            Refusal: ``handoff.no_file``; where no backup can be made, or of the ledger's file.
                Nothing has changed then. What is wrong with a single package is told with it, and
                the others are taken in.
        """
        terms = Terms(_several(passphrase), resolve, accepted)
        with Child() as child:
            surveyed = survey(paths, terms.passphrases, progress, child)
            changes = self._settles_any(terms) or self._fits_any(surveyed.found, terms, child)
            backup = self._backups.before(OCCASION) if changes else None
            reception = self._receive(surveyed, terms, progress, child, for_good=True)
        self.last = replace(reception, backup=backup.path if backup else None)
        return self.last

    def _settles_any(self, terms: Terms) -> bool:
        """Tell whether what the user says of conflicts may settle some that were left open."""
        store = self._workspace.stores.handoff
        return terms.resolve is not Resolve.ASK and bool(store.conflicts(ConflictState.OPEN))

    def _fits_any(self, found: Sequence[Found], terms: Terms, child: Child) -> bool:
        """Tell whether anything of what arrived can be taken in."""
        preflight = Preflight(self._workspace, terms, child)
        return any(isinstance(preflight.look(each), Ready) for each in found)

    @contextmanager
    def _whole(self, title: str = "接收数据包") -> Iterator[None]:
        """One transaction; where it is taken back, the scheme is as it was too."""
        workspace = self._workspace
        scheme, forms = workspace.scheme, workspace.forms
        try:
            with collector_paused(), workspace.transaction(title):
                yield
        except BaseException:
            workspace.scheme_changed(scheme, forms)
            raise

    def _receive(
        self, surveyed: Survey, terms: Terms, progress: Progress, child: Child, *, for_good: bool
    ) -> Reception:
        """Take packages in, without those that turn out not to fit."""
        unread = list(surveyed.unread)
        found = surveyed.found
        while True:
            taking = TakingIn(self._workspace, self._rounds, terms, child)
            try:
                return self._once(taking, found, unread, progress, for_good=for_good)
            except Unfit as unfit:
                (left_out,) = (each for each in found if each.path == unfit.path)
                found = tuple(each for each in found if each is not left_out)
                unread.append(told_of(left_out.path, unfit.fault, left_out.manifest))

    def _once(
        self,
        taking: TakingIn,
        found: Sequence[Found],
        unread: Sequence[Arrived],
        progress: Progress,
        *,
        for_good: bool,
    ) -> Reception:
        """Take packages in, in one transaction; take it back where it is not for good."""
        with suppress(_TakenBack), self._whole():
            arrived = taking.all(found, progress)
            changes = taking.finish() if for_good else Changes()
            reception = Reception((*arrived, *unread), self._missing(), changes)
            if not for_good:
                reception = replace(reception, arrived=taking.in_detail(reception.arrived))
                raise _TakenBack
            self._ask(reception)
            self._drop_answered(reception)
        return reception

    def _missing(self) -> tuple[str, ...]:
        """Return the paths of units that have not reported for the latest round."""
        latest = self._workspace.stores.rounds.latest()
        if latest is None:
            return ()
        return self._units.missing(latest, self._workspace.day_of(latest))

    def _ask(self, reception: Reception) -> None:
        """Keep the questions that are not kept already."""
        store = self._workspace.stores.questions
        waiting = ArrivedStatus.QUESTION
        asked = [each.question for each in reception.arrived if each.status is waiting]
        new = [each for each in asked if each is not None and store.get(each.id) is None]
        if new:
            with self._workspace.transaction("记下待确认的单位"):
                for question in new:
                    store.ask(question, {"tables": [], "under": None})

    def _drop_answered(self, reception: Reception) -> None:
        """Ask no longer whose the packages are that were taken in: something else told it."""
        taken = (each.manifest for each in reception.arrived if each.is_taken)
        about = ((each, each.to or each.sender) for each in taken if each is not None)
        ids = [question_id(manifest.ledger, unit) for manifest, unit in about]
        store = self._workspace.stores.questions
        store.drop(id_ for id_ in ids if store.get(id_) is not None)

    # ---- afterwards --------------------------------------------------------------------------

    def settle(self, conflict_ids: Collection[int], side: Resolve) -> Changes:
        """Let one side hold in some conflicts; what the other said stands in the change log.

        Args:
            conflict_ids: which; those that are settled already are left alone.
            side: ``ours`` or ``theirs``.

        Raises:
            Refusal: ``handoff.conflict_unknown`` where none of them is open;
                ``ledger.referenced`` where a record cannot go because others need it.
        """
        from app.ops.settling import settle

        with self._workspace.transaction("处理冲突"):
            changes = changed(Topic.HANDOFF)
            if settle(self._workspace, conflict_ids, side):
                changes |= changed(*TOPICS) | self._rounds.plan_again()
        return changes

    def take_out(self, package_id: int) -> TakenOut:
        """Take a package out again: what it brought goes, what it replaced comes back.

        Only the newest of its unit can be. What was changed since stays as it is, and is told.

        Raises:
            Refusal: ``handoff.not_held``, ``handoff.not_newest``, ``handoff.given_up``.
        """
        from app.db.merge.taking_out import take_out
        from app.db.pruning import prune
        from app.ops.figures_taken import give_back
        from app.ops.leaving import count_by_figures, forget_sender

        record, workspace = self._newest(package_id), self._workspace
        with self._whole("取出数据包"):
            merged = take_out(workspace.database, package_id, workspace.read_names)
            workspace.structure_changed()
            forget_sender(workspace, record)
            count_by_figures(workspace, record)
            give_back(workspace, record)
            prune(workspace.database)
            planned = self._rounds.plan_again()
        return TakenOut(
            planned | changed(*TOPICS),
            sum(merged.removed.values()),
            sum(merged.changed.values()),
            merged.left,
        )

    def _newest(self, package_id: int) -> PackageRecord:
        from app.db.pruning import can_go_back

        store = self._workspace.stores.handoff
        record = store.package(package_id)
        if record is None or record.state is not PackageState.APPLIED or record.unit is None:
            raise refusal("handoff.not_held")
        name, number = record.manifest.sender.name, record.manifest.sequence
        if store.applied_of(record.unit)[0].id != package_id:
            raise refusal("handoff.not_newest", name=name, sequence=number)
        if not can_go_back(self._workspace.database, record):
            raise refusal("handoff.given_up", name=name, sequence=number)
        return record

    # ---- what is there -----------------------------------------------------------------------

    def journal(self) -> tuple[JournalLine, ...]:
        """Return every package that was sent or taken in, newest first."""
        return journal(self._workspace)

    def conflicts(self) -> tuple[ConflictView, ...]:
        """Return what was changed on both sides and is not settled yet, oldest first."""
        return in_words(
            self._workspace, self._workspace.stores.handoff.conflicts(ConflictState.OPEN)
        )

    def remarks(self) -> tuple[RemarkView, ...]:
        """Return what the level above asks to be mended (退回), oldest first."""
        stores = self._workspace.stores
        waiting = stores.handoff.remarks([RemarkState.RECEIVED])
        found = stores.reviews.among({ReviewId(each.review) for each in waiting})
        reviews = {review.id: review for review in found}
        directory = self._workspace.directory(self._workspace.today())
        return tuple(
            RemarkView(
                each.id,
                each.review,
                target_name(directory, reviews[each.review].target),
                each.text,
                each.time,
                each.who,
                each.state.value,
                directory.tree.path(reviews[each.review].organization_id),
            )
            for each in waiting
            if each.review in reviews
        )

    def remarks_done(self, remark_ids: Iterable[int]) -> Changes:
        """Say that what the level above asked for has been mended."""
        wanted = set(remark_ids) & {each.id for each in self.remarks()}
        if not wanted:
            return Changes()
        with self._workspace.transaction("退回意见已处理"):
            store = self._workspace.stores.handoff
            store.set_remark_state(sorted(wanted), RemarkState.SETTLED)
        return changed(Topic.HANDOFF)


def _several(passphrase: str | Passphrases) -> Passphrases:
    return Passphrases(passphrase) if isinstance(passphrase, str) else passphrase


def _not_yet(arrived: Arrived) -> Arrived:
    """Return what is told of a package that would be taken in."""
    if arrived.status is not ArrivedStatus.APPLIED:
        return arrived
    conflicts = tuple(replace(each, id=0, package=0) for each in arrived.conflicts)
    return replace(arrived, status=ArrivedStatus.READY, conflicts=conflicts)
