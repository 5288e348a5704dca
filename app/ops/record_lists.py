"""Every record around the reviews as a row of a list: promises, meetings, postings, votes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from app.domain.cycle.assessment import ACCOUNT_WORDS, ASSESSMENT_STATES, Assessment, VoterGroup
from app.domain.cycle.kinds import kind_of
from app.domain.cycle.record import RECORD_KINDS, Record
from app.domain.cycle.record_columns import COLUMNS, day_text
from app.domain.cycle.vote_results import result_text, results
from app.ops.tasks import target_name
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.ids import OrganizationId, RoundId
    from app.domain.review import Round

_R = TypeVar("_R", bound=Record)

TITLE = "工作记录"
HEAD = ("轮次", "党组织", "对象")
FILES = "附件"
VOTE_HEADINGS = ("名称", "日期", "地点", "状态", "参评人员", "评议结果", "评定等次", "备注")
_NARROWEST, _WIDEST = 10.0, 44.0
_LONGEST = 32_000
"""Characters; a cell of Excel holds no more than 32,767."""


@dataclass(frozen=True, slots=True)
class RecordList:
    """The records of one kind: headings, and a text under each."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def widths(self) -> tuple[float, ...]:
        """How wide the columns are, in letters: as their texts need it, within bounds."""
        columns = zip(self.headings, *self.rows, strict=True)
        longest = (max(len(line) for text in c for line in text.split("\n")) for c in columns)
        return tuple(min(max(2 * length + 2, _NARROWEST), _WIDEST) for length in longest)


class RecordLists:
    """Lists records, a list for each kind that there is any of."""

    def __init__(
        self,
        workspace: Workspace,
        round_: "Round | None" = None,
        unit: "OrganizationId | None" = None,
    ) -> None:
        """Read nothing yet.

        Args:
            workspace: the ledger.
            round_: whose records; None: those of all rounds.
            unit: those of this organisation and everything below it; None: all.
        """
        self._workspace = workspace
        self._round, self._unit = round_, unit
        rounds = workspace.stores.rounds.all()
        self._rounds: Mapping[RoundId | None, Round] = {each.id: each for each in rounds}

    def __iter__(self) -> Iterator[RecordList]:
        """Give the lists; single ballots stand in the 计票表 of their vote."""
        for kind, columns in COLUMNS.items():
            texts = tuple(columns.values())
            rows = tuple(
                (*self._head(each), *(text(each)[:_LONGEST] for text in texts), _files(each))
                for each in self._of(kind)
            )
            if rows:
                yield RecordList(RECORD_KINDS[kind_of(kind)], (*HEAD, *columns, FILES), rows)
        votes = tuple(row for each in self._of(Assessment) for row in self._voted(each))
        if votes:
            title = RECORD_KINDS[kind_of(Assessment)]
            yield RecordList(title, (*HEAD, *VOTE_HEADINGS, FILES), votes)

    def content(self) -> bytes:
        """Return the lists as an Excel file, a sheet for each."""
        from app.export.excel_sheets import ListSheet, lists_bytes

        sheets = [ListSheet(each.title, each.headings, each.rows, each.widths) for each in self]
        return lists_bytes(sheets or [ListSheet(TITLE, HEAD, (), (_NARROWEST,) * len(HEAD))])

    @property
    def is_empty(self) -> bool:
        """Whether there is not one record."""
        return not any(self._of(kind) for kind in (*COLUMNS, Assessment))

    def _of(self, kind: type[_R]) -> "Sequence[_R]":
        round_id = self._round.id if self._round is not None else None
        found = self._workspace.stores.cycle.of_kind(kind, round_id)
        if self._unit is None:
            return found
        workspace = self._workspace
        day = workspace.day_of(self._round) if self._round else workspace.today()
        places = {each.id for each in workspace.directory(day).tree.subtree(self._unit)}
        return [each for each in found if each.organization_id in places]

    def _head(self, record: Record) -> tuple[str, str, str]:
        """Return the round, the organisation and whom it is about, by their names then."""
        workspace = self._workspace
        round_ = self._rounds.get(record.round_id)
        day = workspace.day_of(round_) if round_ else workspace.today()
        directory, place = workspace.directory(day), record.organization_id
        return (
            round_.name if round_ else "",
            directory.tree[place].name if place in directory.tree else "",
            target_name(directory, record.target) if record.target else "",
        )

    def _voted(self, vote: Assessment) -> Iterator[tuple[str, ...]]:
        """Give a row for each of those voted on."""
        round_, place, _ = self._head(vote)
        words = (vote.title, day_text(vote.day), vote.place, ASSESSMENT_STATES[vote.standing])
        voters = "；".join(map(_voters, vote.groups))
        for result in results(vote):
            each = result.object
            said = (result_text(result, vote), each.rating, vote.remark)
            yield (round_, place, each.name, *words, voters, *said, _files(vote))


def _voters(group: VoterGroup) -> str:
    """Return who voted, with what is known of the ballots: 经营户（发出30，收回29，有效28）."""
    numbers = ((word, getattr(group.accounts, name)) for name, word in ACCOUNT_WORDS.items())
    told = "，".join(f"{word}{number}" for word, number in numbers if number is not None)
    return f"{group.name}（{told}）" if told else group.name


def _files(record: Record) -> str:
    return "、".join(each.name for each in record.attachments)
