"""One file of the corpus and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.form import FieldKind, FormSpec
from app.export.word_form import WordTemplate
from app.specs.library import Library
from tests.intake.forms_corpus.surgery import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element as Element

    from app.specs.library import LoadedScheme

SCHEMES = Path(__file__).resolve().parents[3] / "resources" / "schemes"
Q, L, C, B = "qingdao-2010", "lianyungang-2011", "changsha-2010", "bureau-2013"
LONG = (
    "带领支部党员围绕中心工作开展创先争优活动，先后组织集中学习六次，完成承诺事项五项。",
    "深入基层听取意见，帮助三户困难职工解决了实际问题；窗口单位作风有明显改进。",
    "但学习的系统性还不够，个别制度落实不到位，下一步要抓好整改。",
)
LINES: Mapping[str, str] = {
    "member.name": "欧阳静",
    "member.sex": "女",
    "member.birth": "1975年6月",
    "member.joined": "1999年7月",
    "member.post": "办公室主任科员",
    "member.organization": "机关第二党支部",
    "organization.name": "市场科党支部",
    "organization.secretary": "王建国",
    "organization.member_count": "17",
    "reviewer.identity": "李卫东，市局党组成员、副局长",
    "review.date": "2011年1月10日",
    "review.place": "三楼会议室",
    "review.mode": "专题点评",
    "round.name": "2013年第二季度",
}


@dataclass(frozen=True)
class Expected:
    """One form of a file."""

    form: str
    values: Mapping[str, str]
    gone: frozenset[str] = frozenset()
    """Fields whose rows were deleted from the file."""


@dataclass(frozen=True)
class Case:
    """One file."""

    name: str
    scheme: str
    word: bytes
    expected: tuple[Expected, ...]
    trip: tuple[str, ...] = field(default=())
    """Suffixes of the formats that LibreOffice saves it in, one after the other."""


@cache
def loaded(scheme: str) -> LoadedScheme:
    """Return a shipped scheme."""
    return Library(SCHEMES).load(scheme)


@cache
def template(scheme: str, form: str) -> WordTemplate:
    """Return the template of a shipped form."""
    return next(WordTemplate(word, spec) for spec, word in loaded(scheme).forms if spec.id == form)


def shipped() -> list[tuple[str, str]]:
    """Return (scheme, form) of every shipped form."""
    folders = Library(SCHEMES).folders()
    return [(f.name, spec.id) for f in folders for spec, _ in loaded(f.name).forms]


def values_of(spec: FormSpec, salt: str = "") -> dict[str, str]:
    """Return something different for every field."""
    texts = {}
    for number, each in enumerate(spec.fields):
        if each.kind is FieldKind.TEXT or each.key not in LINES:
            lines = [f"（{salt}{number}）{LONG[number % 3]}", LONG[(number + 1) % 3]]
            texts[each.key] = "\n".join(lines[: 1 + number % 2])
        else:
            texts[each.key] = LINES[each.key]
    return texts


def filled(scheme: str, form: str, salt: str = "") -> tuple[bytes, dict[str, str]]:
    """Return a form as the program exports it, and what stands in it."""
    made = template(scheme, form)
    values = values_of(made.spec, salt)
    return made.fill(values), values


def changed_case(
    name: str,
    scheme: str,
    form: str,
    change: Callable[[Element], None],
    over: Mapping[str, str] | None = None,
    gone: tuple[str, ...] = (),
) -> Case:
    """Return a form as exported, with its document changed.

    Args:
        name: of the case.
        scheme: a shipped scheme.
        form: one of its forms.
        change: what is done to the body.
        over: texts that stand in it afterwards, where they differ.
        gone: fields whose cells are no longer there.
    """
    word, values = filled(scheme, form)
    kept = {key: text for key, text in {**values, **(over or {})}.items() if key not in gone}
    expected = Expected(form, kept, frozenset(gone))
    return Case(name, scheme, cut(word, change), (expected,))
