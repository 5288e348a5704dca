"""计票表: the votes as they were counted, group by group, and the ballots behind them."""

from collections.abc import Iterable, Iterator

from app.domain.cycle.assessment import OVERALL_TITLE, Assessment, Count
from app.domain.cycle.ballots import ABSTAINED, RECUSED, Ballot, cells_of
from app.domain.cycle.vote_tables import ABSTAINED as ABSTAINED_WORD
from app.domain.cycle.vote_tables import GROUP, ITEM, OBJECT, PLACE
from app.domain.table import Column, Table, TableValue

NUMBER, MARK, SECOND, TOGETHER = "票号", "录入", "复核", "票数合计"
INVALID_WORD, RECUSED_WORD = "无效票", "回避"


def tally_table(assessment: Assessment) -> Table:
    """Return the counts of each group of voters, as they were counted."""
    grades = [grade.label for grade in assessment.scale.grades]
    abstained = [ABSTAINED_WORD] if assessment.scale.abstention else []
    words = (GROUP, OBJECT, PLACE, ITEM)
    columns = [Column(each) for each in words]
    columns += [Column(each, number=True) for each in (*grades, *abstained, TOGETHER)]
    rows = tuple(_counted(assessment, count) for count in assessment.counts)
    return Table("计票表", tuple(columns), rows)


def _counted(assessment: Assessment, count: Count) -> tuple[TableValue, ...]:
    group, each = assessment.group(count.group), assessment.object(count.object)
    abstained = (count.abstained,) if assessment.scale.abstention else ()
    return (
        group.name if group else "",
        each.name if each else "",
        each.place if each else "",
        _item_title(assessment, count.object, count.item),
        *count.votes,
        *abstained,
        count.total,
    )


def ballots_table(assessment: Assessment, ballots: Iterable[Ballot]) -> Table:
    """Return the ballots as they were typed in: a row for each mark, one for an invalid ballot."""
    words = (GROUP, NUMBER, OBJECT, ITEM, MARK, SECOND)
    columns = tuple(Column(each, number=each == NUMBER) for each in words)
    rows = tuple(row for ballot in ballots for row in _marked(assessment, ballot))
    return Table("测评票", columns, rows)


def _marked(assessment: Assessment, ballot: Ballot) -> Iterator[tuple[TableValue, ...]]:
    group = assessment.group(ballot.group)
    who = group.name if group else ""
    if not ballot.is_valid:
        yield who, ballot.number, _name(assessment, ballot.object), "", INVALID_WORD, ""
        return
    for place, (key, item) in enumerate(cells_of(assessment, ballot.object)):
        second = ballot.second[place : place + 1]
        yield (
            who,
            ballot.number,
            _name(assessment, key),
            _item_title(assessment, key, item),
            _mark(assessment, ballot.marks[place]),
            _mark(assessment, second) if second else "",
        )


def _mark(assessment: Assessment, sign: str) -> str:
    known = {ABSTAINED: ABSTAINED_WORD, RECUSED: RECUSED_WORD}
    known |= {str(n): grade.label for n, grade in enumerate(assessment.scale.grades, 1)}
    return known.get(sign, INVALID_WORD)


def _name(assessment: Assessment, key: str) -> str:
    found = assessment.object(key)
    return found.name if found else ""


def _item_title(assessment: Assessment, key: str, item: str) -> str:
    found = assessment.object(key)
    titles = {each.id: each.title for each in assessment.items_of(found)} if found else {}
    return titles.get(item, OVERALL_TITLE)
