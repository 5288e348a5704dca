from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.form import Annex, FormSpec, annex_title, cut_for_annex, joined_with_annex
from app.export.word_form import WordTemplate
from app.export.word_text import clean
from app.intake.word_forms import FoundBy, read_back
from app.specs.form_reader import read_form
from tests.word_builder import declaration, unzipped, word_form, zipped

if TYPE_CHECKING:
    from tests.office import Soffice

FORMS = Path(__file__).resolve().parents[2] / "resources" / "schemes" / "qingdao-2010"
NAMES = ("org-review", "member-review")
AWKWARD = {
    "markup": "a&b <c> \"d\" 'e' ]]> &amp; {{ x }} {% y %} <整改>",
    "formula": "=1+1",
    "rare": "𠮷野家 㛃 😀 🇨🇳 é e\u0301",
    "ideographic space": "　　两格开头　结尾　",
    "leading spaces": "  两个空格\n    四个空格 ",
    "blank lines": "第一行\n\n\n第四行\n",
    "tabs": "一\t二\t\t三",
    "hyphens": "a\u2011b\u00adc—d",
    "long": "这是一段很长的文字。" * 2000,
    "quotes": "“引号”‘单引号’《书名》〔2010〕25号",
}


def official_form(name: str) -> tuple[WordTemplate, FormSpec]:
    word = (FORMS / f"{name}.docx").read_bytes()
    spec = read_form(word, declaration(id=name, annex=("target.summary",)), name)
    return WordTemplate(word, spec), spec


def markers(spec: FormSpec) -> dict[str, str]:
    return {key: f"《{number}·{key}》" for number, key in enumerate(spec.field_by_key)}


@pytest.mark.parametrize("name", NAMES)
def test_every_field_comes_back_by_its_mark(name: str) -> None:
    template, spec = official_form(name)
    (form,) = read_back(template.fill(markers(spec)), [spec])
    assert form.form == name
    assert form.values == markers(spec)
    assert set(form.found_by.values()) == {FoundBy.MARK}
    assert not form.warnings


@pytest.mark.parametrize("name", NAMES)
def test_printed_text_and_grid_stay_as_they_were(name: str) -> None:
    template, spec = official_form(name)
    again = read_form(template.blank(), declaration(id=name, annex=("target.summary",)), name)
    assert again.cells == spec.cells
    assert (again.widths, again.rows, again.page) == (spec.widths, spec.rows, spec.page)
    assert (again.before, again.after) == (spec.before, spec.after)


def test_python_docx_sees_the_same_cells() -> None:
    template, spec = official_form("org-review")
    document = docx.Document(io.BytesIO(template.fill(markers(spec))))
    texts = {cell.text for row in document.tables[0].rows for cell in row.cells}
    assert set(markers(spec).values()) <= texts


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_awkward_text_comes_back_unchanged(text: str) -> None:
    template, spec = official_form("org-review")
    (form,) = read_back(template.fill({"target.summary": text}), [spec])
    assert form.values["target.summary"] == text
    assert form.values["review.problems"] == ""


def test_characters_that_xml_forbids_are_left_out() -> None:
    template, spec = official_form("org-review")
    text = "a\x00b\x1fc\ufffed\ud800e\r\nf\x0bg\u2028h"
    (form,) = read_back(template.fill({"review.place": text}), [spec])
    assert form.values["review.place"] == "abcde\nf\ng\nh" == clean(text)


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_filled_in_comes_back(data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=3, unique=True))
    drawing = "\n".join(f"栏{n} | [KEY{n}]" for n in range(len(keys)))
    spec, template = _drawn(drawing, keys)
    values = {key: data.draw(st.text(max_size=30)) for key in keys}
    (form,) = read_back(template.fill(values), [spec])
    assert form.values == {key: clean(text) for key, text in values.items()}


