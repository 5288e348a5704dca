"""Lists of promises: taken in from what people bring, handed out blank, written out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.cycle import commitment_list as listed
from app.domain.cycle.commitment_list import ListedCommitment
from app.domain.cycle.commitments import COMMITMENT_STATES, Commitment, CommitmentState
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault, Refusal
from app.domain.ids import OrganizationId, PersonId
from app.domain.review import Round, Target
from app.domain.typed import plain_name
from app.domain.words import TargetKind
from app.ops.changes import Changes, Topic, changed
from app.ops.commitments import CommitmentOps, CommitmentRow
from app.ops.tasks import target_name
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.export.excel_sheets import ListSheet

NOTES = "填写说明"
EXPLAINED: Mapping[str, str] = {
    listed.PROMISER: "党员姓名；党组织的承诺写党组织名称。接着写同一人的下一条，可以空着。",
    listed.PLACE: "所在党支部的全称；有同名党员时必填。",
    listed.MATTER: "承诺做什么，一行一件，必填。",
    listed.MEASURE: "怎么做，可以不填。",
    listed.UNTIL: "例如 2010年12月31日；只写年、月的，按最后一天算。",
    listed.STATE: "、".join(COMMITMENT_STATES.values()) + "；不填就是未开始。",
    listed.PROGRESS: "做到了什么程度，可以不填。",
}
_WIDTHS = (14, 24, 40, 40, 18, 12, 40)


class RowFate(StrEnum):
    """What taking a row in would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


ROW_FATES: Mapping[RowFate, str] = {
    RowFate.NEW: "新增",
    RowFate.CHANGED: "更改",
    RowFate.SAME: "未变",
}


@dataclass(frozen=True, slots=True)
class ProposedCommitment:
    """A row that was understood."""

    place: str
    record: Commitment
    """As it would be kept."""
    name: str
    organization: str
    fate: RowFate


@dataclass(frozen=True, slots=True)
class CommitmentProposal:
    """What taking a list in would do; nothing is written."""

    rows: tuple[ProposedCommitment, ...]
    faults: tuple[Fault, ...]
    """The rows that were not understood, each with its place and why."""

    def count(self, fate: RowFate) -> int:
        """Return how many rows would do this."""
        return sum(1 for row in self.rows if row.fate is fate)

    @property
    def brings(self) -> tuple[Commitment, ...]:
        """What would be kept."""
        return tuple(row.record for row in self.rows if row.fate is not RowFate.SAME)


