"""Every sheet of the corpus."""

from __future__ import annotations

from tests.intake.corpus import cells, headings, layouts, lists, organizations

CASES = (*headings.CASES, *layouts.CASES, *cells.CASES, *organizations.CASES, *lists.CASES)
