"""What each official document asks for stands in its scheme, and nothing without a source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from app.specs.scheme_reader import read_scheme
from tests.builders import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.scheme import Scheme

NUMERALS = "一二三四五六七八九十"
LEVELS = (
    rf"[{NUMERALS}]+(?=、)",
    rf"（[{NUMERALS}]+）|[{NUMERALS}](?=要)",
    r"\d+(?=[.、．](?!《))",
)


@dataclass(frozen=True)
class Row:
    """One line of a table of coverage.md."""

    section: str
    text: str
    keys: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Part:
    """A part of a document whose headings are numbered from the beginning."""

    prefix: str
    start: str
    stop: str = ""


DOCUMENTS: dict[str, tuple[str, tuple[Part, ...]]] = {
    "qingdao-2010": ("000_*", (Part("", "现提出以下意见", "附：1、"),)),
    "heilongjiang-2010": (
        "001_*",
        (
            Part("省通知", "并提出如下要求", "中央创先争优活动领导小组文件"),
            Part("意见", "提出如下指导意见", "中央创先争优活动领导小组办公室文件"),
            Part("通知", "现就有关事项通知如下"),
        ),
    ),
    "changsha-2010": ("002_*", (Part("", "制订如下方案"),)),
    "lianyungang-2011": ("003_*", (Part("", "制定如下实施方案", "附件2：\n"),)),
    "bureau-2013": ("004_*", (Part("", "特制订此方案"),)),
    "central": (
        "001_*",
        (
            Part("意见", "提出如下指导意见", "中央创先争优活动领导小组办公室文件"),
            Part("通知", "现就有关事项通知如下"),
        ),
    ),
}


def tables() -> dict[str, list[Row]]:
    """Return the lines of coverage.md by scheme."""
    found: dict[str, list[Row]] = {}
    scheme = ""
    for line in (SCHEMES / "coverage.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            scheme = line[3:]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if scheme and line.startswith("|") and cells[0] not in ("节", "---"):
            section, text, keys = cells
            reason = keys[1:] if keys.startswith("—") else ""
            row = Row(section, text, tuple(re.findall(r"`([^`]+)`", keys)), reason)
            found.setdefault(scheme, []).append(row)
    return found


TABLES = tables()


def headings(text: str) -> Iterator[str]:
    """Yield the numbers of a text's headings: 二, 二（三）, 二（三）1, 四1."""
    above = ["", "", ""]
    for line in text.replace("(", "（").replace(")", "）").splitlines():
        for level, pattern in enumerate(LEVELS):
            found = re.match(pattern, line.strip())
            if found:
                number = found[0] if level != 1 or "（" in found[0] else f"（{found[0]}）"
                above[level:] = [number, *[""] * (2 - level)]
                yield "".join(above)
                break


def sections(scheme: str, official: Path) -> list[str]:
    """Return every numbered section of a scheme's document, in order."""
    pattern, parts = DOCUMENTS[scheme]
    (path,) = official.glob(pattern)
    text = path.read_text("utf-8")
    found = []
    for part in parts:
        start = text.index(part.start)
        stop = text.index(part.stop, start) if part.stop else len(text)
        found += [part.prefix + number for number in headings(text[start:stop])]
    return found


def value(scheme: Scheme, key: str) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what a key of coverage.md names; fails where there is nothing."""
    here: Any = scheme
    for name, _, each, number in re.findall(r"([a-z_]+)(\[([^\]]+)\])?(?:\.(\d+))?", key):
        here = here[name] if isinstance(here, dict) else getattr(here, name)
        if each:
            (here,) = [part for part in here if part.id == each]
        if number:
            (here,) = [item for item in here.items if item.id == number]
    return here


def declared(scheme: Scheme) -> Iterator[str]:
    """Yield the key of everything in a scheme that must have a source in the document."""
    for name in ("rules", "modes", "steps", "deadlines", "guidance", "assessments", "requirements"):
        yield from (f"{name}[{part.id}]" for part in getattr(scheme, name))
    for items in scheme.items:
        yield from (f"items[{items.id}].{item.id}" for item in items.items)
    for form in scheme.forms:
        yield from (f"forms[{form.id}]", f"forms[{form.id}].copies")
        yield from (f"forms[{form.id}].blocks[{block.id}]" for block in form.blocks)
    for table in scheme.tables:
        yield f"tables[{table.id}]"
        yield from (f"tables[{table.id}].tiers[{tier.id}]" for tier in table.tiers)
    yield from (f"terms.{term}" for term in scheme.terms)
    yield from ("period", "order_strict")


def test_every_scheme_has_a_table() -> None:
    shipped = {folder.parent.name for folder in SCHEMES.glob("*/scheme.toml")}

    assert TABLES.keys() == DOCUMENTS.keys() == shipped - {"blank"}


@pytest.mark.parametrize("scheme_id", DOCUMENTS)
def test_every_key_exists_and_every_part_has_a_source(scheme_id: str) -> None:
    scheme = read_scheme(SCHEMES / scheme_id)
    keys = {key for row in TABLES[scheme_id] for key in row.keys}

    for key in keys:
        assert value(scheme, key) not in (None, ""), key
    assert set(declared(scheme)) - keys == set()


@pytest.mark.parametrize("scheme_id", DOCUMENTS)
def test_every_line_has_a_key_or_a_reason(scheme_id: str) -> None:
    for row in TABLES[scheme_id]:
        assert row.text
        assert bool(row.keys) != bool(row.reason), row


@pytest.mark.parametrize("scheme_id", DOCUMENTS)
def test_every_numbered_section_has_a_line(scheme_id: str, official: Path) -> None:
    numbered = sections(scheme_id, official)
    told = {row.section for row in TABLES[scheme_id]}

    assert len(numbered) >= 7
    assert [number for number in numbered if number not in told] == []


@pytest.mark.parametrize("scheme_id", DOCUMENTS)
def test_every_line_names_a_section_of_the_document(scheme_id: str, official: Path) -> None:
    numbered = set(sections(scheme_id, official))
    unnumbered = ("附件", "（无表样）", "意见", "通知", "通知附件")

    for row in TABLES[scheme_id]:
        if row.section not in numbered:
            assert row.section.rstrip("一二三123") in unnumbered, row


@pytest.mark.parametrize("scheme_id", DOCUMENTS)
def test_requirements_name_sections_of_the_document(scheme_id: str, official: Path) -> None:
    numbered = set(sections(scheme_id, official))

    for requirement in read_scheme(SCHEMES / scheme_id).requirements:
        assert requirement.section in numbered, requirement.id


@pytest.mark.parametrize("scheme_id", DOCUMENTS)
def test_no_sentence_is_copied(scheme_id: str, official: Path) -> None:
    """Sixteen characters that stand in the document in the same order are the document's own."""
    pattern, _ = DOCUMENTS[scheme_id]
    (path,) = official.glob(pattern)
    document = re.sub(r"\s", "", path.read_text("utf-8"))
    scheme = read_scheme(SCHEMES / scheme_id)
    ours = [
        *(row.text for row in TABLES[scheme_id]),
        *(requirement.text for requirement in scheme.requirements),
        *(guidance.text for guidance in scheme.guidance),
        *(step.text for step in scheme.steps),
        *(mode.text for mode in scheme.modes),
        *(item.title + item.hint for items in scheme.items for item in items.items),
    ]

    copied = {
        text[at : at + 16]
        for text in ours
        for at in range(len(text) - 15)
        if text[at : at + 16] in document
    }
    assert copied == set()
