"""Whose text holds: the same whoever asks, the same again, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import PartialDate, Span
from app.domain.history import Change, record_texts, review_texts
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.merging import (
    FOLLOWING,
    Choice,
    Past,
    Presence,
    choices,
    choices_by_past,
    choose,
    choose_by_past,
    differing,
    only_ours,
    only_theirs,
    past_of,
)
from app.domain.organization import Member, Records
from app.domain.record_values import with_review_texts, with_texts
from app.domain.review import Block, Review
from app.domain.same_records import Seen, pairs_by_key, same_members
from tests.db.values import records, reviews

TEXT = st.sampled_from(["", "甲", "乙", "丙"])
TEXTS = st.dictionaries(st.sampled_from(["name", "phone", "post", "position"]), TEXT)
OTHER = {
    Choice.OURS: Choice.THEIRS,
    Choice.THEIRS: Choice.OURS,
    Choice.CONFLICT: Choice.CONFLICT,
}


def merged(ours: dict[str, str], theirs: dict[str, str], base: dict[str, str] | None) -> dict:
    """What holds after a merge in which conflicts leave ours."""
    taken = {
        field: theirs.get(field, "")
        for field, choice in choices(ours, theirs, base).items()
        if choice is Choice.THEIRS
    }
    return {field: text for field, text in {**ours, **taken}.items() if text}


@given(TEXT, TEXT, st.none() | TEXT)
def test_both_sides_choose_the_same(ours: str, theirs: str, base: str | None) -> None:
    here, there = choose(ours, theirs, base), choose(theirs, ours, base)
    if ours != theirs:
        assert there is OTHER[here]


@given(TEXTS, TEXTS, st.none() | TEXTS)
def test_two_who_merge_each_other_agree_but_for_conflicts(
    ours: dict[str, str], theirs: dict[str, str], base: dict[str, str] | None
) -> None:
    here, there = merged(ours, theirs, base), merged(theirs, ours, base)
    asked = {f for f, c in choices(ours, theirs, base).items() if c is Choice.CONFLICT}
    assert set(differing(here, there)) <= asked | FOLLOWING


@given(TEXTS, TEXTS, st.none() | TEXTS)
def test_merging_again_changes_nothing(
    ours: dict[str, str], theirs: dict[str, str], base: dict[str, str] | None
) -> None:
    once = merged(ours, theirs, base)
    assert merged(once, theirs, theirs) == once


@given(TEXTS, TEXTS, st.none() | TEXTS)
def test_no_text_is_lost_unasked(
    ours: dict[str, str], theirs: dict[str, str], base: dict[str, str] | None
) -> None:
    """What one side said and the other did not change stands, or is asked about."""
    found = choices(ours, theirs, base)
    result = merged(ours, theirs, base)
    for field in {*ours, *theirs} - FOLLOWING:
        mine, other = ours.get(field, ""), theirs.get(field, "")
        before = base.get(field, "") if base is not None else ""
        for text in (mine, other):
            if text and text != before:
                assert (
                    result.get(field) == text or found[field] is Choice.CONFLICT or (mine == other)
                )


@given(TEXTS, TEXTS)
def test_what_is_equal_to_the_base_is_not_chosen(
    ours: dict[str, str], base: dict[str, str]
) -> None:
    assert all(choice is Choice.OURS for choice in choices(ours, base, base).values())
    assert all(choice is Choice.THEIRS for choice in choices(base, ours, base).values())


def test_what_nobody_types_is_never_asked() -> None:
    assert choices({"position": "1"}, {"position": "2"}, {"position": "3"}) == {
        "position": Choice.THEIRS
    }
    assert choices_by_past({"position": "1"}, {"position": "2"}, {}) == {"position": Choice.THEIRS}


# ---- copies of one ledger --------------------------------------------------------------------


def line(number: int, field: str, old: str, new: str, time: str = "t") -> Change:
    return Change("member", "m", field, old, new, time, sequence=number)


def test_the_own_log_tells_who_changed() -> None:
    past = past_of("member", [line(1, "phone", "甲", "乙")])
    assert past == {"phone": Past(frozenset({"甲"}), changed=True)}
    assert choose_by_past("乙", "甲", past["phone"]) is Choice.OURS
    assert choose_by_past("乙", "丙", past["phone"]) is Choice.CONFLICT
    assert choices_by_past({"post": "甲"}, {"post": "乙"}, past) == {"post": Choice.THEIRS}


def test_the_making_of_a_record_is_no_change() -> None:
    made = [line(1, "person_id", "", "p"), line(2, "phone", "", "甲")]
    past = past_of("member", made)
    assert not past["phone"].changed
    assert choose_by_past("甲", "乙", past["phone"]) is Choice.THEIRS
    assert choose_by_past("甲", "", past["phone"]) is Choice.OURS
    later = past_of("member", [*made, line(3, "phone", "甲", "乙", "later")])
    assert later["phone"].changed


# ---- whole records ---------------------------------------------------------------------------


def test_a_record_on_one_side_comes_goes_or_is_asked_about() -> None:
    record, other = {"name": "甲"}, {"name": "乙"}
    assert only_theirs(record, None) is Presence.ADD
    assert only_theirs(record, record) is Presence.LEAVE
    assert only_theirs(record, other) is Presence.CONFLICT
    assert only_ours(record, None) is Presence.LEAVE
    assert only_ours(record, record) is Presence.REMOVE
    assert only_ours(record, other) is Presence.CONFLICT


# ---- texts back into records -----------------------------------------------------------------


@given(records(), records())
def test_texts_make_one_record_into_another(first: Records, second: Records) -> None:
    for kind in ("organizations", "persons", "appointments", "oversights"):
        for mine, another in zip(getattr(first, kind), getattr(second, kind), strict=False):
            one, other = (_with_words(each) for each in (mine, another))
            known, wanted = record_texts(one), record_texts(other)
            found = with_texts(one, {f: wanted.get(f, "") for f in differing(known, wanted)})
            assert record_texts(found) == wanted


def _with_words(value: Any) -> Any:  # noqa: ANN401 - a record of any kind
    """The same record; its tags are words, in which no 、 stands."""
    if not hasattr(value, "tags"):
        return value
    words = (tag.replace("、", "") for tag in value.tags)
    return replace(value, tags=frozenset(word for word in words if word))


def test_each_kind_of_value_is_read_back() -> None:
    member = Member(MemberId("m"), PersonId("p"), OrganizationId("o"))
    texts = {
        "birth": "1975-06",
        "on_books.since": "2010-01-02",
        "tags": "党员领导干部、离退休",
        "status": "moved_out",
        "extra.民族": "汉",
        "phone": "138",
    }
    full = with_texts(member, texts)
    assert full.birth == PartialDate(1975, 6)
    assert full.on_books == Span(date(2010, 1, 2), None)
    assert full.tags == {"党员领导干部", "离退休"}
    assert full.extra == (("民族", "汉"),)
    assert with_texts(full, dict.fromkeys(texts, "")) == member


@given(records().flatmap(lambda known: st.tuples(reviews(known), reviews(known))))
def test_a_review_takes_the_texts_of_another(both: tuple[Review, Review]) -> None:
    one, other = (_plain(each) for each in both)
    other = replace(other, target=replace(one.target, id=other.target.id))
    known, wanted = review_texts(one), review_texts(other)
    found = with_review_texts(
        one, {f: wanted.get(f, "") for f in differing(known, wanted)}, like=other
    )
    assert review_texts(found) == wanted


def _plain(review: Review) -> Review:
    """The same review with cells and blocks that forms have."""
    keys = ("target.summary", "review.problems", "rectification.result")
    texts = [text for block in review.blocks for text in block.values.values()]
    values = dict(zip(keys, texts, strict=False))
    days = [block.day for block in review.blocks][:2]
    blocks = [Block("review", {k: v for k, v in values.items() if not k.startswith("rect")})]
    rest = {k: v for k, v in values.items() if k.startswith("rect")}
    blocks += [Block("rectification", rest, day) for day in days[:1]]
    return replace(review, blocks=tuple(blocks))


# ---- the same record under two ids -----------------------------------------------------------


def seen(id_: str, name: str = "赵五", **more: object) -> Seen:
    return Seen(id_, f"p{id_}", "o", name, **more)  # type: ignore[arg-type]


def test_a_name_that_stands_once_on_both_sides_is_the_same() -> None:
    assert same_members([seen("a", "赵 五")], [seen("1")]) == {"a": "1"}
    assert same_members([seen("a")], [replace(seen("1"), place="other")]) == {}
    assert same_members([seen("a"), seen("b")], [seen("1")]) == {}


def test_of_two_of_a_name_number_and_days_tell() -> None:
    theirs = [seen("a", id_number="11X"), seen("b", birth=PartialDate(1970, 1, 2))]
    ours = [seen("1", birth=PartialDate(1970, 1)), seen("2", id_number="11x")]
    assert same_members(theirs, ours) == {"a": "2", "b": "1"}


def test_another_number_or_birth_is_another_person() -> None:
    assert same_members([seen("a", id_number="1")], [seen("1", id_number="2")]) == {}
    born = [seen(name, birth=PartialDate(year)) for name, year in (("a", 1970), ("1", 1971))]
    assert same_members(born[:1], born[1:]) == {}


def test_one_mistyped_day_makes_nobody_two() -> None:
    joined = PartialDate(1995, 7, 1)
    theirs = seen("a", birth=PartialDate(1970, 3), joined=joined)
    ours = seen("1", birth=PartialDate(1970, 4), joined=joined)
    assert same_members([theirs], [ours]) == {"a": "1"}
    assert same_members([theirs], [replace(ours, joined=PartialDate(1995, 8))]) == {}
    assert same_members([theirs], [replace(ours, joined=None)]) == {}
    assert same_members([theirs], [ours, replace(ours, id="2", person="p2")]) == {}


@given(
    st.lists(st.tuples(st.uuids().map(str), st.integers(0, 3))),
    st.lists(st.tuples(st.uuids().map(str), st.integers(0, 3))),
)
def test_keys_make_pairs_only_where_nothing_else_fits(
    theirs: list[tuple[str, int]], ours: list[tuple[str, int]]
) -> None:
    pairs = pairs_by_key(theirs, ours)
    keys, others = dict(theirs), dict(ours)
    assert len(set(pairs.values())) == len(pairs)
    for one, other in pairs.items():
        assert keys[one] == others[other]
        assert list(keys.values()).count(keys[one]) == 1
        assert list(others.values()).count(keys[one]) == 1
