"""Merging a package looks only at what it is about: no table of the ledger is read through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from app.domain.part_schema import DATA_TABLES

if TYPE_CHECKING:
    from tests.db.merge.exchange import Office

LARGE = (*(table for table in DATA_TABLES if table != "round"), "change", "alias", "conflict")
"""Tables that grow with the ledger."""
PART = "part_image."
"""What a package brought stands there; it is read whole."""
_NAMED = re.compile(r'(?:FROM|JOIN|UPDATE)\s+(?:main\.)?"?(\w+)"?(?:\s+AS\s+(\w+))?', re.IGNORECASE)


def read_through(made: Office, statement: str) -> set[str]:
    """The large tables that a statement reads from end to end."""
    names = {alias or table: table for table, alias in _NAMED.findall(statement)}
    lines = [line for *_, line in made.database.sql(f"EXPLAIN QUERY PLAN {statement}")]
    scanned = {line.split()[1] for line in lines if line.startswith("SCAN ")}
    return {names[each] for each in scanned if names.get(each) in LARGE}


@pytest.mark.parametrize("times", [1, 2])
def test_no_large_table_is_read_through(city: Office, bureau: Office, times: int) -> None:
    for _ in range(times - 1):
        city.receive(bureau.submit("甲一局党委"))
    bureau.change_member("赵五", phone="138")
    package = bureau.submit("甲一局党委")
    statements: list[str] = []
    city.database.raw.set_trace_callback(statements.append)
    try:
        city.receive(package)
    finally:
        city.database.raw.set_trace_callback(None)
    wanted = {
        statement
        for statement in statements
        if statement.lstrip().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE"))
        and PART not in statement
    }
    assert len(wanted) > 100
    found = {name: each for each in wanted for name in read_through(city, each)}
    assert {each for each in found.values() if not each.endswith("LIMIT 1")} == set()
    assert read_through(city, "SELECT * FROM member AS m WHERE phone = ''") == {"member"}
