"""Nothing of a sheet is lost in silence: what is not read is counted and named."""

from __future__ import annotations

import base64
import html
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from app.intake.sheets import Sheet, read_sheets
from tests.intake.helpers import read, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.office import Soffice

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    rows = [("姓名", "所在党支部", "入党时间"), ("张三", "一支部", None), ("李四", "二支部", None)]
    path = write_xlsx(tmp_path / "名册.xlsx", rows)
    parts = parts_of(path.read_bytes())
    parts[SHEET] = html.unescape(parts[SHEET].decode()).encode()
    path.write_bytes(zipped(parts))
    return path


def changed(path: Path, *changes: tuple[str, str], **more: str) -> Sheet:
    """Replace pieces of the sheet's XML and read the file."""
    parts = parts_of(path.read_bytes())
    text = parts[SHEET].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    parts[SHEET] = text.encode()
    parts |= {name.replace("__", "/"): content.encode() for name, content in more.items()}
    path.write_bytes(zipped(parts))
    (sheet,) = read_sheets(path)
    return sheet


def told(sheet: Sheet) -> list[str]:
    return [warning.code for warning in sheet.warnings]


ZHANG = '<c r="A2" t="inlineStr"><is><t>张三</t></is></c>'


def test_a_plain_sheet_has_nothing_to_tell(roster: Path) -> None:
    (sheet,) = read_sheets(roster)
    assert sheet.warnings == ()
    assert sheet.rows[1] == ["张三", "一支部", None]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="A2" t="e"><v>#REF!</v></c>', "sheet.error_values"),
        ('<c r="A2"><f>B2</f><v></v></c>', "sheet.no_values"),
        ('<c r="A2"><f>B2</f></c>', "sheet.no_values"),
        ('<c r="A2"><f t="shared" si="0"/></c>', "sheet.no_values"),
        ('<c r="A2"><f>B2</f>\n <v/></c>', "sheet.no_values"),
        (ZHANG + ZHANG.replace("三", "五"), "sheet.unread_cells"),
    ],
)
def test_cells_that_give_nothing_are_named(roster: Path, cell: str, code: str) -> None:
    sheet = changed(roster, (ZHANG, cell))
    assert told(sheet) == [code]
    assert "A2" in sheet.warnings[0].message
    assert sheet.warnings[0].place == str(roster)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A2"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A2" t="str"><f>"张"&amp;"三"</f><v>张三</v></c>', "张三"),
        ('<c r="A2" t="str"><f>""</f><v></v></c>', None),
        ('<c r="A2" t="inlineStr"><is><t xml:space="preserve">　</t></is></c>', None),
        ('<c r="A2" t="inlineStr"><is><t/></is></c>', None),
        ('<c r="A2" t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r></is></c>', "张三"),
        ('<c r="A2" s="0"/>', None),
        ('<c r="A2" t="d"><v>2010-01-02</v></c>', date(2010, 1, 2)),
    ],
)
def test_the_value_of_a_formula_counts_and_empty_cells_are_no_loss(
    roster: Path, cell: str, value: object
) -> None:
    sheet = changed(roster, (ZHANG, cell))
    assert sheet.rows[1][0] == value
    assert told(sheet) == []


@pytest.mark.parametrize("size", ["A1", "A1:A1", "A1:L10000000", "A1:XFD1048576"])
def test_a_wrong_dimension_hides_no_cell(roster: Path, size: str) -> None:
    sheet = changed(roster, ("<sheetViews", f'<dimension ref="{size}"/><sheetViews'))
    assert [row[0] for row in sheet.rows] == ["姓名", "张三", "李四"]
    assert told(sheet) == []


def test_strict_parts_and_prefixes_are_read(roster: Path) -> None:
    parts = parts_of(roster.read_bytes())
    strict = {
        name: content.replace(
            MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts.items()
    }
    roster.write_bytes(zipped(strict))
    assert [row[0] for row in read_sheets(roster)[0].rows] == ["姓名", "张三", "李四"]
    text = parts[SHEET].decode().replace("<", "<x:").replace("<x:/", "</x:")
    text = text.replace("xmlns=", "xmlns:x=").replace(
        "张三</x:t></x:is></x:c>", "</x:t></x:is></x:c>"
    )
    text = text.replace('<x:c r="A3"', '<x:c r="A9" t="e"><x:v>#N/A</x:v></x:c><x:c r="A3"', 1)
    roster.write_bytes(zipped({**parts, SHEET: text.encode()}))
    (sheet,) = read_sheets(roster)
    assert told(sheet) == ["sheet.error_values"]
    assert "A9" in sheet.warnings[0].message


def test_hidden_rows_are_read_and_said(roster: Path) -> None:
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="4" max="16384" hidden="1"/></cols>'
    sheet = changed(
        roster,
        ('<row r="3"', '<row r="3" hidden="1"'),
        ("<sheetData>", f"{columns}<sheetData>"),
    )
    assert sheet.rows[2][0] == "李四"
    assert told(sheet) == ["sheet.hidden_rows", "sheet.hidden_columns"]
    assert "第 3 行" in sheet.warnings[0].message
    assert "2 列" in sheet.warnings[1].message


def _made(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "党员"
    for row in (("姓名", "所在党支部"), ("张三", "一支部"), ("李四", "二支部")):
        sheet.append(row)
    sheet["A2"].comment = Comment("请核对", "审核人")
    sheet.oddHeader.center.text = "&14示例 党委"
    for name, state in (("字典", "hidden"), ("底表", "veryHidden")):
        hidden: Any = book.create_sheet(name)
        hidden.append(["x"])
        hidden.sheet_state = state
    path = tmp_path / "名册.xlsx"
    book.save(path)
    path.write_bytes(zipped(_with_drawing(parts_of(path.read_bytes()))))
    return path


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    "{anchors}</xdr:wsDr>"
)
ANCHOR = (
    "<xdr:oneCellAnchor><xdr:from><xdr:col>{at}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row>"
    '<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="900000" cy="900000"/>{what}<xdr:clientData/>'
    "</xdr:oneCellAnchor>"
)
SHAPE = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
)
PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
    f"<xdr:spPr>{SHAPE}</xdr:spPr></xdr:pic>"
)
BOX = (
    '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="3" name="b"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
    f"<xdr:spPr>{SHAPE}</xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>填报 说明</a:t></a:r></a:p>"
    "</xdr:txBody></xdr:sp>"
)


