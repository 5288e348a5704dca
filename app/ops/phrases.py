"""The own phrase bank (常用语): kept in the ledger, in the order in which phrases came."""

import json
from collections.abc import Sequence
from dataclasses import replace

from app.domain.errors.catalogue import refusal
from app.domain.phrase import Phrase, PhraseId
from app.domain.plain import from_plain, to_plain
from app.domain.work_settings import PHRASES
from app.ops.changes import Changes, Topic, changed
from app.ops.workspace import Workspace

MOST_CHARACTERS = 2000


class PhraseOps:
    """What a user can do with phrases."""

    def __init__(self, workspace: Workspace) -> None:
        """Work on this ledger."""
        self._workspace = workspace

    def all(self) -> tuple[Phrase, ...]:
        """Return every phrase, oldest first."""
        kept = json.loads(self._workspace.stores.settings.get(PHRASES, "[]"))
        return tuple(from_plain(Phrase, each) for each in kept)

    def add(self, label: str, text: str) -> Changes:
        """Keep a phrase; one that is there already for this label is not kept twice.

        Args:
            label: the printed label of the cells it is meant for; empty: for every cell.
            text: what is inserted, blanks around it left out.

        Raises:
            Refusal: ``text.missing`` or ``text.too_long``.
        """
        wanted = self._sound(text)
        phrases = self.all()
        if any((each.label, each.text) == (label, wanted) for each in phrases):
            return Changes()
        made = Phrase(PhraseId(self._workspace.new_id()), label, wanted)
        return self._write([*phrases, made], "添加常用语")

    def change(self, phrase_id: PhraseId, text: str) -> Changes:
        """Give a phrase another text.

        Raises:
            Refusal: ``text.missing`` or ``text.too_long``.
        """
        wanted = self._sound(text)
        phrases = [
            replace(each, text=wanted) if each.id == phrase_id else each for each in self.all()
        ]
        return self._write(phrases, "修改常用语")

    def remove(self, phrase_id: PhraseId) -> Changes:
        """Forget a phrase."""
        phrases = [each for each in self.all() if each.id != phrase_id]
        return self._write(phrases, "删除常用语")

    def _sound(self, text: str) -> str:
        wanted = text.strip()
        if not wanted:
            raise refusal("text.missing", label="常用语")
        if len(wanted) > MOST_CHARACTERS:
            raise refusal("text.too_long", label="常用语", count=len(wanted), most=MOST_CHARACTERS)
        return wanted

    def _write(self, phrases: Sequence[Phrase], title: str) -> Changes:
        content = json.dumps([to_plain(each) for each in phrases], ensure_ascii=False)
        with self._workspace.transaction(title):
            self._workspace.stores.settings.set(PHRASES, content)
        return changed(Topic.PHRASES)
