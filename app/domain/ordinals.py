"""Chinese numerals as headings count: 一, 二 … 十, 十一 … 二十一."""

_DIGITS = "零一二三四五六七八九"
_TEN = "十"


def ordinal(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else _TEN if tens == 1 else _DIGITS[tens] + _TEN
    return head + (_DIGITS[ones] if ones else "")
