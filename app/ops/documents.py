"""Documents in official manner as files: letters, reports, posters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.official_document import OfficialDocument
from app.ops.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document and the name of its file, without ending."""

    name: str
    document: OfficialDocument


def write_documents(
    workspace: Workspace,
    documents: Iterable[NamedDocument],
    folder: Path,
    *,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write documents as Word files into a folder, all or none; returns their paths.

    Raises:
        Refusal: ``file.*``; nothing half-written stays.
    """
    from app.export.file_names import UniqueNames
    from app.export.files import fresh_folders, write_all
    from app.export.word_document import document_bytes

    names = UniqueNames()

    def contents() -> Iterator[tuple[Path, bytes]]:
        for each in documents:
            path = folder / names.take(each.name, "docx")
            workspace.refuse_own_files(path)
            yield path, document_bytes(each.document)

    with fresh_folders() as make:
        make(folder)
        return tuple(write_all(contents(), overwrite=overwrite))
