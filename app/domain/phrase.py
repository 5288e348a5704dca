"""Phrases that somebody writes often (常用语)."""

from dataclasses import dataclass
from typing import NewType

PhraseId = NewType("PhraseId", str)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text to insert while filling forms."""

    id: PhraseId
    label: str
    """The printed label of the cells it is meant for; empty: for every cell."""
    text: str
