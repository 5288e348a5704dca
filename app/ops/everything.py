"""All that a ledger holds as Excel and Word, so that one can leave any time.

Beside lists, tables and forms each round has what its archive holds: letters, minutes, votes,
reports, files.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from app.domain.progress import Progress, unwatched
from app.domain.review import Round
from app.domain.words import UNCOUNTED_REASONS
from app.export.excel_ledger import ledger_bytes
from app.export.excel_sheets import ListSheet, lists_bytes
from app.export.file_names import UniqueNames, safe_part
from app.export.files import fresh_folders, write_all
from app.ops import record_lists
from app.ops.archive import safe_part_of
from app.ops.archive_piece import FILES, LISTS, MEETINGS, POSTINGS, REPLIES, REPORTS, VOTES
from app.ops.archive_pieces import Pieces, Sources
from app.ops.archive_reports import TABLE
from app.ops.form_batch import FormWriter
from app.ops.form_copies import require_form
from app.ops.forms_asked import FormsAsked, OfUnit, OpenPaper
from app.ops.ledger_rows import ledger_rows
from app.ops.log_rows import CHANGE_COLUMNS, QUESTION_COLUMNS, change_rows, question_rows
from app.ops.record_lists import RecordLists
from app.ops.rounds import RoundOps
from app.ops.statistics import StatisticsOps
from app.ops.structure_rows import (
    FORMER_PLACE_COLUMNS,
    FORMER_POST_COLUMNS,
    ORGANIZATION_COLUMNS,
    StructureRows,
)
from app.ops.submitted import SubmittedOps
from app.ops.workspace import Workspace
from app.specs.scheme_folder import PACK_SUFFIX
from app.specs.scheme_writer import scheme_pack

CONTENTS, RECORDS = "目录.txt", f"{record_lists.TITLE}.xlsx"
SUBMITTED = "上报"
_SUBMITTED = "上报过的统计表，带校验码，和当时的一样：本级上报的和下级报来的"
MOST_ROWS = 1_000_000
"""Rows on one sheet; Excel holds 1,048,576."""
_NAME_COLUMNS = ("统计项目", "是否计入", "名称", "原因")
_WIDTHS = {"问题": 60, "可选的回答": 40, "原来": 36, "改为": 36, "班子成员": 40, "编号": 38}
_USUAL_WIDTH = 16.0
_PAPERS = {
    REPLIES: "给点评领导的书面回复",
    MEETINGS: "会议记录、议程、签到表，随机抽取和约谈记录",
    POSTINGS: "公示材料",
    VOTES: "测评票样、评议汇总表、计票表",
    REPORTS: "工作报告、各支部的情况通报",
    FILES: "存在台账里的附件",
    LISTS: "整改清单",
}
"""Kind of paper → what its folder holds."""

Part = tuple[Path, bytes]


class EverythingOps:
    """What a user takes along when he leaves."""

    def __init__(self, workspace: Workspace, sources: Sources, submitted: SubmittedOps) -> None:
        """Work on this ledger.

        Args:
            workspace: the ledger.
            sources: the rooms that letters, minutes, votes, reports and files come from.
            submitted: the tables as they were submitted.
        """
        self._workspace, self._sources, self._submitted = workspace, sources, submitted

    def write(
        self,
        folder: Path,
        open_paper: OpenPaper,
        progress: Progress = unwatched,
        *,
        overwrite: bool = False,
    ) -> tuple[Path, ...]:
        """Write all that the ledger holds as Excel and Word, to leave any time.

        Args:
            folder: where to write; made if it is not there.
            open_paper: gives the paper room for forms that may run over their page.
            progress: told after every file.
            overwrite: True replaces files of the same names.

        Returns:
            The files, the list of contents first.

        Raises:
            Refusal: ``file.*``; then nothing was written.
            Cancelled: from ``progress``; nothing was written then either.
        """
        rooms = (self._workspace, self._sources, self._submitted)
        work = _Everything(*rooms, folder, open_paper, progress)
        with fresh_folders() as make:
            files = write_all(work.contents(make), overwrite=overwrite)
        return (files[-1], *files[:-1])


class _Everything:
    def __init__(
        self,
        workspace: Workspace,
        sources: Sources,
        submitted: SubmittedOps,
        folder: Path,
        open_paper: OpenPaper,
        progress: Progress,
    ) -> None:
        self._workspace, self._sources, self._submitted = workspace, sources, submitted
        self._forms = forms = FormWriter(workspace)
        self._folder = folder
        self._open_paper = open_paper
        self._progress = progress
        self._rounds = workspace.stores.rounds.all()
        self._statistics = StatisticsOps(workspace, RoundOps(workspace))
        self._structure = StructureRows(workspace.records, workspace.today())
        self._told: list[tuple[str, str]] = []
        """File or folder, and what it holds, in words."""
        self._done = 0
        self._total = len(self._lists()) + sum(
            forms.count(self._choice(round_), FormsAsked()) + 2 + submitted.count(round_)
            for round_ in self._rounds
        )

    def _step(self) -> None:
        self._done += 1
        self._progress(min(self._done, self._total), self._total)

    def contents(self, make: Callable[[Path], None]) -> Iterator[Part]:
        self._progress(0, self._total)
        make(self._folder)
        for name, words, content in self._lists():
            yield self._told_part(name, words, content())
        names = UniqueNames()
        for round_ in self._rounds:
            folder = self._folder / names.take(safe_part(round_.name) or "轮次", "")[:-1]
            make(folder)
            yield from self._round(round_, folder, make)
        yield self._folder / CONTENTS, self._table_of_contents()

    def _told_part(self, name: str, words: str, content: bytes) -> Part:
        self._told.append((name, words))
        self._step()
        return self._folder / name, content

    # ---- whole lists -------------------------------------------------------------------------

    def _lists(self) -> list[tuple[str, str, Callable[[], bytes]]]:
        """Return name, words and content of every file that stands outside of the rounds."""
        pack = f"点评方案.{PACK_SUFFIX}"
        return [
            ("党组织名单.xlsx", "全部党组织，可再次导入；第二张表是历任职务", self._organizations),
            ("党员名册.xlsx", "全部党员，可再次导入；第二张表是调动前的党支部", self._members),
            ("台账.xlsx", "各轮次全部点评记录，可再次导入", self._ledger),
            (RECORDS, "承诺、意见、会议、公示、整改、回复、评议、典型，每类一张表", self._records),
            ("变更记录.xlsx", "谁在什么时候改了什么、为什么", self._changes),
            ("待确认问题.xlsx", "导入、接收时提出、尚未回答的问题", self._questions),
            (pack, "本台账所用的点评方案，用命令 scheme-import 装入", self._scheme),
        ]

    def _organizations(self) -> bytes:
        rows = self._structure
        return lists_bytes(
            [
                _sheet("党组织名单", ORGANIZATION_COLUMNS, rows.organizations()),
                _sheet("历任职务", FORMER_POST_COLUMNS, rows.former_posts()),
            ]
        )

    def _members(self) -> bytes:
        rows = self._structure
        return lists_bytes(
            [
                _sheet("党员名册", rows.member_columns(), rows.members()),
                _sheet("调动前的党支部", FORMER_PLACE_COLUMNS, rows.former_places()),
            ]
        )

    def _ledger(self) -> bytes:
        forms = [*self._workspace.forms.values(), *self._workspace.earlier_editions()]
        return ledger_bytes(forms, self._watched(ledger_rows(self._workspace)))

    def _records(self) -> bytes:
        return RecordLists(self._workspace).content()

    def _watched(self, rows: Iterable[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
        """Pass rows on, so that the work can be stopped among them."""
        for row in rows:
            self._progress(min(self._done, self._total), self._total)
            yield row

    def _changes(self) -> bytes:
        rows = self._watched(change_rows(self._workspace))
        sheets: list[ListSheet] = []
        page: list[Mapping[str, str]] = []
        for row in rows:
            page.append(row)
            if len(page) == MOST_ROWS:
                sheets.append(_sheet(f"变更记录{len(sheets) + 1}", CHANGE_COLUMNS, page))
                page = []
        if page or not sheets:
            sheets.append(_sheet(f"变更记录{len(sheets) + 1}", CHANGE_COLUMNS, page))
        return lists_bytes(sheets)

    def _questions(self) -> bytes:
        rows = question_rows(self._workspace)
        return lists_bytes([_sheet("待确认问题", QUESTION_COLUMNS, rows)])

    def _scheme(self) -> bytes:
        scheme, stores = self._workspace.scheme, self._workspace.stores.schemes
        files = {
            form.file: require_form(self._workspace, self._workspace.forms[form.id])
            for form in scheme.forms
        }
        for table in scheme.tables:
            files[table.file] = stores.table_file(table.id) or b""
        return scheme_pack(scheme, files)

    # ---- rounds ------------------------------------------------------------------------------

    def _choice(self, round_: Round) -> OfUnit:
        return OfUnit(round_, self._workspace.root_id)

    def _round(self, round_: Round, folder: Path, make: Callable[[Path], None]) -> Iterator[Part]:
        where = folder.name
        if self._workspace.scheme.tables:
            yield self._told_part(f"{where}/统计表.xlsx", "统计表和汇总", self._table(round_))
            yield self._told_part(
                f"{where}/统计名单.xlsx", "统计表每个数字背后的名单", self._names(round_)
            )
        yield from self._submissions(round_, folder, make)
        self._told.append((f"{where}/登记表/", "本轮次填写过的登记表，每份一个 Word 文件"))
        batch = self._forms.batch(
            self._choice(round_), FormsAsked(), folder / "登记表", self._open_paper
        )
        for part in batch.contents(make):
            self._step()
            yield part
        yield from self._papers(round_, folder, make)

    def _submissions(
        self, round_: Round, folder: Path, make: Callable[[Path], None]
    ) -> Iterator[Part]:
        """Give the tables as they were submitted, each with its 校验码."""
        names, where = UniqueNames(), folder / SUBMITTED
        for place, (name, content) in enumerate(self._submitted.files(round_)):
            if not place:
                make(where)
                self._told.append((f"{folder.name}/{SUBMITTED}/", _SUBMITTED))
            self._step()
            yield where / names.take(name, "xlsx"), content

    def _papers(self, round_: Round, folder: Path, make: Callable[[Path], None]) -> Iterator[Part]:
        """Give what the round's archive holds beside forms and table, by its kinds."""
        unit = self._workspace.root_id
        pieces = Pieces(self._workspace, self._sources, round_, unit, self._open_paper).others
        wanted = [each for each in pieces if each.words not in (TABLE, record_lists.TITLE)]
        self._total += len(wanted)
        names: dict[str, UniqueNames] = {}
        for piece in wanted:
            where = folder / piece.kind
            if piece.kind not in names:
                make(where)
                self._told.append((f"{folder.name}/{piece.kind}/", _PAPERS[piece.kind]))
            taken = names.setdefault(piece.kind, UniqueNames())
            self._step()
            yield where / taken.take(safe_part_of(piece.name), piece.suffix), piece.content()

    def _table(self, round_: Round) -> bytes:
        day = self._workspace.day_of(round_)
        return self._statistics.content(round_, self._workspace.root_id, day)

    def _names(self, round_: Round) -> bytes:
        titles = self._statistics.titles()
        day = self._workspace.day_of(round_)
        rows: list[dict[str, str]] = []
        for measure, found in self._statistics.names(round_, self._workspace.root_id, day).items():
            title = titles.get(measure, measure)
            texts = [(title, "计入", each.name, "") for each in found.counted]
            texts += [
                (title, "未计入", each.name, UNCOUNTED_REASONS[each.reason])
                for each in found.not_counted
            ]
            rows += [dict(zip(_NAME_COLUMNS, text, strict=True)) for text in texts]
        return lists_bytes([_sheet("统计名单", _NAME_COLUMNS, rows)])

    # ---- 目录 --------------------------------------------------------------------------------

    def _table_of_contents(self) -> bytes:
        tree = self._workspace.directory(self._workspace.today()).tree
        lines = [
            f"{tree.root.name} 点评台账全部内容",
            f"导出日期：{self._workspace.today():%Y-%m-%d}",
            f"点评方案：{self._workspace.scheme.title}",
            "",
            *(f"{name}　　{words}" for name, words in self._told),
            "",
            "党组织名单、党员名册、台账依次导入新台账，即可恢复现有的党组织、党员、职务和点评记录；",
            "导入台账前先按原来的名称和起止日期开设轮次：",
            *(f"　　{r.name}　{r.start.isoformat()} 至 {r.end.isoformat()}" for r in self._rounds),
            "工作记录、变更记录、历任职务和更名、迁移的经过只供查阅。需要原样恢复时，请使用备份文件。",
        ]
        return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _sheet(title: str, headings: Sequence[str], rows: Iterable[Mapping[str, str]]) -> ListSheet:
    texts = ([row.get(heading, "") for heading in headings] for row in rows)
    widths = [_WIDTHS.get(heading, _USUAL_WIDTH) for heading in headings]
    return ListSheet(title, headings, texts, widths)
