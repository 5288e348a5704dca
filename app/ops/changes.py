"""What an operation changed, so that every screen that shows such things reloads."""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """Kinds of things that screens show."""

    STRUCTURE = "structure"
    ROUNDS = "rounds"
    TASKS = "tasks"
    REVIEWS = "reviews"
    QUESTIONS = "questions"
    PHRASES = "phrases"
    HANDOFF = "handoff"
    CYCLE = "cycle"


@dataclass(frozen=True, slots=True)
class Changes:
    """Which topics changed; empty where nothing did."""

    topics: frozenset[Topic] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.topics)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.topics | other.topics)


def changed(*topics: Topic) -> Changes:
    """Return the changes of these topics."""
    return Changes(frozenset(topics))
