"""Fills a form's Word file: compiled once, then only joined and compressed for each copy."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from app.domain.form import ANNEX_HEADING, Annex, FormSpec, FormValues
from app.export.word_parts import other_parts
from app.export.word_pieces import cut_document
from app.export.word_text import lines_of
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
        self._names = [(place, mark_name(place.key)) for place in self._pieces.places]

    def fill(
        self, values: FormValues, annexes: Sequence[Annex] = (), *, posted: bool = False
    ) -> bytes:
        """Return the .docx of one form.

        Args:
            values: field key → text; keys that the form does not have are left out.
            annexes: what does not fit into the cells, each under its heading.
            posted: True for a copy that is put up: nothing private in the properties.
        """
        pieces = self._pieces
        text = [pieces.opening, *self._form(values, annexes, 0, 1), pieces.closing]
        return self._archive("".join(text), posted=posted)

    def combine(self, forms: Iterable[FilledValues], *, posted: bool = False) -> bytes:
        """Return one .docx with many forms, each on a page of its own."""
        text = [self._pieces.opening]
        number = 1
        for copy, (values, annexes) in enumerate(forms, start=1):
            text += self._form(values, annexes, copy, number)
            number += len(self._names) + len(annexes)
        text.append(self._pieces.closing)
        return self._archive("".join(text), posted=posted)

    def blank(self) -> bytes:
        """Return the empty form."""
        return self.fill({})

    def _form(
        self, values: FormValues, annexes: Sequence[Annex], copy: int, number: int
    ) -> list[str]:
        """Return the XML of one form.

        Args:
            values: the values.
            annexes: the 附页.
            copy: which form of a combined file, from 1; 0 for a file of its own.
            number: the first free number for bookmarks.
        """
        pieces = self._pieces
        suffix = f"N{copy}" if copy else ""
        text = [pieces.before_break, pieces.page_break if copy > 1 else "", pieces.between[0]]
        for (place, name), constant in zip(self._names, pieces.between[1:], strict=True):
            text.append(place.filled(values.get(place.key, ""), number, name + suffix))
            text.append(constant)
            number += 1
        for index, annex in enumerate(annexes):
            name = mark_name(annex.key, annex=True, copy=copy)
            text.append(_heading(annex.title, new_page=index == 0))
            text.append(self._places[annex.key].filled(annex.text, number, name))
            number += 1
        return text

    def _archive(self, document: str, *, posted: bool) -> bytes:
        return (self._posted_zip if posted else self._zip).archive(document.encode())

    @cached_property
    def _zip(self) -> RepeatedZip:
        parts = other_parts(self._package, self.spec.title, posted=False)
        return RepeatedZip(parts, self._package.document)

    @cached_property
    def _posted_zip(self) -> RepeatedZip:
        parts = other_parts(self._package, self.spec.title, posted=True)
        return RepeatedZip(parts, self._package.document)


def _heading(title: str, *, new_page: bool) -> str:
    """Return the heading of an 附页 as a paragraph."""
    style = ANNEX_HEADING
    page_break = "<w:pageBreakBefore/>" if new_page else ""
    fonts = " ".join(f'w:{name}="{style.font}"' for name in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = f'<w:sz w:val="{style.half_points}"/><w:szCs w:val="{style.half_points}"/>'
    text = "".join(lines_of(title))
    return (
        f"<w:p><w:pPr><w:keepNext/>{page_break}"
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}"'
        f' w:lineRule="exact"/><w:jc w:val="{style.align}"/></w:pPr>'
        f"<w:r><w:rPr><w:rFonts {fonts}/>{size}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )
