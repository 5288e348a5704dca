"""What was written into records, searched by its words."""

import json
from dataclasses import dataclass

from app.db.connection import Database
from app.domain.ids import ReviewId
from app.domain.review import Target
from app.domain.words import TargetKind

_CONTAINING = """
SELECT review.id, review.form, review.form_edition, target_kind, target_id, round.name,
    review_block."values"
FROM review_block
JOIN review ON review.id = review_block.review_id JOIN round ON round.id = review.round_id
WHERE review_block."values" LIKE ? ESCAPE '!'
ORDER BY review.rowid DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text in a record."""

    review: ReviewId
    form: str
    edition: str
    target: Target
    round_name: str
    key: str
    text: str


class TextStore:
    """The written texts of all records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def containing(self, words: str, limit: int) -> list[WrittenText]:
        """Return texts that hold the words, those of the latest records first.

        Args:
            words: as they stand in the text; capitals of Latin letters make no difference.
            limit: how many blocks of records are looked at, at most.
        """
        stored = json.dumps(words, ensure_ascii=False)[1:-1]
        for sign in "!%_":
            stored = stored.replace(sign, f"!{sign}")
        found = []
        for id_, form, edition, kind, target_id, round_name, values in self._database.sql(
            _CONTAINING, (f"%{stored}%", limit)
        ):
            target = Target(TargetKind(kind), target_id)
            found += [
                WrittenText(ReviewId(id_), form, edition, target, round_name, key, text)
                for key, text in json.loads(values).items()
                if words.casefold() in text.casefold()
            ]
        return found
