"""Holds what came of a file against what should have come of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - dataclass
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.intake.held_out.expected import Form, FormFile, Outcome, Row, Taken, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.intake.held_out.sheets import Sheet
    from tests.program import Answer, Program

_DOTS = str.maketrans(dict.fromkeys("•‧・．", "·"))


@dataclass
class Score:
    """What was right, and what was not."""

    right: int = 0
    total: int = 0
    faults: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    """Wrong, and nothing was said."""

    def add(self, other: Score) -> None:
        """Take another score in."""
        self.right += other.right
        self.total += other.total
        self.faults += other.faults
        self.silent += other.silent


def exported(program: Program, ledger: Path, folder: Path, name: str) -> list[dict[str, str]]:
    """Return the first sheet of one of the lists that ``export-all`` writes."""
    program("export-all", ledger, "--out", folder)
    book = openpyxl.load_workbook(folder / f"{name}.xlsx")
    head, *rows = [
        tuple("" if v is None else str(v) for v in row) for row in book.worksheets[0].values
    ]
    book.close()
    return [dict(zip(head, row, strict=True)) for row in rows]


# ---- sheets ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Notes:
    """What an import said about its rows."""

    rejected: Mapping[int, set[str]]
    questions: set[int]
    warned: set[int]

    @classmethod
    def of(cls, file: Mapping[str, Any]) -> Notes:
        """Read the JSON of one file."""
        rejected: dict[int, set[str]] = {}
        for each in file["rejected"]:
            rejected.setdefault(each["row"], set()).add(each["column"])
        questions = {row for each in file["questions"] for row in each["rows"]}
        warned = set()
        for each in file["warnings"]:
            if isinstance(each, dict) and isinstance(each.get("row"), int):
                warned.add(each["row"])
            text = each if isinstance(each, str) else str(each.get("message", ""))
            warned |= {
                int(number) for number in re.findall(r"(?:第\s*|、)(\d+)(?=[、\d\s]*行)", text)
            }
        return cls(rejected, questions, warned)

    def about(self, row: int) -> str:
        """Tell what was said about a row."""
        told = [f"rejected {sorted(self.rejected[row])}"] if row in self.rejected else []
        told += ["question"] if row in self.questions else []
        return ", ".join([*told, *(["warned"] if row in self.warned else [])])


def score_sheet(
    sheet: Sheet, file: Mapping[str, Any], rows: Sequence[Mapping[str, str]], before: Iterable[str]
) -> Score:
    """Score what came of a list; ``rows`` are the ledger's afterwards."""
    heading = "姓名" if sheet.kind == "members" else "党组织名称"
    notes, score = Notes.of(file), Score()
    by_name: dict[str, list[Mapping[str, str]]] = {}
    for each in rows:
        by_name.setdefault(_plain(each[heading]), []).append(each)
    for row in sheet.expected:
        score.total += 1
        there = by_name.get(_plain(row.name), [])
        if any(_is(outcome, row, there, notes) for outcome in row.accepted):
            score.right += 1
            continue
        told = notes.about(row.number)
        shown = [_shown(each, row) for each in there] or "nobody of this name"
        words = (
            f"{sheet.file} row {row.number} {row.name}: {told or 'nothing said'}; ledger: {shown}"
        )
        (score.faults if told else score.silent).append(f"{words}; expected {row.accepted}")
    known = {_plain(name) for name in before} | {_plain(row.name) for row in sheet.expected}
    score.silent += [
        f"{sheet.file}: {name!r} was made of no row" for name in sorted(by_name.keys() - known)
    ]
    return score


def _is(outcome: Outcome, row: Row, there: Sequence[Mapping[str, str]], notes: Notes) -> bool:
    number = row.number
    if isinstance(outcome, Taken):
        if number in notes.rejected or number in notes.questions:
            return False
        if outcome.warned and number not in notes.warned:
            return False
        return sum(_fits(outcome, each) for each in there) == outcome.times
    return (
        (
            "rejected" in outcome.how
            and number in notes.rejected
            and _column(outcome.columns, notes.rejected[number])
        )
        or ("question" in outcome.how and number in notes.questions)
        or ("warned" in outcome.how and number in notes.warned)
    )


