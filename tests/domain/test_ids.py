"""Ids: always the same for the same parts, near one another where they are of one ledger."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import derived_id, ids_of_ledger, many_ids

SPACE = UUID("6f0f4d2e-5b5c-4b0e-9a57-3f1d3c0c8a11")


def new_id() -> str:
    return str(uuid4())


@given(st.lists(st.text(max_size=9), max_size=5))
def test_a_derived_id_is_the_uuid_of_its_parts(parts: list[str]) -> None:
    assert derived_id(*parts) == str(uuid5(SPACE, "\x1f".join(parts)))


def test_the_ids_of_a_ledger_begin_as_its_own_does() -> None:
    ledger = new_id()
    of_ledger = ids_of_ledger(ledger, new_id)
    made = [of_ledger() for _ in range(500)]
    assert {UUID(each).hex[:12] for each in made} == {UUID(ledger).hex[:12]}
    assert len(set(made)) == 500


def test_a_ledger_without_an_id_has_ids_all_the_same() -> None:
    made = ids_of_ledger("", new_id)()
    assert str(UUID(made)) == made


def test_many_ids_begin_as_the_first_and_differ() -> None:
    of_ledger = ids_of_ledger(new_id(), new_id)
    one, other = many_ids(of_ledger), many_ids(of_ledger)
    made = [one() for _ in range(5000)] + [other() for _ in range(5000)]
    assert len(set(made)) == 10_000
    assert {each[:13] for each in made} == {of_ledger()[:13]}
    assert {str(UUID(each)) for each in made} == set(made)
