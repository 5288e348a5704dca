"""Numbers in the cells of forms: counts and scores."""

from __future__ import annotations

import pytest

from app.domain.errors.fault import Fault
from app.domain.form import Field, FieldKind
from app.domain.numbers import read_number

COUNT = Field("x", FieldKind.NUMBER, "人数")
SCORE = Field("y", FieldKind.NUMBER, "分", least=-5, most=100, decimals=1)


@pytest.mark.parametrize(
    ("field", "text", "read"),
    [
        (COUNT, "42", "42"),
        (COUNT, " ４２ ", "42"),
        (COUNT, "", ""),
        (COUNT, "12345678901234567890", "12345678901234567890"),
        (SCORE, "91.5", "91.5"),
        (SCORE, "９１．５", "91.5"),
        (SCORE, "-5", "-5"),
        (SCORE, "100.0", "100.0"),
    ],
)
def test_what_people_write_is_read(field: Field, text: str, read: str) -> None:
    assert read_number(text, field) == read


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (COUNT, "4.2", "number.whole"),
        (COUNT, "四十二", "number.whole"),
        (COUNT, "42人", "number.whole"),
        (COUNT, "٤٢", "number.whole"),
        (COUNT, "-1", "number.small"),
        (SCORE, "91.55", "number.decimal"),
        (SCORE, "1e2", "number.decimal"),
        (SCORE, "优", "number.decimal"),
        (SCORE, "-5.5", "number.small"),
        (SCORE, "100.1", "number.large"),
    ],
)
def test_what_is_no_such_number_is_told(field: Field, text: str, code: str) -> None:
    found = read_number(text, field)
    assert isinstance(found, Fault)
    assert found.code == code
