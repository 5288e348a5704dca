"""Texts that a form need not be filled with by hand: what the ledger already knows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.cycle.commitments import Commitment
from app.domain.cycle.rectification import rectified_text
from app.domain.form import FormSpec
from app.domain.review import Review, Round
from app.ops.changes import Changes
from app.ops.rectifications import RectificationOps
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.ops.assessments import AssessmentOps
    from app.ops.commitments import CommitmentOps
    from app.ops.opinions import OpinionOps

COMMITMENTS, SUMMARY, OPINIONS = "target.commitments", "target.summary", "opinions"
EVALUATION, MENDED = "review.evaluation", "rectification.summary"
_BEFORE = "上轮点评指出的问题及整改情况："


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A text that is ready for one cell."""

    key: str
    """The field that it is for."""
    label: str
    """What the cell is called on paper."""
    source: str
    """Where it comes from, in words: 公开承诺 3 条."""
    text: str


class ReadyTexts:
    """What is ready for a form, and the promises that its reviewer says something of."""

    def __init__(
        self,
        workspace: Workspace,
        commitments: "CommitmentOps",
        opinions: "OpinionOps",
        assessments: "AssessmentOps",
    ) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._commitments = commitments
        self._opinions = opinions
        self._assessments = assessments
        self._rectifications = RectificationOps(workspace)

    def of(self, review: Review, spec: FormSpec) -> tuple[ReadyText, ...]:
        """Return what is ready for the cells of a form, in the order of its cells.

        Args:
            review: the record, kept or new.
            spec: its form; only cells that it has are thought of.
        """
        keys = spec.field_by_key
        found: dict[str, list[ReadyText]] = {}
        for each in self._ready(review, set(keys)):
            found.setdefault(each.key, []).append(each)
        return tuple(
            ReadyText(
                key,
                keys[key].label,
                "，".join(each.source for each in found[key]),
                "\n".join(each.text for each in found[key]),
            )
            for key in keys
            if key in found
        )

    def _ready(self, review: Review, keys: Collection[str]) -> Iterator[ReadyText]:
        round_ = self._round(review)
        if round_ is None:
            return
        promises = self._commitments.of(round_, review.target)
        cell = COMMITMENTS if COMMITMENTS in keys else SUMMARY
        if promises and cell in keys:
            text = self._commitments.text(round_, review.target)
            yield ReadyText(cell, "", f"公开承诺 {len(promises)} 条", text)
        heard = self._opinions.of(round_, review.target)
        votes = self._assessments.texts_for(review.target.id, round_)
        told = [f"意见建议 {len(heard)} 条"] if heard else []
        told += [f"群众评议 {len(votes)} 次"] if votes else []
        if told and OPINIONS in keys:
            said = [self._opinions.text(round_, review.target)] if heard else []
            yield ReadyText(OPINIONS, "", "，".join(told), "\n".join((*said, *votes)))
        elif votes and EVALUATION in keys:
            yield ReadyText(EVALUATION, "", told[-1], "\n".join(votes))
        yield from self._mended(review, round_, keys)

    def _mended(self, review: Review, round_: Round, keys: Collection[str]) -> Iterator[ReadyText]:
        """Give how the problems of the last round, and of this review, were mended."""
        everything = self._rectifications.of_target(review.target)
        before = [each for each in everything if each.round_id == round_.previous_id]
        if before and round_.previous_id is not None and SUMMARY in keys:
            text = f"{_BEFORE}\n{rectified_text(before)}"
            yield ReadyText(SUMMARY, "", f"上轮整改 {len(before)} 项", text)
        own = [each for each in everything if each.review_id == review.id]
        if own and MENDED in keys:
            text = rectified_text(self._rectifications.of_review(review.id))
            yield ReadyText(MENDED, "", f"整改事项 {len(own)} 项", text)

    def promises(self, review: Review) -> tuple[Commitment, ...]:
        """Return what the target promised; empty where the form does not review one by one."""
        declared = self._workspace.scheme.form(review.form)
        round_ = self._round(review)
        if declared is None or not declared.each_commitment or round_ is None:
            return ()
        return self._commitments.of(round_, review.target)

    def keep_comments(self, promises: Collection[Commitment]) -> Changes:
        """Keep what the reviewer said of promises.

        Raises:
            Refusal: as ``CommitmentOps.save``.
        """
        return self._commitments.save(promises)

    def _round(self, review: Review) -> Round | None:
        rounds = self._workspace.stores.rounds.all()
        return next((each for each in rounds if each.id == review.round_id), None)
