"""The archive of a round: a folder with forms, letters, papers and files, and a list of them."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.dates import from_day
from app.domain.errors.catalogue import refusal
from app.domain.ids import OrganizationId
from app.domain.progress import Progress, unwatched
from app.domain.review import Round
from app.domain.words import TargetKind
from app.export.file_names import UniqueNames, safe_part
from app.ops.archive_piece import KINDS, Piece
from app.ops.archive_pieces import Pieces, Sources
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.ops.forms_asked import OpenPaper

CONTENTS = "目录"
_COLUMNS = {
    "序号": 6,
    "类别": 10,
    "名称": 30,
    "点评对象": 18,
    "党组织": 26,
    "日期": 14,
    "文件": 60,
}
"""Heading → width of the list of contents."""
_NO_PERSON = "党组织"


class ArchiveBy(StrEnum):
    """How an archive is divided into folders."""

    KIND = "kind"
    BRANCH = "branch"
    PERSON = "person"


ARCHIVE_WAYS: dict[ArchiveBy, str] = {
    ArchiveBy.KIND: "按类别：登记表、整改回复、会议、公示、评议、报告、附件、清单",
    ArchiveBy.BRANCH: "按党支部：每个党组织一个文件夹",
    ArchiveBy.PERSON: "按对象：每个党组织、每名党员一个文件夹",
}


class ArchiveOps:
    """What a user can put away."""

    def __init__(self, workspace: Workspace, sources: Sources) -> None:
        """Work on this ledger."""
        self._workspace, self._sources = workspace, sources

    def write(
        self,
        round_: Round,
        unit: OrganizationId,
        folder: Path,
        by: ArchiveBy,
        open_paper: "OpenPaper",
        progress: Progress = unwatched,
        *,
        overwrite: bool = False,
    ) -> tuple[Path, ...]:
        """Write the archive of a round of an organisation and everything below it.

        Args:
            round_: whose papers.
            unit: the organisation.
            folder: where to write; made if it is not there.
            by: how it is divided into folders.
            open_paper: gives the paper room for forms that may run over their page.
            progress: told after every file.
            overwrite: True replaces files of the same names.

        Returns:
            The files, the list of contents first.

        Raises:
            Refusal: ``archive.nothing`` where nothing belongs to it; ``file.*``,
                ``attachment.*``. Nothing was written then.
            Cancelled: from ``progress``; nothing was written then either.
        """
        from app.export.files import fresh_folders, write_all

        pieces = Pieces(self._workspace, self._sources, round_, unit, open_paper)
        if not len(pieces):
            raise refusal("archive.nothing", round=round_.name)
        work = _Archive(self._workspace, round_, folder, by)
        with fresh_folders() as make:
            files = write_all(work.contents(pieces, make, progress), overwrite=overwrite)
        return (files[-1], *files[:-1])

    def name(self, round_: Round, unit: OrganizationId) -> str:
        """Return the usual name of the folder."""
        found = self._workspace.directory(self._workspace.day_of(round_)).tree[unit]
        return safe_part(f"{found.short_name or found.name}{round_.name}点评档案")


class _Archive:
    def __init__(self, workspace: Workspace, round_: Round, folder: Path, by: ArchiveBy) -> None:
        self._workspace, self._folder, self._by = workspace, folder, by
        self._tree = workspace.directory(workspace.day_of(round_)).tree
        self._names: dict[Path, UniqueNames] = {}
        self._places: dict[tuple[str, ...], Path] = {}
        self._folders: dict[Path, UniqueNames] = {}
        self._listed: list[list[str]] = []

    def contents(
        self, pieces: Pieces, make: Callable[[Path], None], progress: Progress
    ) -> Iterator[tuple[Path, bytes]]:
        total = len(pieces)
        progress(0, total)
        make(self._folder)
        for number, piece in enumerate(pieces, 1):
            where = self._place(piece)
            make(where)
            names = self._names.setdefault(where, UniqueNames())
            path = where / names.take(safe_part_of(piece.name), piece.suffix)
            self._workspace.refuse_own_files(path)
            self._list(number, piece, path)
            yield path, piece.content()
            progress(number, total)
        yield self._folder / f"{CONTENTS}.xlsx", self._contents()

    # ---- folders -----------------------------------------------------------------------------

    def _place(self, piece: Piece) -> Path:
        """Return the folder of a piece; of two things with one name each has its own."""
        steps = [self._branch(piece.organization_id)]
        number = KINDS.index(piece.kind) + 1
        kind = ("kind", piece.kind, f"{number:02d}{piece.kind}")
        if self._by is ArchiveBy.KIND:
            steps = []
        elif self._by is ArchiveBy.PERSON:
            is_member = piece.target is not None and piece.target.kind is TargetKind.MEMBER
            target = piece.target.id if is_member and piece.target else ""
            steps.append(("target", target, piece.about if is_member else _NO_PERSON))
        place = self._folder
        key: tuple[str, ...] = ()
        for step, id_, name in (*steps, kind):
            key = (*key, step, id_)
            if key not in self._places:
                taken = self._folders.setdefault(place, UniqueNames())
                self._places[key] = place / taken.take(safe_part(name) or "未命名", "").rstrip(".")
            place = self._places[key]
        return place

    def _branch(self, organization_id: OrganizationId) -> tuple[str, str, str]:
        branch = self._tree.branch_of(organization_id)
        return "branch", branch.id, branch.name

    # ---- 目录 --------------------------------------------------------------------------------

    def _list(self, number: int, piece: Piece, path: Path) -> None:
        self._listed.append(
            [
                str(number),
                piece.kind,
                piece.words,
                piece.about,
                self._tree.branch_of(piece.organization_id).name,
                from_day(piece.day).for_form if piece.day else "",
                path.relative_to(self._folder).as_posix(),
            ]
        )

    def _contents(self) -> bytes:
        from app.export.excel_sheets import list_bytes

        return list_bytes(CONTENTS, tuple(_COLUMNS), self._listed, list(_COLUMNS.values()))


def safe_part_of(name: str) -> str:
    """Return the name of a file as it may stand on a disk; its parts stay apart."""
    return "_".join(filter(None, map(safe_part, name.split("_"))))