def _column(allowed: tuple[str, ...], told: set[str]) -> bool:
    plain = {re.sub(r"[\s*：]|（.*?）", "", column) for column in told}
    return not allowed or bool(plain & set(allowed))


def _fits(outcome: Taken, there: Mapping[str, str]) -> bool:
    return all(there[heading] in texts(right) for heading, right in outcome.values.items())


def _shown(there: Mapping[str, str], row: Row) -> dict[str, str]:
    asked = {
        key for outcome in row.accepted if isinstance(outcome, Taken) for key in outcome.values
    }
    return {key: there[key] for key in sorted(asked | {"所在党支部"} & there.keys())}


def _plain(name: str) -> str:
    return "".join(name.split()).translate(_DOTS)


# ---- forms -----------------------------------------------------------------------------------


def score_forms(
    expected: FormFile, answer: Answer, reviews: Sequence[Mapping[str, str]], waiting: str = ""
) -> Score:
    """Score what came of one Word file; ``waiting``: the question that is still open."""
    score = Score(total=sum(len(form.cells) for form in expected.forms) or 1)
    said = _told(answer)
    if not expected.forms:
        score.right = int(not reviews and _said(answer, expected.accepted))
        told = score.faults if answer.code else score.silent
        told += [] if score.right else [f"{expected.file}: written {reviews}; said {said}"]
        return score
    left = list(reviews)
    for form in expected.forms:
        found = next((each for each in left if _same(form, each)), None)
        if found is None:
            if not expected.answer and _said(answer, expected.accepted):
                score.right += len(form.cells)
                continue
            spoken = bool(answer.code)
            (score.faults if spoken else score.silent).append(
                f"{expected.file} {form.target}: not taken ({len(form.cells)} cells); "
                f"{waiting} said {said}"
            )
            continue
        left.remove(found)
        score.add(_cells(expected.file, form, found, said))
    score.silent += [f"{expected.file}: a review was made of nothing: {each}" for each in left]
    return score


def _told(answer: Answer) -> str:
    """Return all that was said about doubts, not what is the same for every form."""
    if answer.code == 2:
        return answer.out
    heads = ("rejected", "questions", "warnings")
    return json.dumps([file[h] for file in answer.data["files"] for h in heads], ensure_ascii=False)


def _said(answer: Answer, accepted: Iterable[str]) -> bool:
    if answer.code == 2:
        return "refused" in accepted or "rejected" in accepted
    files = answer.data["files"]
    heads = {"rejected": "rejected", "question": "questions", "warned": "warnings"}
    return any(file[heads[how]] for file in files for how in accepted if how in heads)


def _same(form: Form, review: Mapping[str, str]) -> bool:
    return (
        _plain(review["点评对象"]) == _plain(form.target)
        and review["所在党组织"] == form.organization
    )


def _cells(file: str, form: Form, review: Mapping[str, str], said: str) -> Score:
    score = Score()
    for heading, right in form.cells.items():
        got = review.get(heading, "")
        must = heading in form.warned
        told = heading in said or any(text and text in said for text in texts(right))
        if any(_text(got) == _text(text) for text in texts(right)) and (told or not must):
            score.right += 1
            continue
        words = (
            f"{file} {form.target} {heading}: {got!r}, expected {right!r}{' and a warning' * must}"
        )
        (score.faults if told else score.silent).append(words)
    return score


def _text(text: str) -> str:
    """Return a text without spaces; a day without its punctuation."""
    plain = "".join(text.split())
    day = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?", plain)
    return "-".join(part.zfill(2) for part in day.groups()) if day else plain


def doubles(rows: Iterable[Mapping[str, str]], *headings: str) -> list[tuple[str, ...]]:
    """Return what stands more than once in a list."""
    counted = Counter(tuple(row[h] for h in headings) for row in rows)
    return [key for key, number in counted.items() if number > 1]
