"""上报: a unit's records and figures go up as one package, and the figures are frozen."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from app.db.clock import now
from app.db.report_locks import REPORTED, ReportLock, lock_reported
from app.domain.check import sentences
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault
from app.domain.handoff import CODE_DIGITS, Manifest, PackageKind
from app.domain.handoff_records import (
    Explanation,
    PackageDirection,
    PackageRecord,
    SubmissionRecord,
)
from app.domain.ids import OrganizationId
from app.domain.plain import to_plain
from app.domain.review import Round
from app.domain.submission import Frozen, Submission
from app.ops.attached import lacking
from app.ops.changes import Topic, changed
from app.ops.counting import Count
from app.ops.freezing import (
    excel_of,
    foot_of,
    freeze,
    letter_up,
    lock_text,
)
from app.ops.frozen import Names, frozen_of, names_bytes, view_of
from app.ops.official_table import OfficialTable
from app.ops.outgoing import Letter, Outgoing
from app.ops.preparing import prepare, require_ready
from app.ops.since_submission import between, later, since
from app.ops.statistics import StatisticsOps
from app.ops.submission_views import (
    Difference,
    FigureChange,
    Later,
    Prepared,
    RecordChange,
    Submitted,
)
from app.ops.workspace import Workspace

__all__ = [
    "Difference",
    "FigureChange",
    "Later",
    "Prepared",
    "RecordChange",
    "SubmissionOps",
    "Submitted",
]


class SubmissionOps:
    """What a user can do to report upward."""

    def __init__(self, workspace: Workspace, statistics: StatisticsOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._statistics = statistics
        self._outgoing = Outgoing(workspace)

    # ---- before ------------------------------------------------------------------------------

    def prepare(
        self,
        round_: Round,
        unit: OrganizationId,
        day: date,
        *,
        reported: Mapping[str, int] | None = None,
        explanations: Mapping[str, str] | None = None,
    ) -> Prepared:
        """Return what a submission would say, and what still stands in its way.

        Args:
            round_: the round.
            unit: it and everything below it.
            day: as of which day.
            reported: measure → number, where another one than the counted is to be reported.
            explanations: check → 说明, besides those that are kept.

        Raises:
            Refusal: ``scheme.no_table``, ``handoff.figure``, ``handoff.check_unknown``.
        """
        count = self._statistics.count(round_, day)
        return self._prepared(count, unit, reported or {}, explanations or {})

    def _prepared(
        self,
        count: Count,
        unit: OrganizationId,
        reported: Mapping[str, int],
        explanations: Mapping[str, str],
    ) -> Prepared:
        last = next(iter(self.of(count.round, unit)), None)
        return prepare(count, unit, reported, explanations, last)

    # ---- submitting --------------------------------------------------------------------------

    def submit(
        self,
        path: Path,
        round_: Round,
        unit: OrganizationId,
        day: date,
        *,
        reported: Mapping[str, int] | None = None,
        explanations: Mapping[str, str] | None = None,
        passphrase: str = "",
        overwrite: bool = False,
    ) -> Submitted:
        """Freeze the figures of a unit, lock what was done up to the day, and write the package.

        Args:
            path: the package; its folder must exist.
            round_: the round.
            unit: it and everything below it.
            day: as of which day.
            reported: measure → number, where another one than the counted is reported.
            explanations: check → 说明; they are kept.
            passphrase: not empty: the package is encrypted.
            overwrite: True replaces a file of that name.

        Raises:
            Refusal: ``handoff.blocked`` for every 错误; ``handoff.reason_missing`` for every
                figure reported otherwise without a reason; as ``prepare`` and
                ``Outgoing.send``. Nothing has changed then, but for ``handoff.unwritten``.
        """
        from app.export.package_secret import secret_of

        secret = secret_of(passphrase)
        with self._workspace.database.modest():
            prepared, frozen, found = self._frozen(
                round_, unit, day, reported or {}, explanations or {}
            )
            names = names_bytes(found)
            del found  # with the count the largest that there is in memory

            def write(sequence: int) -> AbstractContextManager[Letter]:
                lock = self._lock(frozen, sequence)
                return letter_up(self._workspace, self._outgoing, frozen, names, lock, sequence)

            def keep(record: PackageRecord) -> None:
                number = record.manifest.sequence
                self._explain(prepared, explanations or {})
                lock = self._lock(frozen, number)
                lock_reported(self._workspace.database, lock, f"上报第{number}号")
                self._keep(frozen, record)

            record = self._outgoing.send(
                path, PackageKind.SUBMIT, write, keep, secret, overwrite=overwrite
            )
        return Submitted(
            file=path,
            manifest=record.manifest,
            submission=self.of(round_, unit)[0],
            checks=prepared.checks,
            unexplained=prepared.unexplained,
            changes=changed(Topic.HANDOFF, Topic.REVIEWS, Topic.TASKS),
            warnings=(*_too_early(round_, day), *lacking(self._workspace, unit, record.manifest)),
        )

    def _frozen(
        self,
        round_: Round,
        unit: OrganizationId,
        day: date,
        reported: Mapping[str, int],
        explanations: Mapping[str, str],
    ) -> tuple[Prepared, Frozen, Names]:
        """Count, and return what is submitted with the names behind it; the count is let go."""
        count = self._statistics.count(round_, day)
        prepared = self._prepared(count, unit, reported, explanations)
        require_ready(prepared)
        frozen = freeze(self._workspace, count, prepared)
        return prepared, frozen, count.names(unit)

    def write_again(
        self, package_id: int, path: Path, passphrase: str = "", *, overwrite: bool = False
    ) -> Manifest:
        """Write the file of a package that went out once more, with the same 校验码.

        Args:
            package_id: its number in the journal, whether it went up or down.
            path: the file; its folder must exist.
            passphrase: not empty: the file is encrypted.
            overwrite: True replaces a file of that name.

        Raises:
            Refusal: ``file.*``, ``package.*``, ``handoff.not_kept``.
        """
        send = self._outgoing.write_again
        return send(package_id, path, passphrase, overwrite=overwrite).manifest

    def _explain(self, prepared: Prepared, explanations: Mapping[str, str]) -> None:
        store = self._workspace.stores.handoff
        round_id, unit = prepared.round.id, prepared.unit.id
        kept = store.explanations(round_id, unit)
        for name, given in explanations.items():
            text, about = given.strip(), sentences(prepared.checks, name)
            before = kept.get(name)
            if (text, about) != ((before.text, before.about) if before else ("", about)):
                store.explain(Explanation(round_id, unit, name, text, now(), about=about))

    def _lock(self, frozen: Frozen, sequence: int) -> ReportLock:
        report = frozen.report
        tree = self._workspace.directory(report.day).tree
        return ReportLock(
            report.round.id,
            [organization.id for organization in tree.subtree(report.unit.id)],
            report.day,
            lock_text(REPORTED, report.day, sequence),
        )

    def _keep(self, frozen: Frozen, record: PackageRecord) -> None:
        manifest, report = record.manifest, frozen.report
        foot = foot_of(report, manifest.sequence, manifest.check_code)
        kept = SubmissionRecord(
            round=report.round.id,
            unit=report.unit.id,
            as_of=report.day,
            time=record.time,
            sequence=manifest.sequence,
            digest=manifest.digest,
            content=to_plain(frozen),
        )
        excel = excel_of(self._workspace, self._statistics.declaration, frozen, foot)
        self._workspace.stores.handoff.add_submission(kept, excel)

    # ---- after -------------------------------------------------------------------------------

    def all(self) -> tuple[Submission, ...]:
        """Return every submission, newest first."""
        return self._views(self._workspace.stores.handoff.submissions())

    def of(self, round_: Round, unit: OrganizationId) -> tuple[Submission, ...]:
        """Return the submissions of a round and unit, newest first; the first one holds."""
        kept = self._workspace.stores.handoff.submissions()
        return self._views(each for each in kept if (each.round, each.unit) == (round_.id, unit))

    def verify(self, check_code: str) -> Submission | None:
        """Return the submission whose paper table bears this 校验码, or None.

        Args:
            check_code: as typed: capitals and blanks do not matter; the whole digest does too.
        """
        wanted = "".join(check_code.split()).lower()
        if len(wanted) < CODE_DIGITS:
            return None
        kept = self._workspace.stores.handoff.submissions()
        return next(iter(self._views(k for k in kept if k.digest.startswith(wanted))), None)

    def frozen(self, submission_id: int) -> Frozen:
        """Return everything that was frozen with a submission.

        Raises:
            Refusal: ``handoff.submission_unknown``.
        """
        return frozen_of(self._kept(submission_id))

    def table(self, submission_id: int) -> OfficialTable:
        """Return the official table as it was submitted.

        Raises:
            Refusal: ``handoff.submission_unknown``.
        """
        found = self.frozen(submission_id)
        return OfficialTable(found.spec, found.report.values)

    def foot(self, submission_id: int) -> str:
        """Return what stands at the foot of the paper table: the number and the 校验码.

        Raises:
            Refusal: ``handoff.submission_unknown``.
        """
        kept = self._kept(submission_id)
        return foot_of(frozen_of(kept).report, kept.sequence, kept.digest[:CODE_DIGITS])

    def reprint(self, submission_id: int, path: Path, *, overwrite: bool = False) -> None:
        """Write the table as Excel, byte for byte as it was submitted.

        Raises:
            Refusal: ``handoff.submission_unknown``, ``file.*``.
        """
        self._workspace.refuse_own_files(path)
        from app.export.files import write_new

        write_new(path, self.excel(submission_id), overwrite=overwrite)

    def excel(self, submission_id: int) -> bytes:
        """Return the table as Excel, byte for byte as it was submitted.

        Raises:
            Refusal: ``handoff.submission_unknown``.
        """
        excel = self._workspace.stores.handoff.submission_excel(self._kept(submission_id).id)
        if excel is None:
            raise refusal("handoff.submission_unknown")
        return excel

    def compare(self, submission_id: int) -> tuple[FigureChange, ...]:
        """Return the figures that are others today, with the names that make the difference.

        Raises:
            Refusal: ``handoff.submission_unknown``.
        """
        return since(
            self._workspace, self._statistics, self._kept(submission_id), records=False
        ).figures

    def since(self, submission_id: int) -> Difference:
        """Return the figures and the records that are others today.

        Raises:
            Refusal: ``handoff.submission_unknown``.
        """
        return since(self._workspace, self._statistics, self._kept(submission_id), records=True)

    def later(self, round_: Round) -> tuple[Later, ...]:
        """Return which units are to submit again in a round, and why."""
        return later(self._workspace, round_, self.all())

    def difference(self, newer_id: int, older_id: int) -> Difference:
        """Return what changed from one submission to a later one.

        Raises:
            Refusal: ``handoff.submission_unknown``.
        """
        return between(self._workspace, self._kept(older_id), self._kept(newer_id))

    def _kept(self, submission_id: int) -> SubmissionRecord:
        kept = self._workspace.stores.handoff.submission(submission_id)
        if kept is None:
            raise refusal("handoff.submission_unknown")
        return kept

    def _views(self, submissions: Iterable[SubmissionRecord]) -> tuple[Submission, ...]:
        sent = self._workspace.stores.handoff.packages(PackageDirection.OUT)
        packages = {package.manifest.digest: package for package in sent}
        return tuple(view_of(kept, packages.get(kept.digest)) for kept in submissions)


def _too_early(round_: Round, day: date) -> tuple[Fault, ...]:
    """Tell that figures were counted as of a day on which the round had not begun."""
    if day >= round_.start:
        return ()
    return (fault("handoff.before_round", day=day, name=round_.name, start=round_.start),)