def _drawn(drawing: str, keys: list[str]) -> tuple[FormSpec, WordTemplate]:
    from app.specs.word_marks import mark_name

    files = unzipped(word_form(drawing, (900, 3000)))
    xml = files["word/document.xml"]
    for number, key in enumerate(keys):
        xml = xml.replace(f'"{mark_name(f"KEY{number}")}"', f'"{mark_name(key)}"')
    word = zipped({**files, "word/document.xml": xml})
    spec = read_form(word, declaration(), "")
    return spec, WordTemplate(word, spec)


# ---- 附页 ------------------------------------------------------------------------------------

LONG = "一、第一段，说了很多。\n\n二、第二段（续见附页）也说了很多。\n"


@pytest.mark.parametrize("at", range(len(LONG) + 1))
def test_an_annex_is_joined_again_wherever_the_cut_fell(at: int) -> None:
    template, spec = official_form("org-review")
    cell, rest = cut_for_annex(LONG, at)
    assert joined_with_annex(cell, rest) == LONG
    annex = Annex("target.summary", annex_title(spec.field_by_key["target.summary"]), rest)
    (form,) = read_back(template.fill({"target.summary": cell}, [annex]), [spec])
    assert form.values["target.summary"] == LONG
    assert not form.warnings


def test_two_annexes_keep_apart() -> None:
    template, spec = official_form("member-review")
    values, annexes = {}, []
    for key in ("target.summary", "review.problems"):
        values[key], rest = cut_for_annex(f"{key}：上半\n下半", 5)
        annexes.append(Annex(key, annex_title(spec.field_by_key[key]), rest))
    (form,) = read_back(template.fill(values, annexes), [spec])
    assert form.values["target.summary"] == "target.summary：上半\n下半"
    assert form.values["review.problems"] == "review.problems：上半\n下半"


def test_a_missing_annex_is_said() -> None:
    template, spec = official_form("org-review")
    cell, _ = cut_for_annex("上半下半", 2)
    (form,) = read_back(template.fill({"target.summary": cell}), [spec])
    assert [warning.code for warning in form.warnings] == ["form.annex_missing"]


def test_the_title_of_an_annex_leaves_the_remark_out() -> None:
    _, spec = official_form("org-review")
    assert annex_title(spec.field_by_key["target.summary"]) == "附页：前段小结"


# ---- many forms in one file ------------------------------------------------------------------


def _fifty(spec: FormSpec) -> list[dict[str, str]]:
    return [dict.fromkeys(spec.field_by_key, f"{number}号") for number in range(1, 51)]


def test_fifty_forms_in_one_file_come_back_in_order() -> None:
    template, spec = official_form("org-review")
    values = _fifty(spec)
    cell, rest = cut_for_annex("很长的小结\n还有", 3)
    values[6]["target.summary"] = cell
    annex = Annex("target.summary", "附页：前段小结", rest)
    word = template.combine((v, [annex] if n == 6 else []) for n, v in enumerate(values))
    values[6]["target.summary"] = "很长的小结\n还有"
    forms = read_back(word, [spec])
    assert [form.values for form in forms] == values
    assert not any(form.warnings for form in forms)
    xml = unzipped(word)["word/document.xml"]
    names = [piece.split('"')[0] for piece in xml.split('w:name="')[1:]]
    assert len(names) == len(set(names)) == 50 * len(spec.fields) + 1


@pytest.mark.office
def test_fifty_forms_are_fifty_pages(soffice: Soffice, tmp_path: Path) -> None:
    paths = []
    for name in NAMES:
        template, spec = official_form(name)
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(template.combine((values, []) for values in _fifty(spec)))
    for pdf in soffice.many(paths, "pdf", tmp_path / "pdf"):
        with pdfium.PdfDocument(pdf) as document:
            assert len(document) == 50
            page = document[49].get_textpage()
            assert "50号" in page.get_text_bounded().replace(" ", "")
            page.close()


# ---- properties and bytes --------------------------------------------------------------------

