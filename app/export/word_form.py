"""Fills a form's Word file: compiled once, then only joined and compressed for each copy."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from app.domain.form import ANNEX_HEADING, Annex, FormSpec, FormValues
from app.export.word_parts import other_parts
from app.export.word_pieces import cut_document
from app.export.word_text import xml_text
from app.export.zip_writer import RepeatedZip
from app.specs.word_marks import mark_name
from app.specs.word_xml import open_word

FilledValues = tuple[FormValues, Sequence[Annex]]
"""What goes into one form: the values, and the 附页 for what does not fit."""


class WordTemplate:
    """The Word file of one form, ready to be filled any number of times."""

    def __init__(self, word: bytes, spec: FormSpec) -> None:
        """Compile the template.

        Args:
            word: the bytes of the .docx from which ``spec`` was read.
            spec: the form.

        Raises:
            Refusal: the file is no form.
        """
        self.spec = spec
        self._package = open_word(word, spec.title)
        self._pieces = cut_document(self._package, spec, spec.title)
        self._places = {place.key: place for place in self._pieces.places}
        self._values = [(place.key, place.next_line) for place in self._pieces.places]
        self._constants = self._pieces.constants(0, 1)

    def fill(
        self, values: FormValues, annexes: Sequence[Annex] = (), *, posted: bool = False
    ) -> bytes:
        """Return the .docx of one form.

        Args:
            values: field key → text; keys that the form does not have are left out.
            annexes: what does not fit into the cells, each under its heading.
            posted: True for a copy that is put up: nothing private in the properties.
        """
        text = [self._pieces.opening]
        self._put_form(text, self._constants, values)
        self._put_annexes(text, annexes, 0, len(self._values) + 1)
        return self._archive(text, posted=posted)

    def combine(self, forms: Iterable[FilledValues], *, posted: bool = False) -> bytes:
        """Return one .docx with many forms, each on a page of its own."""
        text = [self._pieces.opening]
        number = 1
        for copy, (values, annexes) in enumerate(forms, start=1):
            self._put_form(text, self._pieces.constants(copy, number), values)
            number += len(self._values)
            self._put_annexes(text, annexes, copy, number)
            number += len(annexes)
        return self._archive(text, posted=posted)

    def blank(self) -> bytes:
        """Return the empty form."""
        return self.fill({})

    def _put_form(self, text: list[bytes], constants: list[bytes], values: FormValues) -> None:
        """Append the XML of one form: constants and values in turn."""
        for constant, (key, next_line) in zip(constants, self._values, strict=False):
            text.append(constant)
            value = values.get(key)
            if value:
                text.append(xml_text(value).replace(b"\n", next_line))
        text.append(constants[-1])

    def _put_annexes(
        self, text: list[bytes], annexes: Sequence[Annex], copy: int, number: int
    ) -> None:
        """Append the XML of the 附页; ``number`` is the first free number for bookmarks."""
        for index, annex in enumerate(annexes):
            place = self._places[annex.key]
            name = mark_name(annex.key, annex=True, copy=copy)
            text.append(_heading(annex.title, new_page=index == 0))
            text.append(place.start(number + index, name))
            text.append(xml_text(annex.text).replace(b"\n", place.next_line))
            text.append(place.end(number + index))

    def _archive(self, text: list[bytes], *, posted: bool) -> bytes:
        text.append(self._pieces.closing)
        return (self._posted_zip if posted else self._zip).archive(b"".join(text))

    @cached_property
    def _zip(self) -> RepeatedZip:
        parts = other_parts(self._package, self.spec.title, posted=False)
        return RepeatedZip(parts, self._package.document)

    @cached_property
    def _posted_zip(self) -> RepeatedZip:
        parts = other_parts(self._package, self.spec.title, posted=True)
        return RepeatedZip(parts, self._package.document)


def _heading(title: str, *, new_page: bool) -> bytes:
    """Return the heading of an 附页 as a paragraph."""
    style = ANNEX_HEADING
    page_break = "<w:pageBreakBefore/>" if new_page else ""
    fonts = " ".join(f'w:{name}="{style.font}"' for name in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = f'<w:sz w:val="{style.half_points}"/><w:szCs w:val="{style.half_points}"/>'
    start = (
        f"<w:p><w:pPr><w:keepNext/>{page_break}"
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}"'
        f' w:lineRule="exact"/><w:jc w:val="{style.align}"/></w:pPr>'
        f"<w:r><w:rPr><w:rFonts {fonts}/>{size}</w:rPr>"
        '<w:t xml:space="preserve">'
    )
    return start.encode() + xml_text(title).replace(b"\n", b"") + b"</w:t></w:r></w:p>"
