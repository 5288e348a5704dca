"""Where packages are written: always under a name that is still free."""

from pathlib import Path

from app.export.files import make_folder

KEY = "export_folder"
"""The setting in which the folder used last is remembered (``WhereBox``)."""

UNWRITTEN = "handoff.unwritten"
"""The fault of a package that is kept in the ledger though its file could not be written."""


def free_path(folder: Path, name: str) -> Path:
    """Return a path that nothing stands under yet: files on a stick are never replaced.

    The folder is made where it is not there.

    Raises:
        Refusal: ``file.*`` where it cannot be made.
    """
    make_folder(folder)
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}_{number}{Path(name).suffix}"
    return path
