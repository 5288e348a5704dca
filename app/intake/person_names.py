"""Tells names of people from what is none: vacancies, numbers, signs that nobody sees."""

import unicodedata

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.typed import NAME_LENGTH
from app.intake.columns import Cell

USUAL_LENGTH = 30
"""A longer name is doubted, in characters; the longest of minorities and foreigners are shorter."""
_VACANT = frozenset(
    {"缺", "缺额", "空缺", "暂缺", "暂空", "暂空缺", "现空缺", "待定", "待补", "待补选"}
)
_VACANT |= {
    "待选",
    "待选举",
    "待任命",
    "待配",
    "待配备",
    "未定",
    "未配备",
    "未选举",
    "空编",
    "缺编",
}
_MARKS = frozenset(" ·.-'’‘()（）")
_BREAKS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
"""Left by copying from web pages and other programs; nothing is lost without them."""


def without_invisible(text: str) -> str:
    """Return a text without the signs of no width."""
    return text.translate(_INVISIBLE)


def is_vacancy(text: str) -> bool:
    """Tell whether a text in place of a name says that there is nobody (空缺, 待定)."""
    return text.strip(" \u3000()（）[]【】〔〕") in _VACANT


def is_usual(name: str) -> bool:
    """Tell whether there is nothing odd about a name: some letters, as most of them are."""
    return name.isalpha() and len(name) <= USUAL_LENGTH and name not in _VACANT


def judged(name: str) -> Cell[str]:
    """Return a person's name with what is doubtful, or why it cannot be one.

    Args:
        name: as stored, see ``plain_name``.
    """
    if not name or is_usual(name):
        return Cell(name)
    kinds = [unicodedata.category(sign) for sign in name]
    if len(name) > NAME_LENGTH:
        why = f"共 {len(name)} 个字"
    elif is_vacancy(name):
        why = "意思是空缺"
    elif not _BREAKS.isdisjoint(kinds):
        why = "含有看不见的控制字符"
    elif not any(kind[0] in "LM" or kind == "Co" for kind in kinds):
        why = "没有一个文字"
    else:
        return Cell(name, doubt=_doubt(name, kinds))
    return Cell("", refused=fault("row.no_name", "", text=_shown(name), why=why))


def _doubt(name: str, kinds: list[str]) -> Fault | None:
    """Return what is odd about a name: its length, or digits and signs that names do not have."""
    strange = [
        sign
        for sign, kind in zip(name, kinds, strict=True)
        if kind[0] not in "LM" and kind != "Co" and sign not in _MARKS
    ]
    if len(name) > USUAL_LENGTH:
        return fault("row.odd_name", "", text=_shown(name), why=f"共 {len(name)} 个字")
    if strange:
        signs = "、".join(dict.fromkeys(strange))
        return fault("row.odd_name", "", text=name, why=f"含有“{signs}”")
    return None


def _shown(name: str) -> str:
    """Return the beginning of a name, with what nobody can see written out."""
    signs = (
        f"〔U+{ord(sign):04X}〕" if unicodedata.category(sign) in _BREAKS else sign
        for sign in name[:USUAL_LENGTH]
    )
    return "".join(signs) + ("…" if len(name) > USUAL_LENGTH else "")
