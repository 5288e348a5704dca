"""公开承诺: who promised what until when, and how far it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.cycle.commitments import Commitment, CommitmentState, Term, commitments_text
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId, RecordId
from app.domain.review import Round, Target
from app.domain.words import TargetKind
from app.ops.annexes import AnnexOps
from app.ops.changes import Changes
from app.ops.cycle_ops import CycleOps
from app.ops.tasks import lies_under, target_name
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A promise as lists show it."""

    record: Commitment
    name: str
    """Who made it."""
    organization: str
    term: Term
    """How it stands to its last day today."""

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been kept and nobody has said what became."""
        return self.term is Term.OVERDUE


class CommitmentOps(CycleOps):
    """What a user can do with promises."""

    def rows(self, round_: Round, under: OrganizationId | None = None) -> tuple[CommitmentRow, ...]:
        """Return the promises of a round, of an organisation and everything below."""
        workspace, today = self._workspace, self._workspace.today()
        directory = workspace.directory(workspace.day_of(round_))
        return tuple(
            CommitmentRow(
                record,
                target_name(directory, record.target),
                directory.tree[record.organization_id].name,
                record.term(today),
            )
            for record in self._store.of_kind(Commitment, round_.id)
            if record.target is not None
            and lies_under(directory, record.target, record.organization_id, under)
        )

    def of(self, round_: Round, target: Target) -> tuple[Commitment, ...]:
        """Return what an organisation or a person has promised in a round."""
        found = self._store.of_target(Commitment, target.id)
        return tuple(each for each in found if each.round_id == round_.id)

    def text(self, round_: Round, target: Target) -> str:
        """Return 承诺事项及完成情况 as the form has it; empty: nothing was promised."""
        return commitments_text(self.of(round_, target))

    def new(self, round_: Round, target: Target) -> Commitment:
        """Return an empty promise of somebody; nothing is kept.

        Raises:
            Refusal: ``target.unknown`` where nobody of that id is on the books.
        """
        workspace = self._workspace
        place = place_of(workspace, round_, target)
        return Commitment(
            id=RecordId(workspace.new_id()),
            organization_id=place,
            round_id=round_.id,
            target=target,
            day=workspace.today(),
            state=CommitmentState.OPEN,
            matter="",
        )

    def save(self, records: Iterable[Commitment]) -> Changes:
        """Keep promises as they were filled in.

        Raises:
            Refusal: ``commitment.empty`` where one does not say what was promised.
        """
        wanted = list(records)
        if any(not each.matter.strip() for each in wanted):
            raise refusal("commitment.empty")
        return self._save("公开承诺", wanted)

    def save_with_files(
        self, record: Commitment, annexes: AnnexOps, paths: Sequence[Path]
    ) -> Changes:
        """Keep a promise and the files that show how it was kept, in one step.

        Args:
            record: the promise as it was filled in.
            annexes: keep the files.
            paths: of further files; they stay where they are.

        Raises:
            Refusal: ``commitment.empty``, ``attachment.*``, ``file.*``; nothing is kept then.
        """
        with self._workspace.transaction("公开承诺"):
            return self.save([annexes.attach(record, paths)])

    def mark(self, ids: Iterable[RecordId], state: CommitmentState, progress: str = "") -> Changes:
        """Say how far promises are kept.

        Args:
            ids: of the promises.
            state: how far.
            progress: in words; empty leaves what was said.
        """
        found = [r for r in self._store.among(ids) if isinstance(r, Commitment)]
        said = progress.strip()
        return self._save(
            "承诺兑现情况",
            (replace(each, state=state, progress=said or each.progress) for each in found),
        )

    def remove(self, ids: Iterable[RecordId]) -> Changes:
        """Take promises away."""
        return self._remove("删除承诺", ids)


def place_of(workspace: Workspace, round_: Round, target: Target) -> OrganizationId:
    """Return the organisation whose work a record about somebody belongs to.

    Raises:
        Refusal: ``target.unknown`` where nobody of that id is on the books.
    """
    directory = workspace.directory(workspace.day_of(round_))
    if target.kind is TargetKind.ORGANIZATION:
        if target.organization_id not in directory.tree:
            raise refusal("target.unknown")
        return target.organization_id
    member = directory.members.get(target.person_id)
    if member is not None:
        return member.organization_id
    posts = directory.posts_of(target.person_id)
    if not posts:
        raise refusal("target.unknown")
    return posts[0].organization_id
