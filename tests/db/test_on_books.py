"""From and up to which day a membership counts: the rule in Python, in SQL and in the domain."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from itertools import product

import pytest

from app.db.mapping import day_text
from app.db.on_books import NO_END, on_books_sql, on_books_texts
from app.domain.dates import Span
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.organization import Member, on_books
from app.domain.words import MemberStatus

DAY = date(2010, 12, 31)
NEAR = (None, *(DAY + timedelta(days=step) for step in (-2, 0, 1, 2)))
CASES = [*product(MemberStatus, NEAR, NEAR)]


@pytest.mark.parametrize(("status", "since", "until"), CASES)
def test_rows_count_on_the_days_that_the_domain_says(
    status: MemberStatus, since: date | None, until: date | None
) -> None:
    ids = MemberId("m"), PersonId("p"), OrganizationId("o")
    member = Member(*ids, status=status, on_books=Span(since, until))
    first, end = on_books_texts(status.value, day_text(since), day_text(until))
    day = DAY.isoformat()
    assert (first <= day < end) == on_books(member, DAY)


def test_sql_says_the_same() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE member (status, since, until)")
        days = ("", *map(day_text, NEAR))
        rows = [*product((status.value for status in MemberStatus), days, days)]
        connection.executemany("INSERT INTO member VALUES (?, ?, ?)", rows)
        sql = f"SELECT {', '.join(on_books_sql('m'))} FROM member AS m ORDER BY rowid"
        found = connection.execute(sql).fetchall()
    assert found == [on_books_texts(*row) for row in rows]
    assert {until for _, until in found} >= {"", NO_END}
