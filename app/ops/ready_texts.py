"""Texts that a form need not be filled with by hand: what the ledger already knows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.domain.cycle.commitments import Commitment
from app.domain.form import FormSpec
from app.domain.review import Review, Round
from app.ops.assessments import AssessmentOps
from app.ops.changes import Changes
from app.ops.commitments import CommitmentOps
from app.ops.opinions import OpinionOps
from app.ops.workspace import Workspace

COMMITMENTS, SUMMARY, OPINIONS = "target.commitments", "target.summary", "opinions"
EVALUATION = "review.evaluation"


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
        commitments: CommitmentOps,
        opinions: OpinionOps,
        assessments: AssessmentOps,
    ) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._commitments = commitments
        self._opinions = opinions
        self._assessments = assessments

    def of(self, review: Review, spec: FormSpec) -> tuple[ReadyText, ...]:
        """Return what is ready for the cells of a form, in the order of its cells.

        Args:
            review: the record, kept or new.
            spec: its form; only cells that it has are thought of.
        """
        keys = spec.field_by_key
        found = {each.key: each for each in self._ready(review, set(keys))}
        return tuple(
            ReadyText(key, keys[key].label, found[key].source, found[key].text)
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
