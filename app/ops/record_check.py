"""Looks through the records of a round little by little, so that no window has to wait for it."""

from app.domain.form import MAIN_BLOCK, FormSpec
from app.domain.ids import OrganizationId
from app.domain.review import Review, Round, missing
from app.domain.tree import Tree
from app.ops.workspace import Workspace

BATCH = 100
_PROBLEMS = "review.problems"
_RECTIFICATION = "rectification."


class RecordCheck:
    """Counts, by organisation, records that lack cells, and problems without 整改."""

    def __init__(self, workspace: Workspace, round_: Round) -> None:
        """Begin with the first record of a round."""
        self._workspace = workspace
        self._round = round_
        self._place = 0
        self._lacking: dict[OrganizationId, int] = {}
        self._unmended: dict[OrganizationId, int] = {}
        self._ended = False
        self._listed = workspace.stores.standing.listed(round_.id)

    @property
    def ended(self) -> bool:
        """Whether every record has been looked at."""
        return self._ended

    def look_further(self) -> bool:
        """Look at the next records; return whether there are more."""
        stores = self._workspace.stores
        found = stores.standing.done_after(self._round.id, self._place, BATCH)
        for review in stores.reviews.among([id_ for _, id_ in found]):
            self._look_at(review)
        if found:
            self._place = found[-1][0]
        self._ended = len(found) < BATCH
        return not self._ended

    def counts(self, tree: Tree, unit: OrganizationId) -> tuple[int, int]:
        """Return how many records of a unit lack cells, and how many wait for 整改.

        What is listed on the page 整改 is followed there and not counted here.
        """
        lacking, unmended = (
            sum(n for place, n in found.items() if place in tree and tree.within(place, unit))
            for found in (self._lacking, self._unmended)
        )
        return lacking, unmended

    def _look_at(self, review: Review) -> None:
        spec = self._workspace.form_edition(review.form, review.form_edition)
        place = review.organization_id
        if missing(review, spec):
            self._lacking[place] = self._lacking.get(place, 0) + 1
        if review.id not in self._listed and _awaits_rectification(review, spec):
            self._unmended[place] = self._unmended.get(place, 0) + 1


def _awaits_rectification(review: Review, spec: FormSpec) -> bool:
    """Tell whether problems are named and the form's own block about them is still empty."""
    cells = [
        field.key
        for field in spec.fields
        if field.block != MAIN_BLOCK and field.key.startswith(_RECTIFICATION)
    ]
    typed = review.typed
    return (
        bool(cells)
        and bool(typed.get(_PROBLEMS, "").strip())
        and not any(typed.get(key, "").strip() for key in cells)
    )
