"""Typing one ballot: which cell is next, what was marked, whether it is whole. It knows no Qt."""

from app.domain.cycle.assessment import Assessment
from app.domain.cycle.ballots import (
    INVALID,
    RECUSED,
    cells_beside,
    cells_of,
    possible_marks,
)


class BallotEntry:
    """The marks of one ballot while they are typed."""

    def __init__(self, assessment: Assessment, key: str) -> None:
        """Begin with an empty ballot.

        Args:
            assessment: what is voted on.
            key: of the object that the ballot is about; empty: all objects are on it.
        """
        self._assessment, self._key = assessment, key
        self.cells = cells_of(assessment, key)
        self._known = possible_marks(assessment)
        self.clear()

    def clear(self, marks: str = "") -> None:
        """Begin anew, or with marks that were typed before."""
        self.is_spoiled = marks == INVALID
        given = "" if self.is_spoiled else marks
        self._marks = list(given) if len(given) == len(self.cells) else [""] * len(self.cells)
        self.place = len(self.cells) if given else 0

    @property
    def marks(self) -> str:
        """What was typed so far; cells without a mark are left out."""
        return INVALID if self.is_spoiled else "".join(self._marks)

    def mark(self, place: int) -> str:
        """Return what stands in a cell; empty: nothing yet."""
        return self._marks[place]

    @property
    def left(self) -> int:
        """How many cells have no mark yet."""
        return 0 if self.is_spoiled else sum(1 for mark in self._marks if not mark)

    @property
    def is_begun(self) -> bool:
        """Whether something was typed."""
        return self.is_spoiled or any(self._marks)

    def type(self, mark: str) -> bool:
        """Mark the current cell and go on; tell whether there is such a mark.

        Who is recused from an object is so from all its items.
        """
        if mark not in self._known or self.is_spoiled or self.place >= len(self.cells):
            return False
        if mark == RECUSED:
            beside = cells_beside(self._assessment, self._key, self.place)
            for place in beside:
                self._marks[place] = RECUSED
            self.place = max(beside) + 1
        else:
            if self._marks[self.place] == RECUSED:
                for place in cells_beside(self._assessment, self._key, self.place):
                    self._marks[place] = ""
            self._marks[self.place] = mark
            self.place += 1
        return True

    def back(self) -> None:
        """Go back one cell and take its mark away; a spoiled ballot is whole again."""
        if self.is_spoiled:
            self.is_spoiled = False
        elif self.place:
            self.place -= 1
            if self._marks[self.place] == RECUSED:
                beside = cells_beside(self._assessment, self._key, self.place)
                for place in beside:
                    self._marks[place] = ""
                self.place = min(beside)
            self._marks[self.place] = ""

    def go_to(self, place: int) -> None:
        """Go to a cell, so that it can be marked anew."""
        if 0 <= place < len(self.cells):
            self.place = place

    def spoil(self) -> None:
        """Turn the ballot into one that is not valid, or back."""
        self.is_spoiled = not self.is_spoiled