class CommitmentLists:
    """What a user can do with whole lists of promises."""

    def __init__(self, workspace: Workspace, commitments: CommitmentOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._commitments = commitments

    def propose(self, path: Path, round_: Round) -> CommitmentProposal:
        """Say what taking a file in would do.

        Raises:
            Refusal: ``file.*``, ``sheet.*``, ``commitment.sheet_heading``.
        """
        from app.intake.commitment_sheet import read_commitments

        return self._proposed(read_commitments(path), round_)

    def propose_pasted(self, text: str, round_: Round) -> CommitmentProposal:
        """Say what taking in rows would do that were copied from a table.

        Raises:
            Refusal: ``sheet.*``, ``commitment.sheet_heading``.
        """
        from app.intake.commitment_sheet import read_pasted

        return self._proposed(read_pasted(text), round_)

    def apply(self, proposal: CommitmentProposal) -> Changes:
        """Keep what a proposal brings, in one step."""
        with self._workspace.transaction("导入承诺"):
            self._workspace.stores.cycle.save(proposal.brings)
        return changed(Topic.CYCLE)

    def write_template(self, path: Path, *, overwrite: bool = False) -> None:
        """Write an empty list to hand out, with a sheet of notes.

        Raises:
            Refusal: ``file.*``.
        """
        from app.export.excel_sheets import ListSheet

        notes = ListSheet(NOTES, ("这一列", "怎么填"), list(EXPLAINED.items()), (24, 70))
        self._write([], [notes], path, overwrite=overwrite)

    def write(self, rows: Iterable[CommitmentRow], path: Path, *, overwrite: bool = False) -> None:
        """Write promises as a list; taken in again it changes nothing.

        Raises:
            Refusal: ``file.*``.
        """
        texts = [listed.row_texts(row.record, row.name, row.organization) for row in rows]
        self._write(texts, [], path, overwrite=overwrite)

    def _write(
        self,
        texts: Sequence[Sequence[str]],
        others: "Sequence[ListSheet]",
        path: Path,
        *,
        overwrite: bool,
    ) -> None:
        from app.export.excel_sheets import ListSheet, lists_bytes
        from app.export.files import write_new

        self._workspace.refuse_own_files(path)
        sheet = ListSheet(listed.TITLE, listed.COLUMNS, texts, _WIDTHS)
        write_new(path, lists_bytes([sheet, *others]), overwrite=overwrite)

    def _proposed(self, rows: Sequence[ListedCommitment], round_: Round) -> CommitmentProposal:
        kept = self._workspace.stores.cycle.of_kind(Commitment, round_.id)
        directory = self._workspace.directory(self._workspace.day_of(round_))
        reading = _Reading(directory, self._commitments, round_, kept)
        return reading.run(rows)


class _Reading:
    """Understands the rows of a list one after the other."""

    def __init__(
        self,
        directory: Directory,
        commitments: CommitmentOps,
        round_: Round,
        kept: Iterable[Commitment],
    ) -> None:
        self._directory = directory
        self._commitments = commitments
        self._round = round_
        self._kept = {_key(each): each for each in kept}
        self._seen: set[tuple[Target | None, str]] = set()

    def run(self, rows: Sequence[ListedCommitment]) -> CommitmentProposal:
        found: list[ProposedCommitment] = []
        faults: list[Fault] = []
        for row in rows:
            try:
                found.append(self._read(row))
            except Refusal as refused:
                faults.extend(replace(each, place=row.place) for each in refused.faults)
        return CommitmentProposal(tuple(found), tuple(faults))

    def _read(self, row: ListedCommitment) -> ProposedCommitment:
        target = self._target(row)
        new = self._commitments.new(self._round, target)
        record = self._filled(new, row)
        key = _key(record)
        if key in self._seen:
            raise refusal("commitment.sheet_double", matter=record.matter)
        self._seen.add(key)
        before = self._kept.get(key)
        fate = RowFate.NEW
        if before is not None:
            record = self._filled(before, row)
            fate = RowFate.SAME if record == before else RowFate.CHANGED
        tree = self._directory.tree
        return ProposedCommitment(
            row.place,
            record,
            target_name(self._directory, target),
            tree[record.organization_id].name,
            fate,
        )

    def _filled(self, record: Commitment, row: ListedCommitment) -> Commitment:
        """Return a promise with what a row says; empty cells leave what was known.

        Raises:
            Refusal: ``commitment.empty``, ``commitment.sheet_state``, ``date.*``.
        """
        matter = row.text(listed.MATTER).strip()
        if not matter:
            raise refusal("commitment.empty")
        state, until = record.standing, record.until
        word, progress = row.text(listed.STATE), row.text(listed.PROGRESS)
        if not word and listed.state_named(progress) is not None:
            word, progress = progress, ""  # 兑现情况：已完成
        if word:
            named = listed.state_named(word)
            if named is None:
                states = "、".join(COMMITMENT_STATES.values())
                raise refusal("commitment.sheet_state", word=word, states=states)
            state = named
        if written := row.text(listed.UNTIL):
            until = listed.until_day(written)
        return replace(
            record,
            matter=record.matter or matter,
            measure=row.text(listed.MEASURE) or record.measure,
            until=until,
            state=CommitmentState(state),
            progress=progress or record.progress,
        )

    # ---- who -----------------------------------------------------------------------------

    def _target(self, row: ListedCommitment) -> Target:
        """Find out who promised: a member, or an organisation in its own name.

        Raises:
            Refusal: ``commitment.sheet_nobody``, ``commitment.sheet_unknown``,
                ``commitment.sheet_several``.
        """
        name, place = (plain_name(row.text(c)) for c in (listed.PROMISER, listed.PLACE))
        if not name and not place:
            raise refusal("commitment.sheet_nobody")
        if not name:
            return self._organization(place, place)
        persons = self._among(self._by_name.get(name, ()), place)
        if len(persons) > 1:
            raise refusal("commitment.sheet_several", name=name)
        if persons:
            return Target(TargetKind.MEMBER, persons[0])
        return self._organization(name, place)

    def _organization(self, name: str, place: str) -> Target:
        tree = self._directory.tree
        found = [each for each in tree.named(name) if self._directory.is_active(each)]
        if len(found) > 1 and place and place != name:
            near = {each.id for each in tree.named(place)}
            found = [e for e in found if any(tree.within(e.id, above) for above in near)]
        if not found:
            raise refusal("commitment.sheet_unknown", name=name)
        if len(found) > 1:
            raise refusal("commitment.sheet_several", name=name)
        return Target(TargetKind.ORGANIZATION, found[0].id)

    def _among(self, persons: Sequence[PersonId], place: str) -> Sequence[PersonId]:
        """Return those who belong to a place; where nobody does, all of them."""
        if len(persons) < 2 or not place:
            return persons
        tree = self._directory.tree
        wanted = [each.id for each in tree.named(place)]
        near = [p for p in persons if any(tree.within(self._home(p), w) for w in wanted)]
        return near or persons

    def _home(self, person_id: PersonId) -> OrganizationId:
        member = self._directory.members.get(person_id)
        if member is not None:
            return member.organization_id
        return self._directory.posts_of(person_id)[0].organization_id

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[PersonId]]:
        """Members, and those who hold a post without being one, by name."""
        directory = self._directory
        holders = (a.person_id for a in directory.records.appointments)
        known: Callable[[PersonId], object] = directory.posts_of
        everybody = dict.fromkeys([*directory.members, *(p for p in holders if known(p))])
        found: dict[str, list[PersonId]] = {}
        for person in everybody:
            found.setdefault(plain_name(directory.name(person)), []).append(person)
        return found


def _key(record: Commitment) -> tuple[Target | None, str]:
    """By what a promise is known again: who, and what."""
    return record.target, "".join(record.matter.split())
