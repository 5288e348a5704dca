"""Documents in official manner (GB/T 9704-2012): what stands in them and how it is set.

Word file and print are made from the same styles, so that they look alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.form import Align, Page, TextStyle

TWIPS_PER_MM = 1440 / 25.4
LETTER = 320
"""One character of 三号, in twips."""
LINE = 578
"""22 lines on a page: 225 mm by 22, in twips."""
CLOSER = -5
"""28 characters in a line of 156 mm stand a quarter of a point closer than they are wide."""


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)


OFFICIAL_PAGE = Page(
    width=_twips(210),
    height=_twips(297),
    top=_twips(37),
    right=_twips(26),
    bottom=_twips(35),
    left=_twips(28),
)
"""A4 with the margins of an official document."""
OFFICIAL_ACROSS = Page(
    width=_twips(297),
    height=_twips(210),
    top=_twips(28),
    right=_twips(25),
    bottom=_twips(26),
    left=_twips(25),
)
"""A4 lying across, for wide tables."""
PAGE_NUMBER = TextStyle(font="宋体", half_points=28, align=Align.CENTER)
"""四号 宋体, between dashes."""
GRID_TEXT = TextStyle(font="仿宋_GB2312", half_points=28, align=Align.CENTER, line=460)
GRID_HEAD = TextStyle(font="黑体", half_points=28, align=Align.CENTER, line=460)
SMALL_TEXT = TextStyle(font="仿宋_GB2312", half_points=21, align=Align.CENTER, line=340)
SMALL_HEAD = TextStyle(font="黑体", half_points=21, align=Align.CENTER, line=340)
"""五号, for tables with many columns."""
WALL_TEXT = TextStyle(font="仿宋_GB2312", half_points=32, align=Align.CENTER, line=540)
WALL_HEAD = TextStyle(font="黑体", half_points=32, align=Align.CENTER, line=540)


_UNDER = "\u3000" * len("附件：")


class Role(StrEnum):
    """What a line of an official document is; each has its style."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    """主送机关, or how a letter begins."""
    BODY = "body"
    HEADING = "heading"
    """一、 in 黑体."""
    SUBHEADING = "subheading"
    """（一） in 楷体."""
    ATTACHMENT = "attachment"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"


HEADINGS = frozenset({Role.HEADING, Role.SUBHEADING})
"""Never the last line of a page."""

_BODY = TextStyle(
    font="仿宋_GB2312",
    half_points=32,
    align=Align.BOTH,
    line=LINE,
    first_line=2 * LETTER,
    spacing=CLOSER,
)
STYLES: Mapping[Role, TextStyle] = {
    Role.TITLE: TextStyle(
        font="方正小标宋简体", half_points=44, align=Align.CENTER, line=700, after=LINE
    ),
    Role.ADDRESSEE: TextStyle(font="仿宋_GB2312", half_points=32, line=LINE, spacing=CLOSER),
    Role.BODY: _BODY,
    Role.HEADING: TextStyle(font="黑体", half_points=32, line=LINE, first_line=2 * LETTER),
    Role.SUBHEADING: TextStyle(
        font="楷体_GB2312", half_points=32, line=LINE, first_line=2 * LETTER
    ),
    Role.ATTACHMENT: TextStyle(
        font="仿宋_GB2312",
        half_points=32,
        line=LINE,
        indent_left=5 * LETTER,
        first_line=-3 * LETTER,
    ),
    Role.SIGNATURE: TextStyle(
        font="仿宋_GB2312",
        half_points=32,
        align=Align.RIGHT,
        line=LINE,
        before=LINE,
        indent_right=2 * LETTER,
    ),
    Role.DATE: TextStyle(
        font="仿宋_GB2312", half_points=32, align=Align.RIGHT, line=LINE, indent_right=4 * LETTER
    ),
    Role.NOTE: TextStyle(font="仿宋_GB2312", half_points=28, line=460, first_line=2 * 280),
}
"""How each line is set: title 二号小标宋, text 三号仿宋, date four characters in from the right."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    text: str
    role: Role = Role.BODY
    new_page: bool = False
    """True: it begins a new page."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table between the paragraphs; the headings stand on every page that it reaches."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()
    """How wide the columns are against each other; empty: all alike."""
    small: bool = False
    """True: in smaller letters, for many columns."""
    large: bool = False
    """True: in 三号, to be read from a wall."""

    @property
    def styles(self) -> tuple[TextStyle, TextStyle]:
        """How headings and rows are set."""
        if self.small:
            return SMALL_HEAD, SMALL_TEXT
        return (WALL_HEAD, WALL_TEXT) if self.large else (GRID_HEAD, GRID_TEXT)


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A letter, a report, a notice: its paragraphs and tables in their order."""

    title: str
    content: tuple[Line | Grid, ...]
    addressee: str = ""
    """Whom it goes to, without the colon; empty: it is posted."""
    signature: str = ""
    """The unit or the person who signs."""
    day: date | None = None
    attachments: tuple[str, ...] = ()
    page: Page = OFFICIAL_PAGE
    page_numbers: bool = True

    def paragraphs(self) -> tuple[Line | Grid, ...]:
        """Return everything that is printed, title, addressee, signature and date included."""
        head = (Line(self.addressee + "：", Role.ADDRESSEE),) if self.addressee else ()
        foot = (Line(self.signature, Role.SIGNATURE),) if self.signature else ()
        return (
            Line(self.title, Role.TITLE),
            *head,
            *self.content,
            *self._attached(),
            *foot,
            *((Line(written_day(self.day), Role.DATE),) if self.day else ()),
        )

    def _attached(self) -> tuple[Line, ...]:
        if len(self.attachments) < 2:
            return tuple(Line(f"附件：{name}", Role.ATTACHMENT) for name in self.attachments)
        return tuple(
            Line(f"{'附件：' if number == 1 else _UNDER}{number}. {name}", Role.ATTACHMENT)
            for number, name in enumerate(self.attachments, 1)
        )


def written_day(day: date) -> str:
    """Return a day as official documents write it: Arabic digits, no zero in front."""
    return f"{day.year}年{day.month}月{day.day}日"
