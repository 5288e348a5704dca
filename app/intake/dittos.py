"""Writes out 同上 and the marks that stand for it: the cell says what the one above says."""

from collections.abc import Sequence

from app.domain.proposal import SheetKind
from app.intake.headers import Header

_DITTOS = frozenset(
    {"同上", "同", "仝上", "仝", "〃", "″", "〞", "々", '"', "“", "”", "''", "‘‘", "’’"}
)
_DITTOS |= {"同上。", "（同上）", "(同上)"}
_OWN = frozenset({"姓名", "党组织名称", "身份证号", "联系电话"})
"""What nobody shares with the row above."""


def fill_dittos(header: Header, texts: Sequence[list[str]]) -> None:
    """Put the text above in place of each ditto.

    Args:
        header: what the columns mean; in a ledger of reviews every word is kept.
        texts: by column, the rows of data alone; changed in place.
    """
    if header.kind is SheetKind.REVIEWS:
        return
    for index, column in enumerate(texts):
        meaning = header.columns.get(index)
        if (meaning and not _OWN.isdisjoint(meaning.names)) or _DITTOS.isdisjoint(column):
            continue
        for row in range(1, len(column)):
            if column[row] in _DITTOS:
                column[row] = column[row - 1]
