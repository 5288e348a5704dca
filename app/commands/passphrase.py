"""The passphrase of a package, read from a file: on the line others could see it."""

from pathlib import Path

from app.commands import parser
from app.commands.parser import option
from app.domain.errors.catalogue import refusal
from app.domain.errors.system import reason_of

PASSPHRASE = option(
    "--passphrase-file", type=parser.path, metavar="文件", help="口令文件，第一行是口令"
)
_MOST_BYTES = 4096


def passphrase_in(file: Path | None) -> str:
    """Return the passphrase that stands in the first line of a file; empty: there is no file.

    Raises:
        Refusal: ``file.missing``, ``file.unreadable``, ``handoff.passphrase_empty``.
    """
    if file is None:
        return ""
    try:
        with file.open("rb") as opened:
            lines = opened.read(_MOST_BYTES).decode("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise refusal("file.missing", str(file)) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "不是 UTF-8 文字"
        raise refusal("file.unreadable", str(file), reason=reason) from error
    if not lines or not lines[0]:
        raise refusal("handoff.passphrase_empty", str(file))
    return lines[0]
