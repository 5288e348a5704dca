"""Every fault the program can report; tests look at the codes, people read the sentences."""

from app.domain.errors import (
    cycle,
    figures,
    files,
    forms,
    handoff,
    intake,
    ledger,
    own,
    packages,
    printing,
    receiving,
    schemes,
    sheets,
    votes,
    work,
)
from app.domain.errors.fault import Entry, Fault, Refusal

CATALOGUE: dict[str, Entry] = {
    **cycle.ENTRIES,
    **figures.ENTRIES,
    **files.ENTRIES,
    **forms.ENTRIES,
    **handoff.ENTRIES,
    **intake.ENTRIES,
    **ledger.ENTRIES,
    **own.ENTRIES,
    **packages.ENTRIES,
    **printing.ENTRIES,
    **receiving.ENTRIES,
    **schemes.ENTRIES,
    **sheets.ENTRIES,
    **votes.ENTRIES,
    **work.ENTRIES,
}


def fault(code: str, place: str = "", **details: object) -> Fault:
    """Return the fault with this code, its gaps filled from ``details``.

    Args:
        code: a key of the catalogue.
        place: file, row, cell or key path where it happened; empty where it is the whole.
        **details: values for the ``{gaps}`` of sentence and remedy.
    """
    entry = CATALOGUE[code]
    return Fault(code, entry.sentence.format(**details), place, entry.remedy.format(**details))


def refusal(code: str, place: str = "", **details: object) -> Refusal:
    """Return the exception that refuses with this one fault."""
    return Refusal(fault(code, place, **details))
