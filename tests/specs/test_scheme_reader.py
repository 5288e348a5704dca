"""Reading a scheme: strict, every fault at once, each with its key path and a hint."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, get_args, get_type_hints

import pytest

from app.domain.coverage import MEASURES
from app.domain.errors.fault import Refusal
from app.domain.field_kinds import KNOWN_FIELDS
from app.domain.form import FieldKind
from app.domain.scheme import Finder, Period, Scheme, TargetSet, Track
from app.domain.words import (
    CopyPurpose,
    OrganizationKind,
    OversightKind,
    PostKind,
    TargetKind,
)
from app.specs.scheme_reader import read_scheme
from app.specs.word_marks import mark_name
from tests.builders import SCHEMES, qingdao

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.errors.fault import Fault

    Reader = Callable[[str], tuple[Fault, ...]]

QINGDAO = SCHEMES / "qingdao-2010"

SMALL = """\
id = "sample"
title = "示例方案"
issuer = "示例党委"
document = "示例〔2010〕1号"
period = "half_year"
default_kind = "committee"

[[rules]]
id = "members"
text = "党支部书记点评党员"
form = "member"
mode = "meeting"
[rules.targets]
of = "members"
[[rules.reviewers]]
find = "own_secretary"

[[items]]
id = "member"
title = "点评党员"
target = "member"
[[items.items]]
id = "1"
title = "参加活动"

[[modes]]
id = "meeting"
title = "集中点评"

[[forms]]
id = "member"
title = "党员登记表"
short_title = "党员表"
file = "member.docx"
target = "member"
copies = ["self"]
items = "member"

[[tables]]
id = "coverage"
title = "统计表"
file = "coverage.xlsx"
tiers = []

