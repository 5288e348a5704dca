"""Imports: files become a proposal, the user sees it, one transaction applies it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.clock import now
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.handoff_records import UnitFigures
from app.domain.history import IMPORT, Change
from app.domain.ids import OrganizationId, PersonId, QuestionId, RoundId, many_ids
from app.domain.plain import from_plain, to_plain
from app.domain.proposal import (
    REJECT_REASON,
    Proposal,
    Question,
    RowFault,
    SheetKind,
    SheetRow,
    SheetTable,
)
from app.domain.review import Review, ReviewTask, Target
from app.ops.answering import declined, meant
from app.ops.changes import Changes, Topic, changed
from app.ops.rounds import RoundOps
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.intake.figures_rows import FiguresWanted
    from app.intake.review_rows import ReviewContext
    from app.ops.units import UnitOps

AUTO = "auto"
TYPED = "手工录入"
_UNREAD = "未读入的文件"
KINDS = (AUTO, *(kind.value for kind in SheetKind))
_REVIEWED = (SheetKind.REVIEWS, SheetKind.FORMS)


class ImportOps:
    """What a user can take in."""

    def __init__(self, workspace: Workspace, rounds: RoundOps, units: "UnitOps") -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds
        self._units = units

    def propose(
        self,
        paths: Sequence[Path],
        kind: str = AUTO,
        under: str | None = None,
        round_name: str | None = None,
    ) -> Proposal:
        """Say what taking these files in would do; nothing is written.

        Args:
            paths: the files; names are resolved over all of them together.
            kind: what they are, or ``auto``: recognised by their columns.
            under: name of the default parent, and the first place to search; of a 统计表: the
                unit whose figures it has, in place of the name that stands on it.
            round_name: which round a 统计表 is of; None: the latest.

        Raises:
            Refusal: ``file.*``, ``sheet.*``, ``organization.*``; ``round.unknown``; ``figures.*``
                where there is nothing else.
        """
        from app.intake.collector import resting_collector
        from app.ops.figure_rows import FigureRows, holds_figures, with_figures

        if round_name is not None:
            self._workspace.round(round_name)
        place = self._under(under)
        with resting_collector():
            tables = self._read(paths, kind, under)
            lists = [table for table in tables if not holds_figures(table)]
            proposal = self._propose(lists, place)
        if len(lists) == len(tables):
            return proposal
        figures = FigureRows(self._workspace, self._units, round_name, place)
        return with_figures(tables, proposal, figures)

    def _read(self, paths: Sequence[Path], kind: str, under: str | None) -> list[SheetTable]:
        from app.intake.gather import gather

        wanted = None if kind == AUTO else SheetKind(kind)
        figures = self._figures_wanted(wanted, under)
        workspace = self._workspace
        return gather(paths, wanted, workspace.forms, workspace.earlier_editions, figures)

    def _figures_wanted(self, kind: SheetKind | None, under: str | None) -> "FiguresWanted | None":
        """Return the 统计表 that is looked for; None: none, the scheme has no such table.

        Raises:
            Refusal: ``scheme.*``, where a 统计表 is what the user says that it is.
        """
        if kind not in (None, SheetKind.FIGURES):
            return None
        name = self._workspace.organization(under, self._workspace.today()).name if under else ""
        try:
            return self._units.wanted(name)
        except Refusal:
            if kind is not None:
                raise
        return None

    def propose_rows(self, kind: SheetKind, rows: Sequence[Mapping[str, str]]) -> Proposal:
        """Say what taking in rows that were typed would do; nothing is written.

        Args:
            kind: what the rows are.
            rows: texts by canonical column, numbered from 1 in what is said about them.
        """
        typed = tuple(SheetRow(number, cells) for number, cells in enumerate(rows, 1))
        return self._propose([SheetTable("", TYPED, kind, 0, {}, typed)], None)

    def apply(self, proposal: Proposal, under: str | None = None) -> Changes:
        """Write what a proposal says, keep its questions, and plan the rounds again.

        Args:
            proposal: as shown.
            under: the default parent it was made with; kept with its questions.
        """
        return self._apply(proposal, self._under(under))

    def _apply(self, proposal: Proposal, under: OrganizationId | None) -> Changes:
        workspace = self._workspace
        stores, writes = workspace.stores, proposal.writes
        with workspace.transaction("导入"):
            stores.structure.remove(
                appointments=writes.ended_appointments,
                oversights=writes.ended_oversights,
                reason="导入",
            )
            stores.structure.save(
                organizations=writes.organizations,
                persons=writes.persons,
                members=writes.members,
                appointments=writes.appointments,
                oversights=writes.oversights,
                reason="导入",
            )
            stores.reviews.save_many(writes.reviews, reason="导入")
            self._hold_figures(writes.figures)
            self._keep_questions(proposal, under)
            self._log(proposal)
            workspace.structure_changed()
            planned = Changes() if writes.is_empty else self._rounds.plan_again()
        if writes.is_empty:
            return changed(Topic.QUESTIONS)
        told = planned | changed(Topic.STRUCTURE, Topic.REVIEWS, Topic.QUESTIONS)
        return told | changed(Topic.HANDOFF) if writes.figures else told

    def _hold_figures(self, figures: Iterable[UnitFigures]) -> None:
        rounds = {round_.id: round_ for round_ in self._workspace.stores.rounds.all()}
        for each in figures:
            enter = self._units.enter_figures
            enter(each.unit, rounds[each.round], each.values, each.as_of, each.source)

    def _log(self, proposal: Proposal) -> None:
        """Write one line about the import; new records have none of their own."""
        writes = proposal.writes
        counts = {
            "党组织": len(writes.organizations),
            "人员": len(writes.persons),
            "党员": len(writes.members),
            "职务": len(writes.appointments),
            "登记表": len(writes.reviews),
            "报表数": len(writes.figures),
        }
        brought = "、".join(f"{word} {count}" for word, count in counts.items() if count)
        if brought:
            self._workspace.stores.changes.append(
                [Change(IMPORT, "", "", "", brought, now(), reason="导入")]
            )

    def answer(self, question_id: str, option: str) -> Proposal:
        """Remember the answer to a question and take in the rows that waited for it.

        A package that waits for an answer about its sender is received again afterwards.

        Raises:
            Refusal: ``question.unknown`` or ``question.option``.
        """
        questions = self._workspace.stores.questions
        known = questions.get(QuestionId(question_id))
        question = known.question if known else declined(self._workspace, QuestionId(question_id))
        if question is None:
            raise refusal("question.unknown", id=question_id)
        option = meant(self._workspace, question, option)
        payload = known.payload if known else {"tables": [], "under": None}
        tables = [from_plain(SheetTable, each) for each in payload["tables"]]
        place = payload["under"]
        under = OrganizationId(place) if place else None
        with self._workspace.transaction("回答导入的问题"):
            questions.answer(question.id, option)
            proposal = self._propose(tables, under)
            self._apply(proposal, under)
        return proposal

    def write_rejects(self, proposal: Proposal, path: Path, *, overwrite: bool = False) -> None:
        """Write the rejected rows with their reasons, ready to be mended and imported again.

        Raises:
            Refusal: ``file.*``.
        """
        inputs = [Path(sheet.table.file) for sheet in proposal.sheets]
        self._workspace.refuse_own_files(path, inputs)
        from app.export.excel_sheets import ListSheet, lists_bytes
        from app.export.files import write_new
        from app.intake.rejects import rejected_rows

        rejected = [sheet for sheet in proposal.sheets if sheet.rejected] or proposal.sheets[:1]
        sheets = [sheet for sheet in rejected if not sheet.table.is_unread]
        lists = []
        for number, sheet in enumerate(sheets, 1):
            reasons = _reasons(sheet.rejected)
            found = rejected_rows(sheet.table, reasons)
            headings = [*found.headings, REJECT_REASON]
            texts = [[*row, "；".join(reasons[at])] for at, row in found.rows.items()]
            lists.append(ListSheet(f"未导入{number}", headings, texts, [18] * len(headings)))
        unread = [
            [Path(sheet.table.file).name, "；".join(each.message for each in sheet.rejected)]
            for sheet in rejected
            if sheet.table.is_unread
        ]
        if unread:
            lists.append(ListSheet(_UNREAD, ["文件", REJECT_REASON], unread, [40, 60]))
        write_new(path, lists_bytes(lists), overwrite=overwrite)

    def _propose(self, tables: Sequence[SheetTable], under: OrganizationId | None) -> Proposal:
        from app.intake.propose import propose

        workspace = self._workspace
        ledger = any(table.kind in _REVIEWED for table in tables)
        return propose(
            tables,
            workspace.records,
            many_ids(workspace.new_id),
            workspace.stores.questions.answers(),
            under,
            self._review_context() if ledger else None,
        )

    def _review_context(self) -> "ReviewContext":
        from app.intake.review_rows import ReviewContext

        stores = self._workspace.stores
        rounds = stores.rounds.all()
        tasks = [task for round_ in rounds for task in stores.tasks.of_round(round_.id)]
        bodies: dict[tuple[RoundId, str, Target], list[ReviewTask]] = {}
        planned: dict[tuple[RoundId, str, Target], set[frozenset[PersonId]]] = {}
        for task in tasks:
            place = (task.round_id, task.form, task.target)
            planned.setdefault(place, set()).add(frozenset(task.reviewers))
            if task.body:
                bodies.setdefault(place, []).append(task)
        modes = {(task.round_id, task.form, task.target): task.mode for task in tasks}

        def default_mode(review: Review) -> str:
            mode = modes.get((review.round_id, review.form, review.target), "")
            known = self._workspace.scheme.mode(mode)
            return known.title if known else ""

        return ReviewContext(
            self._workspace.scheme,
            self._workspace.forms,
            rounds,
            [review for round_ in rounds for review in stores.reviews.of_round(round_.id)],
            default_mode,
            bodies,
            planned,
            self._workspace.earlier_editions(),
        )

    def _under(self, name: str | None) -> OrganizationId | None:
        workspace = self._workspace
        return workspace.organization(name, workspace.today()).id if name else None

    def _keep_questions(self, proposal: Proposal, under: OrganizationId | None) -> None:
        """Keep each question with the rows that wait for it, from every sheet that asks it."""
        asked: dict[QuestionId, tuple[Question, list[SheetTable]]] = {}
        for sheet in proposal.sheets:
            for question in sheet.questions:
                _, tables = asked.setdefault(question.id, (question, []))
                if sheet.waiting is not None:
                    tables.append(sheet.waiting)
        for question, tables in asked.values():
            payload = {"tables": [to_plain(table) for table in tables], "under": under}
            self._workspace.stores.questions.ask(question, payload)


def _reasons(faults: Iterable[RowFault]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for each in faults:
        found.setdefault(each.row, []).append(each.message)
    return found
