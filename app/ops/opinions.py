"""调研 and opinions: what people said about an organisation or a member before the review."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.cycle.opinions import Opinion, opinions_text
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, RecordId
from app.domain.review import Round, Target
from app.ops.changes import Changes
from app.ops.commitments import place_of
from app.ops.cycle_ops import CycleOps
from app.ops.tasks import target_name


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """An opinion as lists show it."""

    record: Opinion
    name: str
    """Whom it is about."""
    organization: str


class OpinionOps(CycleOps):
    """What a user can do with opinions."""

    def rows(self, round_: Round, under: OrganizationId | None = None) -> tuple[OpinionRow, ...]:
        """Return what was said as lists show it."""
        directory = self._workspace.directory(self._workspace.day_of(round_))
        return tuple(
            OpinionRow(
                each,
                target_name(directory, each.target) if each.target is not None else "",
                directory.tree[each.organization_id].name,
            )
            for each in self.all(round_, under)
        )

    def all(self, round_: Round, under: OrganizationId | None = None) -> tuple[Opinion, ...]:
        """Return what was said in a round about an organisation and everything below."""
        return self._below(Opinion, round_, under)

    def of(self, round_: Round, target: Target) -> tuple[Opinion, ...]:
        """Return what was said about one organisation or person in a round."""
        found = self._store.of_target(Opinion, target.id)
        return tuple(each for each in found if each.round_id == round_.id)

    def text(self, round_: Round, target: Target) -> str:
        """Return 党员群众代表意见和建议 as the form has it; empty: nothing was said."""
        return opinions_text(self.of(round_, target))

    def new(
        self, round_: Round, target: Target, organization: OrganizationId | None = None
    ) -> Opinion:
        """Return an empty opinion about somebody; nothing is kept.

        Args:
            round_: the round that it is heard for.
            target: whom it is about.
            organization: whose work it belongs to; None: where the target stands.

        Raises:
            Refusal: ``target.unknown`` where nobody of that id is on the books.
        """
        return Opinion(
            id=RecordId(self._workspace.new_id()),
            organization_id=organization or place_of(self._workspace, round_, target),
            round_id=round_.id,
            target=target,
            day=self._workspace.today(),
            text="",
        )

    def save(self, records: Iterable[Opinion]) -> Changes:
        """Keep opinions.

        Raises:
            Refusal: ``opinion.empty`` where nothing was said, ``opinion.count`` where nobody did.
        """
        wanted = list(records)
        if any(not each.text.strip() for each in wanted):
            raise refusal("opinion.empty")
        if any(each.count < 1 for each in wanted):
            raise refusal("opinion.count")
        return self._save("意见建议", wanted)

    def remove(self, ids: Iterable[RecordId]) -> Changes:
        """Take opinions away."""
        return self._remove("删除意见建议", ids)
