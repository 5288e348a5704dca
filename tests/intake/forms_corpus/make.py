"""The corpus: what branches really do to forms before they bring them back."""

from __future__ import annotations

from tests.intake.forms_corpus import document_cases, surgery, table_cases
from tests.intake.forms_corpus.case import Case, Expected, filled, shipped

# ---- as exported, and through other programs -------------------------------------------------


def exported() -> list[Case]:
    """Every shipped form as the program writes it."""
    cases = []
    for scheme, form in shipped():
        word, values = filled(scheme, form)
        cases.append(Case(f"exported {scheme} {form}", scheme, word, (Expected(form, values),)))
    return cases


TRIPS = (("docx",), ("doc", "docx"), ("odt", "docx"))


def trips() -> list[Case]:
    """Forms to be saved by another program, one way for each, with and without marks."""
    cases = []
    for number, (scheme, form) in enumerate(shipped()):
        for turn, trip in enumerate(TRIPS):
            if (number + turn) % 2 == 0 and number > 1:
                continue
            word, values = filled(scheme, form, "存")
            plain = (number + turn) % 3 == 0
            if plain:
                word = surgery.cut(word, surgery.unmark)
            name = f"saved as {'-'.join(trip)}{' without marks' if plain else ''} {scheme} {form}"
            cases.append(Case(name, scheme, word, (Expected(form, values),), trip))
    return cases


def made_by_hand() -> list[Case]:
    """Everything that needs no other program."""
    return [
        *table_cases.labels(),
        *table_cases.rows(),
        *table_cases.cells(),
        *document_cases.typed(),
        *document_cases.documents(),
        *document_cases.layouts(),
    ]