[[deadlines]]
id = "first"
what = "统计表"
to = "上级"
date = 2011-01-12
table = "coverage"
forms = ["member"]
"""


@pytest.fixture
def faults_of(tmp_path: Path) -> Callable[[str], tuple[Fault, ...]]:
    """Return what is wrong with a scheme.toml, files beside it in place."""

    def read(text: str) -> tuple[Fault, ...]:
        folder = tmp_path / "sample"
        folder.mkdir(exist_ok=True)
        (folder / "scheme.toml").write_text(text, encoding="utf-8")
        for name in ("member.docx", "coverage.xlsx"):
            (folder / name).touch()
        try:
            read_scheme(folder)
        except Refusal as refused:
            return refused.faults
        return ()

    return read


def _changed(*changes: tuple[str, str]) -> str:
    text = SMALL
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def test_the_small_scheme_is_sound(faults_of: Reader) -> None:
    assert faults_of(SMALL) == ()


@pytest.mark.parametrize(
    ("change", "code", "place", "hint"),
    [
        (
            ("period =", "order_strit = true\nperiod ="),
            "scheme.key_unknown",
            "order_strit",
            "order_strict",
        ),
        (
            ('mode = "meeting"', 'occassion = "会"'),
            "scheme.key_unknown",
            "rules[1].occassion",
            "occasion",
        ),
        (
            ('of = "members"', 'of = "members"\nkind = []'),
            "scheme.key_unknown",
            "rules[1].targets.kind",
            "kinds",
        ),
        (
            ('title = "参加活动"', 'title = "参加活动"\nhints = ""'),
            "scheme.key_unknown",
            "items[1].items[1].hints",
            "hint",
        ),
        (("period =", "zzzz = 1\nperiod ="), "scheme.key_unknown", "zzzz", "可填：id、title"),
        (('issuer = "示例党委"\n', ""), "scheme.key_missing", "issuer", ""),
        (('find = "own_secretary"', ""), "scheme.key_missing", "rules[1].reviewers[1].find", ""),
        (('"half_year"', '"halfyear"'), "scheme.value", "period", "half_year"),
        (
            ('"own_secretary"', '"own_secretry"'),
            "scheme.value",
            "rules[1].reviewers[1].find",
            "own_secretary",
        ),
        (('["self"]', '["self", "posted"]'), "scheme.value", "forms[1].copies[2]", "“copies”"),
        (('["self"]', '"self"'), "scheme.value", "forms[1].copies", "方括号"),
        (('title = "示例方案"', "title = 5"), "scheme.value", "title", "引号"),
        (
            ("period =", 'order_strict = "yes"\nperiod ='),
            "scheme.value",
            "order_strict",
            "true 或 false",
        ),
        (("2011-01-12", "20110112"), "scheme.value", "deadlines[1].date", "2011-01-12 这样"),
        (("2011-01-12", '"明年"'), "scheme.value", "deadlines[1].date", "2011-01-12 这样"),
        (('form = "member"', 'form = "membr"'), "scheme.reference", "rules[1]", "member"),
        (('mode = "meeting"', 'mode = "会议"'), "scheme.reference", "rules[1]", "可填：meeting"),
        (('items = "member"', 'items = "membr"'), "scheme.reference", "forms[1]", "member"),
        (
            ('table = "coverage"', 'table = "coverag"'),
            "scheme.reference",
            "deadlines[1]",
            "coverage",
        ),
        (('forms = ["member"]', 'forms = ["x"]'), "scheme.reference", "deadlines[1]", "member"),
        (
            ("tiers = []", "tiers = []\n[tables.columns]\nmembers_totl = '数'"),
            "scheme.reference",
            "tables[1]",
            "members_total",
        ),
        (('of = "members"', 'of = "organizations"'), "scheme.value", "rules[1]", "点评的是党组织"),
        (('find = "own_secretary"', 'find = "body"'), "scheme.key_missing", "rules[1]", "“body”"),
        (
            ('[[rules.reviewers]]\nfind = "own_secretary"', ""),
            "scheme.key_missing",
            "rules[1].reviewers",
            "",
        ),
        (('"member.docx"', '"other.docx"'), "scheme.file_missing", "forms[1]", "other.docx"),
        (
            ('"member.docx"', '"../member.docx"'),
            "scheme.file_missing",
            "forms[1]",
            "../member.docx",
        ),
        (('"coverage.xlsx"', '"x.xlsx"'), "scheme.file_missing", "tables[1]", "x.xlsx"),
    ],
)
def test_each_fault_has_its_place_and_a_hint(
    faults_of: Reader, change: tuple[str, str], code: str, place: str, hint: str
) -> None:
    (found,) = faults_of(_changed(change))

    assert found.code == code
    assert found.place == f"sample/scheme.toml {place}"
    assert hint in found.message + found.remedy
    assert "？。" not in found.message


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('\n[[modes]]\nid = "meeting"\ntitle = "会"\n', "modes"),
        ('\n[[steps]]\nid = "a"\ntitle = ""\ntrack = "review"\n' * 2, "steps"),
        ('\n[[guidance]]\nid = "a"\ntitle = ""\ntext = ""\n' * 2, "guidance"),
        ('\n[[requirements]]\nid = "a"\nsection = ""\ntext = ""\n' * 2, "requirements"),
    ],
)
def test_an_id_stands_once(faults_of: Reader, text: str, where: str) -> None:
    (found,) = faults_of(SMALL + text)

    assert (found.code, found.place) == ("scheme.duplicate", f"sample/scheme.toml {where}")


def test_an_item_stands_once_in_its_list(faults_of: Reader) -> None:
    item = '[[items.items]]\nid = "1"\ntitle = "参加活动"\n'

    (found,) = faults_of(_changed((item, item * 2)))

    assert (found.code, found.place) == ("scheme.duplicate", "sample/scheme.toml items[1].items")


def test_all_faults_come_at_once(faults_of: Reader) -> None:
    found = faults_of(
        _changed(
            ("period =", "order_strit = true\nperiod ="),
            ('form = "member"', 'form = "membr"'),
            ('"coverage.xlsx"', '"x.xlsx"'),
            ('of = "members"', 'of = "members"\nkind = []'),
        )
    )

    assert sorted(f.code for f in found) == [
        "scheme.file_missing",
        "scheme.key_unknown",
        "scheme.key_unknown",
        "scheme.reference",
    ]


def test_values_of_the_wrong_kind_come_at_once_too(faults_of: Reader) -> None:
    found = faults_of(
        _changed(
            ('"half_year"', "6"),
            ('default_kind = "committee"\n', ""),
            ('find = "own_secretary"', 'find = "x"\nfnd = 1'),
        )
    )

    assert len(found) == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('id = "sample"', "id = "), "第 1 行"),
        (("[[rules]]", "[[rules"), "第 8 行"),
        (('"示例方案"', "“示例方案”"), "第 2 行"),
        (('forms = ["member"]', 'forms = ["member"'), "文件到末尾还没有写完"),
    ],
)
def test_a_slip_of_the_pen_says_its_line(
    faults_of: Reader, change: tuple[str, str], said: str
) -> None:
    (found,) = faults_of(_changed(change).rstrip() if "末尾" in said else _changed(change))

    assert (found.code, found.place) == ("scheme.syntax", "sample/scheme.toml")
    assert said in found.message


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "qingdao-2010"
    shutil.copytree(QINGDAO, folder)
    text = (folder / "scheme.toml").read_text("utf-8")

    (folder / "scheme.toml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert read_scheme(folder) == qingdao()


def test_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "scheme.toml").write_bytes('title = "方案"'.encode("gb18030"))

    with pytest.raises(Refusal) as refused:
        read_scheme(tmp_path)

    assert refused.value.fault.code == "scheme.syntax"
    assert "UTF-8" in refused.value.fault.message


def test_an_empty_folder_and_no_folder(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Refusal) as refused:
            read_scheme(folder)
        assert refused.value.fault.code == "scheme.file_missing"
        assert refused.value.fault.place == str(folder)


# ---- the shipped scheme ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder", [p.parent for p in sorted(SCHEMES.glob("*/scheme.toml"))], ids=lambda p: p.name
)
def test_every_shipped_scheme_reads_and_is_named_like_its_folder(folder: Path) -> None:
    assert read_scheme(folder).id == folder.name


def test_qingdao_items_modes_and_steps() -> None:
    scheme = qingdao()

    assert {each.id: len(each.items) for each in scheme.items} == {
        "organization": 6,
        "secretary": 1,
        "member": 4,
    }
    assert [mode.title for mode in scheme.modes] == ["集中点评", "个别点评", "现场点评", "随机点评"]
    assert [(step.title, step.track) for step in scheme.steps] == [
        ("总结前期工作", Track.SUMMARY),
        ("开展调查研究", Track.SURVEY),
        ("具体实施点评", Track.REVIEW),
        ("通报点评意见", Track.POSTING),
        ("落实整改措施", Track.RECTIFICATION),
    ]
    assert not scheme.order_strict


def test_qingdao_period_and_deadlines() -> None:
    scheme = qingdao()

    assert scheme.period is Period.HALF_YEAR
    assert (scheme.issued, scheme.campaign_until) == (date(2010, 12, 31), date(2011, 1, 25))
    assert {(d.date, d.table, d.forms, d.filing) for d in scheme.deadlines} == {
        (date(2011, 1, 12), "coverage", (), False),
        (date(2011, 2, 10), "coverage", (), False),
        (date(2011, 1, 25), "", (), False),
        (date(2011, 1, 25), "", ("org-review", "member-review"), True),
    }


def test_qingdao_forms_and_copies() -> None:
    scheme = qingdao()
    organization, member = scheme.form("org-review"), scheme.form("党员点评表")

    assert organization
    assert member
    assert organization.target is TargetKind.ORGANIZATION
    assert set(organization.copies) == {
        CopyPurpose.OWN,
        CopyPurpose.SUPERIOR,
        CopyPurpose.POSTING,
    }
    assert member.target is TargetKind.MEMBER
    assert set(member.copies) == {CopyPurpose.SELF, CopyPurpose.OWN, CopyPurpose.POSTING}
    assert (organization.hidden, organization.optional_hidden) == ((), ())
    assert (member.hidden, member.optional_hidden) == ((), ("member.birth",))


def test_qingdao_table_and_guidance() -> None:
    scheme = qingdao()

    assert list(scheme.tables[0].columns) == list(MEASURES)
    assert scheme.tables[0].secretaries_as_members
    assert [tier.title for tier in scheme.tables[0].tiers] == ["市局党组书记"]
    assert {tag for advice in scheme.guidance for tag in advice.tags} == {
        "党员领导干部",
        "无职党员",
        "离退休",
        "年老体弱",
    }


def test_qingdao_words_stand_in_the_document(official: Path) -> None:
    text = next(official.glob("000_*")).read_text("utf-8")
    scheme = qingdao()

    for printed in (
        scheme.document,
        *(form.title for form in scheme.forms),
        *(table.title for table in scheme.tables),
        *(mode.title for mode in scheme.modes),
        *(step.title for step in scheme.steps),
    ):
        assert printed in text


# ---- the explanation -------------------------------------------------------------------------


def _declared(kind: type, seen: set[type] | None = None) -> dict[str, set[str]]:
    """Every dataclass that a scheme is made of, with its keys."""
    seen = set() if seen is None else seen
    seen.add(kind)
    found = {kind.__name__: {f.name for f in fields(kind)}}
    pending = list(get_type_hints(kind).values())
    while pending:
        hint = pending.pop()
        pending += get_args(hint)
        if isinstance(hint, type) and is_dataclass(hint) and hint not in seen:
            found |= _declared(hint, seen)
    return found


def test_the_explanation_mentions_every_key_and_every_value() -> None:
    explained = (SCHEMES / "README.md").read_text("utf-8")
    keys = {key for names in _declared(Scheme).values() for key in names}
    values = {
        value
        for enum in (TargetSet, Finder, Period, Track, CopyPurpose, OrganizationKind)
        for value in enum
    } | {*PostKind, *OversightKind, *TargetKind, *FieldKind}

    assert sorted(k for k in keys | values | set(MEASURES) if f"`{k}`" not in explained) == []


def test_the_explanation_spells_every_bookmark_as_the_program_does() -> None:
    explained = (SCHEMES / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z._]+)` \| `(f_\w+)` \|", explained, re.MULTILINE)

    assert len(rows) > 15
    for key, mark in rows:
        assert mark == mark_name(key)
        assert key in KNOWN_FIELDS


def test_the_example_of_the_explanation_is_sound(faults_of: Reader) -> None:
    explained = (SCHEMES / "README.md").read_text("utf-8")
    example = explained.partition("```toml\n# 一个最小的方案\n")[2].partition("```")[0]

    assert example
    assert faults_of(example) == ()