def _with_drawing(parts: dict[str, bytes]) -> dict[str, bytes]:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    anchors = ANCHOR.format(at=4, what=PICTURE) + ANCHOR.format(at=8, what=BOX)
    parts["xl/drawings/drawing9.xml"] = DRAWING.format(anchors=anchors).encode()
    parts["xl/drawings/_rels/drawing9.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}/image" Target="../media/image1.png"/>'
        "</Relationships>"
    ).encode()
    parts["xl/media/image1.png"] = PIXEL
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    link = f'<Relationship Id="rId9" Type="{kind}/drawing" Target="../drawings/drawing9.xml"/>'
    parts[relations] = parts[relations].replace(
        b"</Relationships>", link.encode() + b"</Relationships>"
    )
    mark = f'<drawing xmlns:r="{kind}" r:id="rId9"/><legacyDrawing'.encode()
    parts[SHEET] = parts[SHEET].replace(b"<legacyDrawing", mark, 1)
    types = (
        '<Override PartName="/xl/drawings/drawing9.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
        '<Default Extension="png" ContentType="image/png"/></Types>'
    )
    name = "[Content_Types].xml"
    parts[name] = parts[name].replace(b"</Types>", types.encode())
    return parts


def test_what_hangs_on_a_sheet_is_counted(tmp_path: Path) -> None:
    (sheet,) = read_sheets(_made(tmp_path))
    messages = {warning.code: warning.message for warning in sheet.warnings}
    assert set(messages) == {
        "sheet.hidden_sheets",
        "sheet.unread_boxes",
        "sheet.unread_comments",
        "sheet.unread_pictures",
        "sheet.unread_margins",
    }
    assert "字典、底表" in messages["sheet.hidden_sheets"]
    for code in ("sheet.unread_boxes", "sheet.unread_margins"):
        assert "4 个字" in messages[code]
    assert "1 条批注" in messages["sheet.unread_comments"]
    assert "1 张图片" in messages["sheet.unread_pictures"]


@pytest.mark.office
def test_old_and_open_sheets_tell_the_same(tmp_path: Path, soffice: Soffice) -> None:
    source = _made(tmp_path)
    parts = parts_of(source.read_bytes())
    text = parts[SHEET].decode().replace('<row r="3"', '<row r="3" hidden="1"')
    text = text.replace("</row></sheetData>", '<c r="C3"><f>1/0</f><v></v></c></row></sheetData>')
    source.write_bytes(zipped({**parts, SHEET: text.encode()}))
    for ending in ("xls", "ods"):
        found = read_sheets(soffice(source, ending, tmp_path / ending))
        codes = set(told(found[0]))
        assert {"sheet.hidden_sheets", "sheet.hidden_rows", "sheet.unread_comments"} <= codes
        assert {"sheet.unread_pictures", "sheet.unread_boxes", "sheet.error_values"} <= codes
        assert [row[0] for row in found[0].rows][:3] == ["姓名", "张三", "李四"]


def test_what_was_not_read_stands_in_the_table(tmp_path: Path) -> None:
    (table,) = read(_made(tmp_path))
    assert "sheet.unread_comments" in [warning.code for warning in table.warnings]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda parts: parts.pop("xl/drawings/drawing9.xml"),
        lambda parts: parts.update({"xl/drawings/drawing9.xml": b"<broken"}),
        lambda parts: parts.update({"xl/worksheets/_rels/sheet1.xml.rels": b"\xff\xfe"}),
    ],
)
def test_a_broken_drawing_costs_no_cell(
    tmp_path: Path, spoil: Callable[[dict[str, bytes]], object]
) -> None:
    path = _made(tmp_path)
    parts = parts_of(path.read_bytes())
    spoil(parts)
    path.write_bytes(zipped(parts))
    assert read_sheets(path)[0].rows[1][0] == "张三"
