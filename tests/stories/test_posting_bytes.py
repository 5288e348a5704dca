"""No personal detail that a posted copy hides stands in any byte of what is put up.

Every form of every shipped scheme is filled with markers that nothing else holds: in each cell a
posting profile hides, and in everything that the roster knows beside the forms. What is put up is
unzipped as deep as it goes, and every byte is searched.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

import pypdfium2
import pytest
from docx import Document

from app import paths
from app.commands.main import run
from app.commands.paper import open_paper
from app.domain.cycle.postings import PostedMatter
from app.domain.dates import PartialDate
from app.domain.review import Block
from app.domain.sample import sample_unit
from app.domain.words import CopyPurpose, ReviewState
from app.ops.demo import fill_sample
from app.ops.forms_asked import FormsAsked, OfReviews
from app.ops.office import Office
from app.ops.posting_papers import FORMS_FOLDER
from app.specs.library import Library
from app.specs.sample_reader import read_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.form import FormSpec
    from app.domain.organization import Member
    from app.domain.review import Review
    from app.ops.desk import Desk

SCHEMES = sorted(
    folder.name for folder in Library(paths.schemes()).folders() if any(folder.glob("*.docx"))
)
FORMS = {name: {f.id for f in Library(paths.schemes()).load(name).scheme.forms} for name in SCHEMES}
BIRTH_DAY = PartialDate(1961, 3, 27)
ID_NUMBER, PHONE = "370202196103277713", "13988886417"
ADDRESS, CARD = "槟榔屿路七十七号四单元", "绝密件柒叁伍"
TAGS = ("困难帮扶记号", "流出失联记号")
REMARK = "只许本人看见的话"
PRIVATE = (ID_NUMBER, PHONE, ADDRESS, CARD, *TAGS, REMARK)
DAYS = (BIRTH_DAY.for_form, BIRTH_DAY.for_table, str(BIRTH_DAY), "19610327")
HIDDEN = "不予公示的内容{}号"
"""What stands in a cell that a profile hides."""
STEM = HIDDEN.partition("{")[0]
"""By which any of these is found."""
ALSO_HIDDEN = ("member.joined", "review.place", "organization.secretary")
SAID = "可以公示的内容{}号"
"""What stands in every other cell for text."""
PARTS = re.compile(
    r"word/(comments|people|footnotes|endnotes|vba)|customXml|docMetadata|custom\.xml"
)
TRACES = (b"w:vanish", b"w:ins ", b"w:del ", b"w:delText", b"w:commentR", b"w:moveFrom", b"w:rsid")
WRITERS = (b"lastModifiedBy", b"dc:creator", b"cp:revision", b"dcterms", b"Company", b"Application")


@dataclass(frozen=True)
class Filled:
    """A ledger in which every cell holds a marker, and the markers."""

    ledger: Path
    hidden: tuple[str, ...]
    """Those of cells that are left out of posted copies."""
    shown: tuple[str, ...]


def office(schemes: Path | None = None) -> Office:
    return Office(schemes or paths.schemes(), lambda: date(2014, 2, 10), lambda: str(uuid4()))


def hiding(folder: Path) -> Path:
    """Return the shipped schemes, each form with a posting copy that hides cells of every kind."""
    shutil.copytree(paths.schemes(), folder)
    for name in SCHEMES:
        specs = {spec.id: spec for spec, _ in Library(paths.schemes()).load(name).forms}
        file = folder / name / "scheme.toml"
        head, *forms = re.split(r"(?m)^(?=\[\[forms\]\])", file.read_text(encoding="utf-8"))
        for number, form in enumerate(forms):
            spec = specs[re.search(r'(?m)^id = "([^"]+)"', form)[1]]  # type: ignore[index]
            keys = [cell.key for cell in spec.fields if cell.kind == "text"][::2]
            keys += [cell.key for cell in spec.fields if cell.key in ALSO_HIDDEN]
            said = f'copies = ["own", "posting"]\nhidden = {json.dumps(keys)}'
            forms[number] = re.sub(r"(?m)^copies = .*$", said, form, count=1)
        file.write_text("".join((head, *forms)), encoding="utf-8")
    return folder


@dataclass
class Made:
    """Ledgers and what was put up of them, each made when a test first asks for it."""

    folder: Path
    schemes: Path
    ledgers: dict[str, Filled] = field(default_factory=dict)
    files: dict[str, list[Path]] = field(default_factory=dict)

    def filled(self, scheme: str) -> Filled:
        """Return the ledger of a scheme with its markers."""
        if scheme not in self.ledgers:
            ledger = sample(self.folder / scheme, scheme, self.schemes)
            self.ledgers[scheme] = fill(ledger)
        return self.ledgers[scheme]

    def put_up(self, scheme: str) -> list[Path]:
        """Return everything that the ledger of a scheme puts up."""
        if scheme not in self.files:
            ledger, folder = self.filled(scheme).ledger, self.folder / scheme / "公示"
            words = ["export-posting", str(ledger), "--out", str(folder), "--hide-optional"]
            for matter in PostedMatter:
                words += ["--matter", matter.value]
            assert run([*words, "--json"], office()) in (0, 1)
            self.files[scheme] = sorted(folder.rglob("*.docx"))
        return self.files[scheme]


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Every form of every scheme with a posting copy that hides much."""
    folder = tmp_path_factory.mktemp("strict")
    return Made(folder, hiding(folder / "方案"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("posted"), paths.schemes())


def sample(folder: Path, scheme: str, schemes: Path) -> Path:
    """Make the sample unit of a scheme."""
    folder.mkdir()
    words = read_sample(paths.resources() / "sample" / "sample.toml")
    unit = sample_unit(words, "示例市质量技术监督局", scheme)
    with office(schemes).create(folder / "示例.ledger", scheme, unit.name, unit.kind) as desk:
        fill_sample(desk, words, unit, folder)
    return folder / "示例.ledger"


def fill(ledger: Path) -> Filled:
    """Write markers into every finished record and every line of the roster."""
    hidden: list[str] = []
    shown: list[str] = []
    with office().open(ledger) as desk:
        workspace = desk.workspace
        with workspace.transaction():
            workspace.stores.structure.save(members=map(marked, workspace.records.members))
        workspace.structure_changed()
        round_ = workspace.round()
        reviews = workspace.stores.reviews.of_round(round_.id)
        done = [review for review in reviews if review.is_done]
        for review in with_every_form(done, tuple(workspace.forms.values())):
            spec = workspace.form_edition(review.form, review.form_edition)
            made = marked_review(review, spec, optional_of(desk, spec), len(hidden) + len(shown))
            workspace.stores.reviews.save(made.review)
            hidden += made.hidden
            shown += made.shown
    return Filled(ledger, tuple(hidden), tuple(shown))


def with_every_form(done: list[Review], specs: tuple[FormSpec, ...]) -> Iterator[Review]:
    """Give records; a form that the sample has no record of is given one of another's."""
    unused = {spec.target: spec for spec in specs if spec.id not in {r.form for r in done}}
    for review in done:
        spec = unused.pop(review.target.kind, None)
        yield review if spec is None else replace(review, form=spec.id, form_edition=spec.edition)


def optional_of(desk: Desk, spec: FormSpec) -> frozenset[str]:
    declared = desk.workspace.scheme.form(spec.id)
    return frozenset(declared.optional_hidden if declared else ())


def marked(member: Member) -> Member:
    return replace(
        member,
        birth=BIRTH_DAY,
        id_number=ID_NUMBER,
        phone=PHONE,
        tags=frozenset(TAGS),
        extra=(("家庭住址", ADDRESS), ("证件", CARD), ("困难情况", REMARK)),
    )


@dataclass(frozen=True)
class Marked:
    review: Review
    hidden: tuple[str, ...]
    shown: tuple[str, ...]


def marked_review(review: Review, spec: FormSpec, optional: frozenset[str], first: int) -> Marked:
    """Return a record with a marker in every cell that holds words, and its whole birth day."""
    hidden, shown, texts = [], [], {}
    for number, cell in enumerate(spec.fields, first):
        if cell.key == "member.birth":
            texts[cell.key] = BIRTH_DAY.for_form
        elif cell.hidden or cell.key in optional:
            hidden.append(HIDDEN.format(number))
            texts[cell.key] = hidden[-1]
        elif cell.kind == "text":
            shown.append(SAID.format(number))
            texts[cell.key] = shown[-1]
    blocks = {block.id: block for block in review.blocks}
    for cell in spec.fields:
        if cell.key in texts:
            block = blocks.get(cell.block, Block(id=cell.block, values={}))
            values = {**block.values, cell.key: texts[cell.key]}
            blocks[cell.block] = replace(block, values=values)
    snapshot = {
        **review.snapshot,
        "member.id_number": ID_NUMBER,
        "member.phone": PHONE,
        "member.address": ADDRESS,
    }
    made = replace(
        review, blocks=tuple(blocks.values()), snapshot=snapshot, state=ReviewState.REVIEWED
    )
    return Marked(made, tuple(hidden), tuple(shown))


# ---- looking into files ------------------------------------------------------------------------


def all_bytes(content: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """Give a file's own bytes and those of everything packed in it, however deep."""
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield name, package.comment
            for info in package.infolist():
                yield f"{name}/{info.filename}", info.filename.encode() + info.extra + info.comment
                yield from all_bytes(package.read(info), f"{name}/{info.filename}")


@cache
def ways(text: str) -> tuple[bytes, ...]:
    """Return a text in every way in which a file may hold it."""
    return (
        *(text.encode(each) for each in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")),
        "".join(f"&#{ord(sign)};" for sign in text).encode(),
        "".join(f"&#x{ord(sign):X};" for sign in text).encode(),
        "".join(f"\\u{ord(sign):04x}" for sign in text).encode(),
    )


def found(content: bytes, texts: tuple[str, ...]) -> set[str]:
    """Return which texts stand in a file, in one piece or broken into runs of formatting."""
    parts = list(all_bytes(content))
    whole = {text for text in texts for way in ways(text) if any(way in part for _, part in parts)}
    for name, part in parts:
        if name.endswith(".xml"):
            plain = re.sub("<[^>]*>", "", part.decode())
            whole |= {text for text in texts if text in plain}
    return whole


def pdf_text(content: bytes) -> str:
    import unicodedata

    pdf = pypdfium2.PdfDocument(content)
    said = "".join(page.get_textpage().get_text_range() for page in pdf)
    about = "".join(pdf.get_metadata_dict().values())
    return "".join(unicodedata.normalize("NFKC", said + about).split())


def hold_nothing_hidden(content: bytes, title: str) -> None:
    """Hold that a Word file has no part, mark or property in which something could hide."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        everything = {name: package.read(name) for name in names}
    assert [name for name in names if PARTS.search(name)] == [], title
    for name, part in everything.items():
        assert [trace for trace in TRACES if trace in part] == [], (title, name)
        assert [writer for writer in WRITERS if writer in part] == [], (title, name)
    about = Document(io.BytesIO(content)).core_properties
    said = (about.author, about.last_modified_by, about.comments, about.keywords, about.category)
    assert said == ("",) * 5, title


# ---- the proof ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_byte_of_what_is_put_up_tells_what_is_hidden(scheme: str, made: Made) -> None:
    markers = made.filled(scheme)

    said: set[str] = set()
    for file in made.put_up(scheme):
        content = file.read_bytes()
        assert found(content, (*PRIVATE, *DAYS, STEM)) == set(), file.name
        assert found(file.name.encode(), (*PRIVATE, *DAYS)) == set()
        hold_nothing_hidden(content, file.name)
        said |= found(content, markers.shown[:40])
    assert said, "the markers that may be read are there, so the search can find them"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_byte_tells_what_a_profile_of_ones_own_hides(scheme: str, strict: Made) -> None:
    """Also of forms that ship without a copy for posting, once a unit gives them one."""
    markers = strict.filled(scheme)
    files = strict.put_up(scheme)
    with office().open(markers.ledger) as desk:
        reviews = desk.workspace.stores.reviews.of_round(desk.workspace.round().id)
        done = [review for review in reviews if review.is_done]
        forms = {spec.id for spec in desk.workspace.forms.values()}
    assert {review.form for review in done} == forms == FORMS[scheme]
    assert len([f for f in files if f.parent.name == FORMS_FOLDER and "_公示_" not in f.name]) == (
        len(done)
    )
    assert len(markers.hidden) >= len(done)
    for file in files:
        content = file.read_bytes()
        assert found(content, (*PRIVATE, *DAYS, STEM)) == set(), file.name
        hold_nothing_hidden(content, file.name)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_form_is_put_up_as_its_copy_or_in_lists(scheme: str, made: Made) -> None:
    """Each form of the scheme is among what is searched: as a copy, or by its list and digest."""
    files = made.put_up(scheme)
    with office().open(made.filled(scheme).ledger) as desk:
        round_ = desk.workspace.round()
        done = [r for r in desk.workspace.stores.reviews.of_round(round_.id) if r.is_done]
        posted = {f.id for f in desk.workspace.scheme.forms if CopyPurpose.POSTING in f.copies}
        copies = [file for file in files if FORMS_FOLDER in file.parts[-2]]
        assert len([f for f in copies if "公示_" not in f.name]) >= sum(
            r.form in posted for r in done
        )
        listed = desk.postings.new(round_, desk.workspace.root_id, PostedMatter.LIST)
    assert {r.id for r in done} == set(listed.reviews)
    assert {r.form for r in done} <= FORMS[scheme]
    assert {form for form in FORMS[scheme] if form in posted} <= {r.form for r in done}


@pytest.mark.parametrize("scheme", [s for s in SCHEMES if s in ("qingdao-2010", "changsha-2010")])
def test_no_pdf_of_posted_forms_tells_what_is_hidden(
    scheme: str, made: Made, tmp_path: Path
) -> None:
    asked = FormsAsked(
        copies=(CopyPurpose.POSTING,), format="pdf", combine=True, hide_optional=True
    )
    with office().open(made.filled(scheme).ledger) as desk:
        reviews = desk.postings.new(
            desk.workspace.round(), desk.workspace.root_id, PostedMatter.FORMS
        ).reviews
        done = desk.exports.write(OfReviews(reviews), asked, tmp_path / "PDF", open_paper)

    for file in done.files:
        content = file.read_bytes()
        text = pdf_text(content)
        private = (*PRIVATE, *DAYS, *made.filled(scheme).hidden)
        assert [each for each in private if each in text] == []
        assert found(content, private) == set()
        assert any(marker in text for marker in made.filled(scheme).shown)


def test_the_search_finds_what_is_there(made: Made, tmp_path: Path) -> None:
    """A copy that is not for posting holds what a posted one hides; the search must see it."""
    scheme = "qingdao-2010"
    asked = FormsAsked(copies=(CopyPurpose.OWN,))
    with office().open(made.filled(scheme).ledger) as desk:
        postings = desk.postings
        reviews = postings.new(
            desk.workspace.round(), desk.workspace.root_id, PostedMatter.FORMS
        ).reviews
        done = desk.exports.write(OfReviews(reviews), asked, tmp_path / "本组织", open_paper)

    assert any(found(file.read_bytes(), DAYS) for file in done.files)
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.xml", f"<a>{PHONE[:5]}<b/>{PHONE[5:]}</a>")
        package.writestr("b.bin", ADDRESS.encode("utf-16-le"))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("inner.zip", nested.getvalue())
    assert found(outer.getvalue(), PRIVATE) == {PHONE, ADDRESS}
