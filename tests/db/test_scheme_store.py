"""A ledger keeps the scheme and the forms it was made with, in every edition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.form import (
    Align,
    Cell,
    Field,
    FieldKind,
    FormSpec,
    Page,
    Paragraph,
    Row,
    TextStyle,
)
from app.domain.scheme import (
    Deadline,
    Finder,
    ReviewerSearch,
    Rule,
    Scheme,
    TableDeclaration,
    Targets,
    TargetSet,
    Tier,
)
from app.domain.words import CopyPurpose, OrganizationKind, PostKind, TargetKind
from tests.old_databases.make import SCHEME as PLAIN

if TYPE_CHECKING:
    from app.db.connection import Database
    from app.db.stores import Stores

TABLE = TableDeclaration(
    "coverage",
    "统计表",
    "附件一.xlsx",
    (
        Tier(
            "leaders",
            "党组书记",
            frozenset({OrganizationKind.LEADING_GROUP, OrganizationKind.WORK_COMMITTEE}),
            frozenset({PostKind.SECRETARY}),
        ),
    ),
    columns={"members_total": "党员总数"},
)
SCHEME: Scheme = replace(
    PLAIN,
    issued=date(2010, 11, 1),
    rules=(
        Rule(
            "r1",
            "党支部书记点评党员",
            Targets(TargetSet.MEMBERS, kinds=frozenset({OrganizationKind.BRANCH})),
            (ReviewerSearch(Finder.OWN_SECRETARY),),
            "member",
        ),
    ),
    tables=(TABLE,),
    deadlines=(Deadline("d1", "统计表", "市委", date(2011, 1, 12)),),
    terms={"review": "点评"},
)
CENTRED = TextStyle("仿宋_GB2312", 32, bold=True, align=Align.CENTER)
FORM = FormSpec(
    id="member",
    title="党员点评登记表",
    target=TargetKind.MEMBER,
    page=Page(),
    before=(Paragraph("附件三", TextStyle()),),
    widths=(1000, 2000),
    rows=(Row(400), Row(800, splits=False)),
    cells=(
        Cell(0, 0, 2, 1, (Paragraph("姓名", CENTRED),)),
        Cell(0, 1, 1, 1, (Paragraph("", CENTRED),), field="target.name"),
        Cell(1, 1, 1, 1, (Paragraph("", CENTRED),), field="review.problems"),
    ),
    after=(),
    fields=(
        Field("target.name", FieldKind.PERSON, "姓名", required=True),
        Field("review.problems", FieldKind.TEXT, "存在的问题和不足", annex=True, options=("甲",)),
    ),
    copies=(CopyPurpose.SELF, CopyPurpose.POSTING),
    edition="first",
)
WORD = bytes(range(256)) * 20


@dataclass(frozen=True)
class Template:
    """What a table's file says about itself."""

    id: str
    cells: tuple[tuple[str, int], ...]


def test_an_empty_ledger_has_no_scheme(stores: Stores) -> None:
    assert stores.schemes.scheme() is None
    assert stores.schemes.form_specs() == {}
    assert stores.schemes.form_spec("member") is None
    assert stores.schemes.form_file("member") is None
    assert stores.schemes.table_spec("coverage", Template) is None
    assert stores.schemes.table_file("coverage") is None


def test_a_scheme_comes_back_with_its_files(stores: Stores) -> None:
    template = Template("coverage", (("B4", 1),))
    other = replace(FORM, id="organization", title="党组织点评登记表")
    stores.schemes.keep(SCHEME, [(FORM, WORD), (other, b"2")], [("coverage", template, b"xlsx")])
    assert stores.schemes.scheme() == SCHEME
    assert stores.schemes.form_specs() == {"member": FORM, "organization": other}
    assert list(stores.schemes.form_specs()) == ["member", "organization"]
    assert stores.schemes.form_spec("member") == FORM
    assert stores.schemes.form_file("member") == WORD
    assert stores.schemes.table_spec("coverage", Template) == template
    assert stores.schemes.table_file("coverage") == b"xlsx"


def test_a_changed_form_leaves_the_earlier_edition_readable(stores: Stores) -> None:
    changed = replace(FORM, title="党员点评登记表（修订）", edition="second")
    stores.schemes.keep(SCHEME, [(FORM, b"1")])
    stores.schemes.keep(replace(SCHEME, title="修订"), [(changed, b"2")])
    assert stores.schemes.form_spec("member") == changed
    assert stores.schemes.form_spec("member", "first") == FORM
    assert stores.schemes.form_file("member", "first") == b"1"
    assert stores.schemes.form_file("member") == b"2"
    assert stores.schemes.form_spec("member", "third") is None


def test_keeping_the_same_again_keeps_one(ledger: Database, stores: Stores) -> None:
    for _ in range(2):
        stores.schemes.keep(SCHEME, [(FORM, WORD)])
    stores.schemes.keep(replace(SCHEME, title="修订"), [(FORM, WORD)])
    stores.schemes.keep(SCHEME, [(FORM, WORD)])
    assert stores.schemes.scheme() == SCHEME
    assert ledger.sql("SELECT count(*) FROM form") == [(1,)]
    assert ledger.sql("SELECT count(*) FROM scheme") == [(2,)]
