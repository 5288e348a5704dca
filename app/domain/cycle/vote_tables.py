"""评议汇总表: one table for screen, Excel, Word and print, and the document around it."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.cycle.assessment import ACCOUNT_WORDS, Assessment, Entry, VoterGroup
from app.domain.cycle.scales import Rounding
from app.domain.cycle.vote_results import ObjectResult, Outcome, results
from app.domain.official_document import (
    OFFICIAL_ACROSS,
    Grid,
    Line,
    OfficialDocument,
    Role,
    written_day,
)
from app.domain.table import Column, Table, TableValue

OBJECT, PLACE, ITEM, ABSTAINED = "评议对象", "所在党组织", "评议内容", "弃权"
SATISFIED, SCORE, RATING = "满意率（%）", "平均分", "评定等次"
GROUP = "参评人员"
_WORDS = (OBJECT, PLACE, ITEM, RATING)
NO_RATING = "预备党员，不评"


def summary_table(assessment: Assessment) -> Table:
    """Return the results: a row for each object and item, and one for all of its items."""
    rows = tuple(row for result in results(assessment) for row in _rows(assessment, result))
    columns = tuple(
        Column(heading, number=heading not in _WORDS) for heading in summary_headings(assessment)
    )
    return Table(f"{assessment.title}汇总表", columns, rows)


def summary_headings(assessment: Assessment) -> tuple[str, ...]:
    """Return the headings of the results."""
    scale = assessment.scale
    grades = [each for grade in scale.grades for each in (grade.label, f"{grade.label}（%）")]
    headings = [OBJECT, PLACE, ITEM, *grades]
    headings += [ABSTAINED] if scale.abstention else []
    headings += [SATISFIED] if any(grade.satisfied for grade in scale.grades) else []
    headings += [SCORE] if scale.has_points else []
    return (*headings, RATING)


def _rows(assessment: Assessment, result: ObjectResult) -> Iterator[tuple[TableValue, ...]]:
    each = result.object
    outcomes = list(result.items) if len(result.items) > 1 else []
    if result.overall is not None and all(o.title != result.overall.title for o in outcomes):
        outcomes.append(result.overall)
    if not outcomes:
        width = len(summary_headings(assessment)) - 4
        yield (each.name, each.place, "还没有票数", *("" for _ in range(width)), "")
    for outcome in outcomes:
        last = outcome is outcomes[-1]
        rating = (each.rating if each.full else NO_RATING) if last else ""
        yield (each.name, each.place, outcome.title, *_figures(assessment, outcome), rating)


def _figures(assessment: Assessment, outcome: Outcome) -> Iterator[TableValue]:
    scale = assessment.scale
    for votes, share in zip(outcome.votes, outcome.shares, strict=False):
        yield votes
        yield f"{share}"
    if scale.abstention:
        yield outcome.abstained
    if any(grade.satisfied for grade in scale.grades):
        yield "" if outcome.satisfied is None else f"{outcome.satisfied}"
    if scale.has_points:
        band = f"（{outcome.band}）" if outcome.band else ""
        yield "" if outcome.score is None else f"{outcome.score}{band}"


def accounts_table(assessment: Assessment) -> Table:
    """Return what became of the ballots: a row for each group of voters."""
    weighted = assessment.is_weighted
    headings = [GROUP, *(["权重（%）"] if weighted else []), *ACCOUNT_WORDS.values()]
    headings += ["参评率（%）", "收回率（%）"]
    rows = []
    for group in assessment.groups:
        numbers = [getattr(group.accounts, name) for name in ACCOUNT_WORDS]
        shown = ["" if number is None else number for number in numbers]
        weight = [group.weight] if weighted else []
        rows.append((group.name, *weight, *shown, *_rates(group)))
    columns = tuple(Column(heading, number=heading != GROUP) for heading in headings)
    return Table("测评票统计", columns, tuple(rows))


def _rates(group: VoterGroup) -> tuple[str, str]:
    accounts = group.accounts
    return (
        _rate(accounts.present, accounts.expected),
        _rate(accounts.returned, accounts.issued),
    )


def _rate(part: int | None, whole: int | None) -> str:
    """Return a share in per cent to two decimals, half up; empty where it is not known."""
    if part is None or not whole:
        return ""
    cents = (2 * 10_000 * part + whole) // (2 * whole)
    return f"{cents // 100}.{cents % 100:02}"


def base_text(assessment: Assessment) -> str:
    """Return of what the percentages are, and how they are rounded."""
    parts = ["百分比以有效票数（扣除回避）为基数，弃权计入基数"]
    if assessment.is_weighted:
        parts = ["各类参评人员的百分比分别以其有效票数（扣除回避）为基数，按权重相加"]
    if assessment.rounding is Rounding.FORCED:
        parts.append("各项四舍五入到两位小数，差额计入有票的最后一个等次，合计为100.00%")
    else:
        parts.append("各项四舍五入到两位小数")
    satisfied = [grade.label for grade in assessment.scale.grades if grade.satisfied]
    if satisfied:
        parts.append(f"满意率计{'、'.join(f'“{label}”' for label in satisfied)}")
    return "；".join(parts) + "。"


def summary_document(assessment: Assessment, unit: str) -> OfficialDocument:
    """Return 评议汇总表 as a document that lies across.

    Args:
        assessment: with its counts.
        unit: the name of the organisation whose assessment it is.
    """
    when = [f"单位：{unit}", written_day(assessment.day) if assessment.day else ""]
    when += [f"地点：{assessment.place}" if assessment.place else ""]
    source = assessment.source if assessment.entry is Entry.ELSEWHERE else ""
    content: list[Line | Grid] = [
        Line("\u3000\u3000".join(filter(None, when)), Role.NOTE),
        _grid(accounts_table(assessment)),
        Line("", Role.NOTE),
        _grid(_named_once(summary_table(assessment))),
        Line(f"注：{base_text(assessment)}", Role.NOTE),
    ]
    content += [Line(f"数据来源：{source}。", Role.NOTE)] if source else []
    content += [Line(assessment.remark, Role.NOTE)] if assessment.remark else []
    content += [Line("监票人：\u3000\u3000\u3000\u3000\u3000\u3000计票人：", Role.NOTE)]
    title = f"{assessment.title}汇总表"
    return OfficialDocument(title, tuple(content), page=OFFICIAL_ACROSS)


def _named_once(table: Table) -> Table:
    """Return the table with an object's name in its first row alone."""
    rows, before = [], None
    for row in table.rows:
        rows.append(("", "", *row[2:]) if row[:2] == before else row)
        before = row[:2]
    return replace(table, rows=tuple(rows))


def _grid(table: Table) -> Grid:
    headings = tuple(column.title for column in table.columns)
    rows = tuple(tuple(_shown(value) for value in row) for row in table.rows)
    empty = {
        place
        for place, heading in enumerate(headings)
        if heading in (PLACE, RATING) and not any(row[place] for row in rows)
    }
    kept = [place for place in range(len(headings)) if place not in empty]
    shares = tuple(_SHARES.get(headings[place], 9) for place in kept)
    return Grid(
        tuple(headings[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        shares,
        small=True,
    )


_SHARES = {OBJECT: 20, PLACE: 20, ITEM: 14, GROUP: 24, RATING: 12, SCORE: 11}


def _shown(value: TableValue) -> str:
    return "" if value is None else str(value)
