"""Counts the directive sentences of the official documents and finds sections without a line.

``python -m tests.stories.requirements`` prints the counts. The documents lie beside the
repository; without them there is nothing to count.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.specs.test_scheme_coverage import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TABLES = Path(__file__).with_name("requirements.md")
TESTS = TABLES.parents[1]
OFFICIAL = TESTS.parents[1] / "shared" / "official"
DIRECTIVE = re.compile("要|须|应|填写|报")
DEMANDS, REASONS, UNMET = "要求", "没有要求的节", "程序没有做到的"
HEAD = "文首"


@dataclass(frozen=True)
class Stretch:
    """A part of a document that begins at a mark; its sections have this prefix."""

    prefix: str
    start: str = ""
    numbered: bool = True


DOCUMENTS: Mapping[str, tuple[str, tuple[Stretch, ...]]] = {
    "qingdao-2010": (
        "000_*",
        (
            Stretch(HEAD, numbered=False),
            Stretch("", "现提出以下意见"),
            Stretch("附件目录", "附：1、", numbered=False),
            Stretch("附件一", "附件一：", numbered=False),
            Stretch("附件二", "附件二：", numbered=False),
            Stretch("附件三", "附件三：", numbered=False),
        ),
    ),
    "heilongjiang-2010": (
        "001_*",
        (
            Stretch("省通知文首", numbered=False),
            Stretch("省通知", "并提出如下要求"),
            Stretch("意见文首", "中央创先争优活动领导小组文件", numbered=False),
            Stretch("意见", "提出如下指导意见"),
            Stretch("通知文首", "中央创先争优活动领导小组办公室文件", numbered=False),
            Stretch("通知", "现就有关事项通知如下"),
            Stretch("通知附件", "附：《创先争优活动领导点评情况统计表》", numbered=False),
        ),
    ),
    "changsha-2010": ("002_*", (Stretch(HEAD, numbered=False), Stretch("", "制订如下方案"))),
    "lianyungang-2011": (
        "003_*",
        (
            Stretch(HEAD, numbered=False),
            Stretch("附件1文首", "附件1：\n", numbered=False),
            Stretch("", "制定如下实施方案"),
            Stretch("附件2", "附件2：\n", numbered=False),
            Stretch("附件3", "附件3：\n", numbered=False),
        ),
    ),
    "bureau-2013": ("004_*", (Stretch(HEAD, numbered=False), Stretch("", "特制订此方案"))),
}


@dataclass(frozen=True)
class Line:
    """One line of a table: the demand and its tests, or a section and its reason."""

    document: str
    section: str
    text: str
    proof: tuple[str, ...] = ()
    reason: str = ""


def lines(table: str) -> list[Line]:
    """Return the lines of one of the tables."""
    found, here = [], ""
    for row in TABLES.read_text("utf-8").splitlines():
        if row.startswith("## "):
            here = row[3:]
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if here != table or not row.startswith("|") or cells[0] not in DOCUMENTS:
            continue
        document, section, text, *last = cells
        proof = tuple(re.findall(r"`([^`]+)`", last[0])) if last else ()
        found.append(Line(document, section, text, proof, "" if proof else (last or [text])[0]))
    return found


def counts(document: str, folder: Path = OFFICIAL) -> dict[str, int]:
    """Return how many directive sentences each section of a document has, in its order.

    A section without any has 0; what stands under a heading before the next is its own.
    """
    pattern, stretches = DOCUMENTS[document]
    (path,) = folder.glob(pattern)
    text = path.read_text("utf-8")
    starts = [text.rindex(s.start) if s.start else 0 for s in stretches]
    assert starts == sorted(starts), document
    found: dict[str, int] = {}
    for stretch, start, stop in zip(stretches, starts, [*starts[1:], len(text)], strict=True):
        for section, sentence in _sentences(stretch, text[start:stop]):
            found[section] = found.get(section, 0) + bool(DIRECTIVE.search(sentence))
    return found


def _sentences(stretch: Stretch, text: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a stretch with the section where each stands."""
    above = ["", "", ""]
    for line in text.replace("(", "（").replace(")", "）").splitlines():
        for level, pattern in enumerate(LEVELS if stretch.numbered else ()):
            heading = re.match(pattern, line.strip())
            if heading:
                number = heading[0]
                if level == 1 and "（" not in number:
                    number = f"（{number}）"
                above[level:] = [number, *[""] * (2 - level)]
                break
        section = stretch.prefix + "".join(above)
        for sentence in re.split("[。；;！？]", line):
            if sentence.strip() and (any(above) or not stretch.numbered):
                yield section, sentence


def untold(document: str, folder: Path = OFFICIAL) -> list[str]:
    """Return the sections with directive sentences that have neither a line nor a reason."""
    every = (each for table in (DEMANDS, REASONS) for each in lines(table))
    told = {each.section for each in every if each.document == document}
    found = counts(document, folder)
    return [section for section, number in found.items() if number and section not in told]


def main() -> int:
    """Print the counts; 1 where a section has neither a line nor a reason."""
    if not OFFICIAL.is_dir():
        sys.stdout.write("没有文件（../shared/official 不在仓库旁边），无从计数。\n")
        return 0
    proved, reasons = lines(DEMANDS), {(r.document, r.section): r.reason for r in lines(REASONS)}
    missing = False
    for document in DOCUMENTS:
        found = counts(document)
        own = [each for each in proved if each.document == document]
        sys.stdout.write(f"{document}：{sum(found.values())} 句，{len(own)} 项要求\n")
        for section, number in found.items():
            told = sum(each.section == section for each in own)
            why = reasons.get((document, section), "")
            missing |= bool(number and not told and not why)
            said = f"{told} 项" if told else why or ("没有写进表里！" if number else "没有要求")
            sys.stdout.write(f"  {section}  {number} 句  {said}\n")
    return int(missing)


if __name__ == "__main__":
    sys.exit(main())
