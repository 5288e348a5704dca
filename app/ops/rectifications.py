"""整改: problems that reviews name, followed until they are mended and answered in writing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.cycle.rectification import (
    Progress,
    Rectification,
    RectificationState,
    Reply,
    numbered_points,
)
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, PersonId, RecordId, ReviewId, RoundId
from app.domain.review import Review, Round, Target, form_values
from app.domain.words import TargetKind
from app.ops.annexes import AnnexOps
from app.ops.changes import Changes, Topic, changed
from app.ops.cycle_ops import CycleOps
from app.ops.rectification_rows import RectificationRow, list_bytes
from app.ops.tasks import lies_under, reviewer_names, target_name

PROBLEMS = "review.problems"


class RectificationOps(CycleOps):
    """What a user can do about the problems that reviews name."""

    # ---- looking -----------------------------------------------------------------------------

    def rows(
        self, round_: Round, under: OrganizationId | None = None
    ) -> tuple[RectificationRow, ...]:
        """Return the rectifications of a round, of an organisation and everything below."""
        workspace, today = self._workspace, self._workspace.today()
        directory = workspace.directory(workspace.day_of(round_))
        records = self._store.of_kind(Rectification, round_.id)
        replies = {reply.review_id: reply for reply in self._store.of_kind(Reply, round_.id)}
        reviewers = {head.id: head.reviewers for head in workspace.stores.reviews.heads(round_.id)}
        return tuple(
            RectificationRow(
                record,
                target_name(directory, record.target),
                directory.tree[record.organization_id].name,
                reviewer_names(directory, reviewers.get(record.review_id or ReviewId(""), ())),
                record.is_overdue(today),
                record.is_due_soon(today),
                replies.get(record.review_id),
            )
            for record in records
            if record.target is not None
            and lies_under(directory, record.target, record.organization_id, under)
        )

    def of_review(
        self, review_id: ReviewId, round_id: RoundId | None = None
    ) -> tuple[Rectification, ...]:
        """Return the rectifications that a review has given birth to, by their numbers.

        Args:
            review_id: the review.
            round_id: a later round into which they were taken over; None: the review's own.
        """
        found = self._store.of_review(Rectification, review_id)
        if round_id is None:
            review = self._workspace.stores.reviews.get(review_id)
            round_id = review.round_id if review is not None else None
        return tuple(
            sorted((r for r in found if r.round_id == round_id), key=lambda each: each.number)
        )

    def unfinished_before(self, round_: Round) -> tuple[Rectification, ...]:
        """Return what was not finished in the round before and not taken over into this one."""
        if round_.previous_id is None:
            return ()
        there = {each.carried_from for each in self._store.of_kind(Rectification, round_.id)}
        before = self._store.of_kind(Rectification, round_.previous_id)
        return tuple(each for each in before if not each.is_finished and each.id not in there)

    def of_target(self, target: Target) -> tuple[Rectification, ...]:
        """Return everything that was ever listed for one organisation or person."""
        found = self._store.of_target(Rectification, target.id)
        return tuple(each for each in found if each.target == target)

    # ---- making ------------------------------------------------------------------------------

    def proposed(self, review_id: ReviewId) -> tuple[Rectification, ...]:
        """Return what a review's problems would become, split by their numbers; nothing is kept.

        Raises:
            Refusal: ``review.unknown``.
        """
        review = self._review(review_id)
        points = numbered_points(form_values(review).get(PROBLEMS, ""))
        return tuple(self._new(review, number, point) for number, point in enumerate(points, 1))

    def gather(self, round_: Round, under: OrganizationId | None = None) -> tuple[int, Changes]:
        """Make the rectifications of all reviewed records of a round that have none yet.

        Returns:
            How many were made, and what changed.
        """
        workspace = self._workspace
        directory = workspace.directory(workspace.day_of(round_))
        known = {each.review_id for each in self._store.of_kind(Rectification, round_.id)}
        made: list[Rectification] = []
        for review in workspace.stores.reviews.iterate(round_.id):
            if review.id in known or not review.is_done:
                continue
            if lies_under(directory, review.target, review.organization_id, under):
                points = numbered_points(form_values(review).get(PROBLEMS, ""))
                made += (self._new(review, place, text) for place, text in enumerate(points, 1))
        if made:
            self._save("列出整改事项", made)
        return len(made), changed(Topic.CYCLE) if made else Changes()

    def carry(self, previous: Round, round_: Round) -> tuple[int, Changes]:
        """Take what was not finished in an earlier round over into a round.

        Returns:
            How many were taken over, and what changed.
        """
        there = {each.carried_from for each in self._store.of_kind(Rectification, round_.id)}
        made = [
            replace(
                each,
                id=RecordId(self._workspace.new_id()),
                round_id=round_.id,
                carried_from=each.id,
                progress=(),
            )
            for each in self._store.of_kind(Rectification, previous.id)
            if not each.is_finished and each.id not in there
        ]
        if made:
            self._save("转入下一轮整改", made)
        return len(made), changed(Topic.CYCLE) if made else Changes()

    def _new(self, review: Review, number: int, problem: str) -> Rectification:
        directory = self._workspace.directory(self._workspace.today())
        is_member = review.target.kind is TargetKind.MEMBER
        person = review.target.person_id if is_member else review.secretary_id
        return Rectification(
            id=RecordId(self._workspace.new_id()),
            organization_id=review.organization_id,
            round_id=review.round_id,
            review_id=review.id,
            target=review.target,
            day=review.day,
            problem=problem,
            number=number,
            responsible=directory.name(person) if person is not None else "",
            responsible_person=person,
        )

    def blank(self, like: Rectification) -> Rectification:
        """Return a further problem of the same review and round; nothing is kept."""
        return replace(
            like,
            id=RecordId(self._workspace.new_id()),
            problem="",
            measure="",
            progress=(),
            result="",
            state="",
            checked_by="",
            checked_on=None,
            carried_from=None,
            attachments=(),
        )

    def first(self, review_id: ReviewId) -> Rectification:
        """Return an empty problem of a review that names none; nothing is kept.

        Raises:
            Refusal: ``review.unknown``.
        """
        return self._new(self._review(review_id), 1, "")

    # ---- following ---------------------------------------------------------------------------

    def save(self, records: Sequence[Rectification]) -> Changes:
        """Keep rectifications as they were filled in.

        Raises:
            Refusal: ``rectification.empty`` where a problem is not named.
        """
        if any(not each.problem.strip() for each in records):
            raise refusal("rectification.empty")
        return self._save("填写整改", records)

    def replace_all(
        self,
        review_id: ReviewId,
        records: Sequence[Rectification],
        round_id: RoundId | None = None,
    ) -> Changes:
        """Keep these rectifications of a review, and none besides.

        Args:
            review_id: the review.
            records: in their order.
            round_id: as of ``of_review``.

        Raises:
            Refusal: ``rectification.empty``.
        """
        if any(not each.problem.strip() for each in records):
            raise refusal("rectification.empty")
        kept = {each.id for each in records}
        gone = [each.id for each in self.of_review(review_id, round_id) if each.id not in kept]
        with self._workspace.transaction("填写整改"):
            self._store.remove(gone)
            numbered = (replace(each, number=number) for number, each in enumerate(records, 1))
            self._store.save(numbered)
        return changed(Topic.CYCLE)

    def keep_all(
        self,
        review_id: ReviewId,
        records: Sequence[Rectification],
        round_id: RoundId | None,
        annexes: AnnexOps,
        files: Mapping[RecordId, Sequence[Path]],
    ) -> Changes:
        """Keep these rectifications of a review with further files, all in one step.

        Args:
            review_id: the review.
            records: in their order.
            round_id: as of ``of_review``.
            annexes: keep the files.
            files: of which rectification; they stay where they are.

        Raises:
            Refusal: ``rectification.empty``, ``attachment.*``, ``file.*``; nothing is kept then.
        """
        with self._workspace.transaction("填写整改"):
            kept = [
                replace(each, attachments=annexes.attach(each, files[each.id]).attachments)
                if files.get(each.id)
                else each
                for each in records
            ]
            return self.replace_all(review_id, kept, round_id)

    def note_progress(self, ids: Iterable[RecordId], day: date, text: str) -> Changes:
        """Write what was done on a day; what was not begun is under way from now on.

        Raises:
            Refusal: ``rectification.empty`` where nothing is said.
        """
        if not text.strip():
            raise refusal("rectification.empty")

        def noted(each: Rectification) -> Rectification:
            progress = (*each.progress, Progress(day, text.strip()))
            state = each.state
            if each.standing is RectificationState.OPEN:
                state = RectificationState.UNDER_WAY
            return replace(each, progress=progress, state=state)

        return self._save("填写整改进展", map(noted, self._among(ids)))

    def set_due(
        self, ids: Iterable[RecordId], until: date | None, responsible: PersonId | None = None
    ) -> Changes:
        """Give several problems the same day.

        Args:
            ids: of the rectifications.
            until: by when they are to be mended; None: no day.
            responsible: who is to see to it; None: those who were named before.
        """
        name = self._workspace.directory(self._workspace.today()).name

        def due(each: Rectification) -> Rectification:
            if responsible is None:
                return replace(each, until=until)
            said = name(responsible)
            return replace(each, until=until, responsible=said, responsible_person=responsible)

        return self._save("安排整改时限", map(due, self._among(ids)))

    def finish(self, ids: Iterable[RecordId], result: str = "") -> Changes:
        """Say that problems are mended; a result that is given replaces what was said before."""
        done = RectificationState.DONE
        return self._save(
            "整改完成",
            (replace(r, state=done, result=result.strip() or r.result) for r in self._among(ids)),
        )

    def check_off(self, ids: Iterable[RecordId], by: str, day: date) -> Changes:
        """Strike mended problems off (销号).

        Args:
            ids: of the rectifications.
            by: who has checked them.
            day: when.

        Raises:
            Refusal: ``rectification.checker`` where nobody has, ``rectification.unfinished``
                where one is not mended yet.
        """
        if not by.strip():
            raise refusal("rectification.checker")
        found = self._among(ids)
        open_ = [each.problem for each in found if not each.is_finished]
        if open_:
            raise refusal("rectification.unfinished", problem=open_[0])
        checked = RectificationState.CHECKED
        return self._save(
            "整改销号",
            (replace(r, state=checked, checked_by=by.strip(), checked_on=day) for r in found),
        )

    def reopen(self, ids: Iterable[RecordId], reason: str) -> Changes:
        """Take problems up again that were mended or struck off.

        Raises:
            Refusal: ``reason.missing``.
        """
        if not reason.strip():
            raise refusal("reason.missing")
        under_way = RectificationState.UNDER_WAY
        return self._save(
            "重新整改",
            (replace(r, state=under_way, checked_by="", checked_on=None) for r in self._among(ids)),
            reason.strip(),
        )

    def remove(self, ids: Iterable[RecordId]) -> Changes:
        """Take rectifications away."""
        return self._remove("删除整改", ids)

    # ---- lists -------------------------------------------------------------------------------

    def write(
        self, rows: Sequence[RectificationRow], path: Path, *, overwrite: bool = False
    ) -> None:
        """Write a list of rectifications as Excel.

        Raises:
            Refusal: ``file.*``.
        """
        from app.export.files import write_new

        self._workspace.refuse_own_files(path)
        write_new(path, list_bytes(rows), overwrite=overwrite)

    # ---- helpers -----------------------------------------------------------------------------

    def _review(self, review_id: ReviewId) -> Review:
        review = self._workspace.stores.reviews.get(review_id)
        if review is None:
            raise refusal("review.unknown")
        return review

    def _among(self, ids: Iterable[RecordId]) -> list[Rectification]:
        return [r for r in self._store.among(ids) if isinstance(r, Rectification)]
