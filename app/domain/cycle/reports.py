"""The report on the reviews to the level above, and the bulletin of a branch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.cycle.cases import CaseKind, ModelCase
from app.domain.cycle.notices import PostedReview
from app.domain.cycle.rectification import Rectification
from app.domain.official_document import Grid, Line, OfficialDocument, Role, written_day
from app.domain.ordinals import ordinal

_ENDS = "。；;，, \n"
_MOST_NAMES = 20
_MOST_PROBLEMS = 8


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The sentences of a report, with gaps."""

    title: str
    opening: str
    overall: str
    practices: str
    examples: str
    problems: str
    following: str
    figures: str
    figure: str
    times: str
    rectification: str
    overdue: str
    postings: str
    commitments: str
    partial: str
    not_covered: str
    all_covered: str
    common_problem: str
    no_cases: str
    next_steps: tuple[str, ...]
    table_title: str


@dataclass(frozen=True, slots=True)
class BulletinWords:
    """The sentences of a bulletin, with gaps."""

    title: str
    opening: str
    overall: str
    opinions: str
    problems: str
    closing: str
    reviewed: str
    no_problem: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How far the work around the reviews has come, in numbers."""

    rectifications: int = 0
    rectified: int = 0
    overdue: int = 0
    postings: int = 0
    feedback: int = 0
    handled: int = 0
    commitments: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report tells."""

    unit: str
    addressee: str
    campaign: str
    document: str
    round: str
    day: date
    figures: Mapping[str, int]
    """Heading → number, just as the statistics page has them."""
    member_times: int
    organization_times: int
    totals: Totals
    not_reviewed_organizations: int
    not_reviewed_members: int
    reasons: tuple[str, ...]
    """Why somebody was not reviewed, the most frequent first."""
    missing: tuple[str, ...]
    """Units below that have not reported."""
    problems: tuple[str, ...]
    """What reviews name most often, the most frequent first."""
    cases: tuple[ModelCase, ...]


def report(facts: ReportFacts, words: ReportWords) -> OfficialDocument:
    """Return the report: 总体情况, 突出做法, 典型事例, 存在问题, 下一步, and the figures."""
    parts: Sequence[tuple[str, Sequence[Line]]] = (
        (words.overall, list(_overall(facts, words))),
        (words.practices, _cases(facts.cases, CaseKind.PRACTICE, words)),
        (words.examples, _cases(facts.cases, CaseKind.EXAMPLE, words)),
        (words.problems, list(_problems(facts, words))),
        (words.following, [Line(text) for text in words.next_steps]),
    )
    content: list[Line | Grid] = [
        Line(words.opening.format(document=facts.document, unit=facts.unit, round=facts.round))
    ]
    for number, (title, lines) in enumerate(parts, 1):
        content += [Line(f"{ordinal(number)}、{title}", Role.HEADING), *lines]
    rows = tuple((title, str(count)) for title, count in facts.figures.items())
    content += [Line(words.table_title, Role.NOTE), Grid(("项目", "数量"), rows, (3, 1))]
    return OfficialDocument(
        title=words.title.format(campaign=facts.campaign),
        content=tuple(content),
        addressee=facts.addressee,
        signature=facts.unit,
        day=facts.day,
    )


def _overall(facts: ReportFacts, words: ReportWords) -> Iterator[Line]:
    figures = "，".join(
        words.figure.format(title=title, count=count) for title, count in facts.figures.items()
    )
    yield Line(words.figures.format(day=written_day(facts.day), figures=figures))
    yield Line(
        words.times.format(
            count=facts.member_times + facts.organization_times,
            organizations=facts.organization_times,
            members=facts.member_times,
        )
    )
    if facts.missing:
        names = "、".join(facts.missing[:_MOST_NAMES])
        yield Line(words.partial.format(count=len(facts.missing), names=names))
    totals = facts.totals
    if totals.commitments:
        yield Line(words.commitments.format(count=totals.commitments, kept=totals.kept))
    if totals.rectifications:
        late = words.overdue.format(count=totals.overdue) if totals.overdue else ""
        open_ = totals.rectifications - totals.rectified
        yield Line(
            words.rectification.format(
                count=totals.rectifications, done=totals.rectified, open=open_, overdue=late
            )
        )
    if totals.postings:
        yield Line(
            words.postings.format(
                count=totals.postings, feedback=totals.feedback, handled=totals.handled
            )
        )


def _cases(cases: Sequence[ModelCase], kind: CaseKind, words: ReportWords) -> list[Line]:
    found = [case for case in cases if case.kind is kind and case.reported]
    if not found:
        return [Line(words.no_cases)]
    lines: list[Line] = []
    for number, case in enumerate(found, 1):
        lines.append(Line(f"（{ordinal(number)}）{case.title.strip(_ENDS)}", Role.SUBHEADING))
        lines += [Line(part.strip()) for part in case.text.splitlines() if part.strip()]
    return lines


def _problems(facts: ReportFacts, words: ReportWords) -> Iterator[Line]:
    if facts.not_reviewed_organizations or facts.not_reviewed_members:
        yield Line(
            words.not_covered.format(
                organizations=facts.not_reviewed_organizations,
                members=facts.not_reviewed_members,
                reasons="、".join(facts.reasons) or "—",
            )
        )
    else:
        yield Line(words.all_covered)
    if facts.problems:
        named = "；".join(text.strip(_ENDS) for text in facts.problems[:_MOST_PROBLEMS])
        yield Line(words.common_problem.format(problems=named))


def bulletin(
    unit: str,
    round_: str,
    day: date,
    reviews: Sequence[PostedReview],
    items: Sequence[tuple[str, Rectification]],
    counts: tuple[int, int],
    words: BulletinWords,
) -> OfficialDocument:
    """Return the bulletin of a branch: what was done, what was said, what is to be mended.

    Args:
        unit: the branch.
        round_: the round's name.
        day: of the bulletin.
        reviews: what posted copies of its reviews show.
        items: problems to be mended, each with whose it is.
        counts: how many organisations and how many members were reviewed.
        words: the sentences.
    """
    organizations, members = counts
    reviewed = words.reviewed.format(
        count=len(reviews), organizations=organizations, members=members
    )
    content = [
        Line(words.opening.format(unit=unit, round=round_)),
        Line(f"{ordinal(1)}、{words.overall}", Role.HEADING),
        Line(reviewed),
        Line(f"{ordinal(2)}、{words.opinions}", Role.HEADING),
    ]
    for number, review in enumerate(reviews, 1):
        content.append(Line(f"{number}. {review.name}", Role.SUBHEADING))
        content += (
            Line(f"{label}：{' '.join(text.split())}")
            for label, text in review.opinions.items()
            if text.strip()
        )
    content.append(Line(f"{ordinal(3)}、{words.problems}", Role.HEADING))
    content += [
        Line(f"{number}. {name}：{item.problem.strip(_ENDS)}。")
        for number, (name, item) in enumerate(items, 1)
    ] or [Line(words.no_problem)]
    content.append(Line(words.closing))
    return OfficialDocument(
        title=words.title.format(unit=unit), content=tuple(content), signature=unit, day=day
    )
