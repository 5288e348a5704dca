"""Word forms in a few lines of text, for tests.

    名称 >2 | [a.b] | 时间 | [c] >3
    ↓情况   | 成绩  | [d] >5 | 1800
    ^       | 不足  | [e] >5 | 1800

One line is one row, cells between bars. ``[key]`` is a field, ``>n`` spans columns, ``↓`` starts a
vertical merge and ``^`` goes on with it, ``/`` breaks a line; a number in a bar of its own at the
end is the row's height. ``-`` skips a column before or after the cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from app.domain.scheme import FormDeclaration
from app.domain.words import TargetKind
from app.specs.word_marks import mark_name

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CELL = re.compile(r"(?P<merge>[↓^]?)(?P<text>.*?)(?:\s*>(?P<span>\d+))?$")


def declaration(**said: Any) -> FormDeclaration:  # noqa: ANN401 - any of its fields
    """Return a declaration with what a test says about it."""
    given: dict[str, Any] = {
        "id": "form",
        "title": "测试登记表",
        "short_title": "测试表",
        "file": "form.docx",
    }
    return FormDeclaration(**{"target": TargetKind.ORGANIZATION, "copies": (), **given, **said})


def word_form(
    drawing: str,
    widths: tuple[int, ...],
    *,
    before: tuple[str, ...] = ("测试登记表",),
    after: tuple[str, ...] = ("注：一式两份。",),
) -> bytes:
    """Return the .docx of a drawn form."""
    rows = "".join(_row(line, widths) for line in drawing.strip().splitlines())
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>'
        + "".join(
            f'<w:{side} w:val="single" w:sz="4"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
    paragraphs = ["".join(map(paragraph, texts)) for texts in (before, after)]
    return word_file(
        f"{paragraphs[0]}{table}{paragraphs[1]}"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1200"'
        ' w:bottom="1440" w:left="1200"/></w:sectPr>'
    )


def paragraph(text: str) -> str:
    """Return a paragraph."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{run}</w:p>"


def word_file(body: str, **parts: str) -> bytes:
    """Return a .docx with this body; ``parts`` are further files, ``__`` for the slash."""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        **{name.replace("__", "/"): text for name, text in parts.items()},
    }
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    """Return a zip archive of these texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def unzipped(word: bytes) -> dict[str, str]:
    """Return the texts of a zip archive by name."""
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def edited(word: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """Return the file with one piece of a part's XML replaced."""
    files = unzipped(word)
    assert old in files[part], old
    return zipped({**files, part: files[part].replace(old, new, 1)})


def _row(line: str, widths: tuple[int, ...]) -> str:
    pieces = [piece.strip() for piece in line.split("|")]
    height = pieces.pop() if pieces[-1].isdigit() else "500"
    skipped = [pieces[0] == "-", len(pieces) > 1 and pieces[-1] == "-"]
    cells = [piece for piece in pieces if piece != "-"]
    column = int(skipped[0])
    texts = []
    for cell in cells:
        text, span = _cell(cell, widths[column:])
        texts.append(text)
        column += span
    around = "".join(
        f'<w:{name} w:val="1"/>'
        for name, skip in zip(("gridBefore", "gridAfter"), skipped, strict=True)
        if skip
    )
    return f'<w:tr><w:trPr>{around}<w:trHeight w:val="{height}"/></w:trPr>{"".join(texts)}</w:tr>'


def _cell(cell: str, widths: tuple[int, ...]) -> tuple[str, int]:
    match = _CELL.fullmatch(cell)
    assert match
    span = int(match["span"] or 1)
    merge = {"↓": '<w:vMerge w:val="restart"/>', "^": "<w:vMerge/>"}.get(match["merge"], "")
    properties = (
        f'<w:tcPr><w:tcW w:w="{sum(widths[:span])}" w:type="dxa"/><w:gridSpan w:val="{span}"/>'
        f"{merge}</w:tcPr>"
    )
    text = match["text"].strip()
    if text.startswith("["):
        name = mark_name(text.strip("[]"))
        content = (
            f'<w:p><w:bookmarkStart w:id="{abs(hash(name)) % 10**6}" w:name="{name}"/>'
            f'<w:bookmarkEnd w:id="{abs(hash(name)) % 10**6}"/></w:p>'
        )
    else:
        content = "".join(paragraph(part) for part in text.split("/"))
    return f"<w:tc>{properties}{content}</w:tc>", span
