"""书面回复: the letter in which an organisation or a member answers the leader of a review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.cycle.rectification import Rectification, RectificationState
from app.domain.official_document import Line, OfficialDocument, Role, written_day
from app.domain.ordinals import ordinal

_ENDS = "。；;，, \n"


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """The sentences of a reply, with gaps."""

    title: str
    to: str
    to_several: str
    opening: str
    opening_without_day: str
    organization_self: str
    person_self: str
    measure: str
    progress: str
    result: str
    responsible: str
    until: str
    done: str
    checked: str
    open: str
    closing: str


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """What a reply tells."""

    to: tuple[str, ...]
    """The reviewers' names."""
    target: str
    is_organization: bool
    signature: str
    reviewed_on: date | None
    items: tuple[Rectification, ...]
    said: str = ""
    """What is said besides."""
    day: date | None = None


def reply_letter(facts: ReplyFacts, words: ReplyWords) -> OfficialDocument:
    """Return the letter: what was named, what was done about each, in official manner."""
    return OfficialDocument(
        title=words.title,
        content=tuple(_content(facts, words)),
        addressee=_addressee(facts.to, words),
        signature=facts.signature,
        day=facts.day,
    )


def _addressee(names: Sequence[str], words: ReplyWords) -> str:
    if len(names) > 1:
        return words.to_several.format(names="、".join(names))
    return words.to.format(name=names[0]) if names else ""


def _content(facts: ReplyFacts, words: ReplyWords) -> list[Line]:
    opening = words.opening if facts.reviewed_on else words.opening_without_day
    day = written_day(facts.reviewed_on) if facts.reviewed_on else ""
    self_word = words.organization_self if facts.is_organization else words.person_self
    target = facts.target if facts.is_organization else words.person_self
    lines = [Line(opening.format(day=day, target=target, count=len(facts.items), self=self_word))]
    for number, item in enumerate(facts.items, 1):
        lines.append(Line(f"{ordinal(number)}、{_bare(item.problem)}", Role.HEADING))
        lines += [Line(text) for text in _item(item, words)]
    lines += [Line(part.strip()) for part in facts.said.splitlines() if part.strip()]
    return [*lines, Line(words.closing)]


def _item(item: Rectification, words: ReplyWords) -> list[str]:
    texts = []
    if item.measure.strip():
        texts.append(words.measure.format(text=_bare(item.measure)))
    texts += [
        words.progress.format(day=written_day(each.day), text=_bare(each.text))
        for each in item.progress
    ]
    if item.responsible.strip():
        texts.append(words.responsible.format(text=_bare(item.responsible)))
    if item.result.strip():
        texts.append(words.result.format(text=_bare(item.result)))
    return [*texts, _standing(item, words)]


def _standing(item: Rectification, words: ReplyWords) -> str:
    if item.standing is RectificationState.CHECKED and item.checked_by.strip():
        return words.checked.format(by=item.checked_by.strip())
    if item.is_finished:
        return words.done
    if item.until is not None:
        return words.open + words.until.format(day=written_day(item.until))
    return words.open


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(_ENDS)
