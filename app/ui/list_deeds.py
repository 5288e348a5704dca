"""What can be done with a list: each deed is a button above it, or a line of its menus.

The deeds that every list has are made here, so that they are called alike everywhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

Do = Callable[[], object]
"""A method of the page, without arguments."""
When = Callable[[Sequence[Any], int], bool]
"""Tells whether something can be done with the chosen lines, of as many as are listed."""


def always(chosen: Sequence[Any], listed: int) -> bool:
    """What needs no line."""
    del chosen, listed
    return True


def if_listed(chosen: Sequence[Any], listed: int) -> bool:
    """What is done with the whole list."""
    del chosen
    return listed > 0


def if_one(chosen: Sequence[Any], listed: int) -> bool:
    """What is done with one line."""
    del listed
    return len(chosen) == 1


def if_some(chosen: Sequence[Any], listed: int) -> bool:
    """What is done with one line or more."""
    del listed
    return bool(chosen)


class Where(Enum):
    """Where a deed is offered, beside the menu of the right button."""

    BAR = auto()
    """It has a button of its own, as long as there is room."""
    MORE = auto()
    """In the menu of 更多."""
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class ListDeed:
    """Something that can be done with a list: a button above it, a line of its menus."""

    text: str
    """What stands on the button."""
    do: Do
    name: str = ""
    """The same in full, for the menus and for people who cannot see it; empty: the text."""
    hint: str = ""
    """What is told when the mouse rests on the button."""
    when: When = if_one
    """When it can be done."""
    letter: str = ""
    """The letter that chooses it in a menu."""
    keys: str = ""
    """The keys that do it while the keyboard is in the list."""
    where: Where = Where.BAR

    @property
    def is_about_lines(self) -> bool:
        """Whether it is offered where a line is clicked with the right button."""
        return self.when not in (always, if_listed)

    @property
    def in_menu(self) -> str:
        """What stands in a menu."""
        words, dots = self.name or self.text.rstrip("…"), "…" if self.text.endswith("…") else ""
        return f"{words}(&{self.letter}){dots}" if self.letter else f"{words}{dots}"


def new_deed(do: Do, what: str, hint: str) -> ListDeed:
    """Return the deed that makes a record.

    Args:
        do: does it.
        what: the kind of record.
        hint: what is told when the mouse rests on the button.
    """
    return ListDeed("新建…", do, f"新建{what}", f"{hint}（Insert）", always, keys="Ins")


def change_deed(do: Do, what: str, hint: str = "") -> ListDeed:
    """Return the deed that shows a record to be changed.

    Args:
        do: does it.
        what: the kind of record.
        hint: what can be changed; empty: a double click opens it as well.
    """
    hint = hint or f"修改所选的{what}（双击或回车）"
    return ListDeed("修改…", do, f"修改{what}", hint, letter="E")


def removal_deed(do: Do, what: str, hint: str = "") -> ListDeed:
    """Return the deed that takes records away, after a question."""
    hint = f"{hint or f'删除所选的{what}'}（Delete）"
    return ListDeed("删除", do, f"删除{what}", hint, if_some, letter="D", keys="Del")


def printing_deed(do: Do, what: str, where: Where = Where.BAR) -> ListDeed:
    """Return the deed that prints what is listed."""
    hint = f"打印所列的{what}"
    return ListDeed("打印列表", do, f"打印{what}一览表", hint, if_listed, where=where)


def export_deed(do: Do, what: str, hint: str, where: Where = Where.BAR) -> ListDeed:
    """Return the deed that writes what is listed as Excel."""
    return ListDeed("导出…", do, f"导出{what}清单", hint, if_listed, where=where)
