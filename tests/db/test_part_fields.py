"""In which fields records of two packages differ."""

from __future__ import annotations

import pytest

from app.db.part_difference import part_difference
from app.db.part_fields import different_fields
from tests.db.test_part_difference import BASE, Records, changed, part


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (changed("organization", 0, name="新支部"), (("name", "一支部", "新支部"),)),
        (changed("person", 0, name="丙"), (("name", "甲", "丙"),)),
        (changed("review", 1, place="礼堂", locked="是"), (("place", "会议室", "礼堂"),)),
        (changed("review_block", 0, values='{"a":"很好"}'), (("a", "好", "很好"),)),
        (changed("cycle_record", 0, content='{"matter":"慰问"}'), (("matter", "走访", "慰问"),)),
    ],
)
def test_what_differs_is_told_with_both_texts(
    new: Records, told: tuple[tuple[str, str, str], ...]
) -> None:
    old, late = part(BASE), part(new)
    (record,) = part_difference(old, late).changed
    found = different_fields(old, late, [record])
    assert found == {(record.what, record.record_id): told}
