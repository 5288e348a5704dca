"""One form that is being filled: the record, and whom the cell 点评领导 names."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.ids import PersonId
from app.domain.review import Review, form_values
from app.domain.reviewer_text import REVIEWER_FIELD, Candidate, Candidates, NamedReviewers
from app.ops.reviews import ChosenReviewers, OpenForm
from app.ui.paper_form.form_desk import FormSource


class Filling:
    """What the dialog knows about the form on the screen; the cells hold the texts."""

    def __init__(self, opened: OpenForm, source: FormSource) -> None:
        """Begin with the record as opened.

        Args:
            opened: the form.
            source: knows who may be a reviewer; asked when somebody types into the cell.
        """
        self.opened = opened
        self._source = source
        self._extra: dict[PersonId, Candidate] = {}
        self._reason = ""
        self._named = NamedReviewers()
        self._begin(opened.review)

    def _begin(self, review: Review) -> None:
        self.review = review
        self._begun = self._last_read = form_values(review).get(REVIEWER_FIELD, "")
        self.persons = review.reviewers
        self._named = NamedReviewers(review.reviewers)
        self._reason = ""

    def saved(self, review: Review) -> None:
        """Go on with the record as it was kept."""
        self.opened = replace(self.opened, review=review, asks_reason=False)
        task = self.opened.task
        if task is not None and review.task_id and review.task_id != task.id:
            task = replace(task, id=review.task_id, reviewers=review.reviewers)
            self.opened = replace(self.opened, task=task)
        self._begin(review)

    # ---- who reviews ---------------------------------------------------------------------

    def read(self, text: str) -> None:
        """Find out whom the cell 点评领导 names now; quick where it has not changed."""
        if text == self._last_read:
            return
        self._last_read = text
        if text == self._begun:
            self.persons, self._named = self.review.reviewers, NamedReviewers()
            return
        body = self.opened.task.body if self.opened.task else ""
        people = Candidates((*self._source.people(text).people, *self._extra.values()))
        self._named = people.named(text, {*self.persons, *self.review.reviewers}, body)
        self.persons = self._named.persons

    def choose(self, persons: Sequence[Candidate], reason: str) -> str:
        """Take people that were chosen; returns what the cell is to show.

        Args:
            persons: in their order.
            reason: why the task goes to them; may be empty.
        """
        self._extra.update({each.person_id: each for each in persons})
        self.persons = tuple(each.person_id for each in persons)
        self._named = NamedReviewers(self.persons)
        self._reason = reason
        self._last_read = Candidates(persons).text(self.persons)
        return self._last_read

    def chosen(self) -> ChosenReviewers | None:
        """Return the reviewers where they are others than the record has; else None."""
        if self.persons == self.review.reviewers:
            return None
        return ChosenReviewers(self.persons, self._reason if self.leaves_plan() else "")

    def leaves_plan(self, persons: Sequence[PersonId] | None = None) -> bool:
        """Tell whether nobody of those planned reviews, so that a reason is wanted.

        Args:
            persons: who reviews; None: whom the cell names now.
        """
        wanted = set(self.persons if persons is None else persons)
        task = self.opened.task
        if task is None or task.body or not task.reviewers or not wanted:
            return False
        return wanted.isdisjoint(task.reviewers) and wanted != set(self.review.reviewers)

    def lacks_reason(self) -> bool:
        """Tell whether the task goes to others and nobody said why."""
        return self.leaves_plan() and not self._reason.strip()

    def give_reason(self, reason: str) -> None:
        """Say why the task goes to others."""
        self._reason = reason

    def planned_text(self) -> str:
        """Return who was planned to review."""
        planned = self.opened.task.reviewers if self.opened.task else ()
        return "、".join(self._source.candidate(person).name for person in planned)

    def draft(self) -> Review:
        """Return the record for a draft: as opened, with the reviewers chosen since."""
        return replace(self.review, reviewers=self.persons)

    def hints(self) -> list[str]:
        """Return a sentence for every name that stands for nobody in the ledger."""
        unknown = [
            f"“{part}”不在名单里，按文字打印，不计入参加点评的领导；按 F4 可选人或录入系统外人员。"
            for part in self._named.unknown
        ]
        several = [
            f"“{part}”无法确定是哪一位，不计入参加点评的领导；请按 F4 从名单里选。"
            for part in self._named.ambiguous
        ]
        return [*unknown, *several]