PRIVATE = {
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/'
    '2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:creator>张秘书</dc:creator><cp:lastModifiedBy>李科长</cp:lastModifiedBy>"
    "</cp:coreProperties>",
    "docProps/app.xml": "<Properties><Company>某某公司</Company></Properties>",
    "docProps/custom.xml": "<Properties>密</Properties>",
    "customXml/item1.xml": "<x>密</x>",
    "word/comments.xml": "<x>批注</x>",
    "word/settings.xml": '<w:settings xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:attachedTemplate/><w:rsids/><w:zoom/></w:settings>',
}


def _private_form() -> tuple[WordTemplate, FormSpec]:
    files = unzipped(word_form("甲 | [a]", (900, 900)))
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/xml"/>' for name in PRIVATE
    )
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace("</T", f"{overrides}</T")
    files["_rels/.rels"] = files["_rels/.rels"].replace(
        "</R",
        '<Relationship Id="rId9" Type="x/custom-properties" Target="docProps/custom.xml"/></R',
    )
    files["word/document.xml"] = files["word/document.xml"].replace(
        "<w:p>", '<w:p w:rsidR="00AB12CD"><w:del w:author="张秘书"><w:r/></w:del>', 1
    )
    word = zipped({**files, **PRIVATE})
    spec = read_form(word, declaration(title="登记表"), "")
    return WordTemplate(word, spec), spec


def test_a_posted_copy_tells_nothing_about_who_made_it() -> None:
    template, _ = _private_form()
    files = unzipped(template.fill({"a": "公示"}, posted=True))
    everything = "".join(files.values())
    for word in ("张秘书", "李科长", "某某公司", "密", "批注", "rsid", "attachedTemplate"):
        assert word not in everything, word
    assert set(files) == {
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/settings.xml",
        "docProps/core.xml",
    }  # fmt: skip
    assert "登记表" in files["docProps/core.xml"]
    for name in ("docProps/app.xml", "docProps/custom.xml", "customXml/item1.xml"):
        assert name not in files["[Content_Types].xml"] + files["_rels/.rels"]


def test_an_ordinary_copy_keeps_the_parts_of_its_template() -> None:
    template, _ = _private_form()
    assert set(PRIVATE) < set(unzipped(template.fill({})))


def test_the_same_values_give_the_same_bytes() -> None:
    template, spec = official_form("org-review")
    other, _ = official_form("org-review")
    assert template.fill(markers(spec)) == other.fill(markers(spec))
    with zipfile.ZipFile(io.BytesIO(template.blank())) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_other_prefixes_and_controls_in_a_template_do_no_harm() -> None:
    files = unzipped(word_form("甲 | [a]\n乙 | [b]", (900, 900)))
    xml = files["word/document.xml"]
    xml = xml.replace("<w:tc>", "<w:sdt><w:sdtPr/><w:sdtContent><w:tc>", 1)
    xml = xml.replace("</w:tc>", "</w:tc></w:sdtContent></w:sdt>", 1)
    xml = xml.replace("xmlns:w=", "xmlns:x=").replace("<w:", "<x:").replace("</w:", "</x:")
    xml = xml.replace(" w:", " x:")
    word = zipped({**files, "word/document.xml": xml})
    spec = read_form(word, declaration(), "")
    filled = WordTemplate(word, spec).fill({"a": "一", "b": "二\n三"})
    (form,) = read_back(filled, [spec])
    assert form.values == {"a": "一", "b": "二\n三"}
    assert "sdt" not in unzipped(filled)["word/document.xml"]


def test_widths_agree_with_the_grid() -> None:
    files = unzipped(word_form("甲 | [a] >2\n乙 >2 | [b]", (900, 800, 700)))
    xml = files["word/document.xml"].replace('<w:tcW w:w="900" w:type="dxa"/>', "")
    word = zipped({**files, "word/document.xml": xml.replace('w:w="1500"', 'w:w="77"')})
    spec = read_form(word, declaration(), "")
    xml = unzipped(WordTemplate(word, spec).blank())["word/document.xml"]
    widths = [piece.split('"')[0] for piece in xml.split('<w:tcW w:w="')[1:]]
    assert widths == ["900", "1500", "1700", "700"]
