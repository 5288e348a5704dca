"""调研 and opinions: what ordinary members and representatives of the masses have said."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.cycle.record import Record


class SpeakerKind(StrEnum):
    """How far it is told who spoke."""

    NAMED = "named"
    GROUP = "group"
    COUNTED = "counted"


SPEAKER_KINDS: dict[SpeakerKind, str] = {
    SpeakerKind.NAMED: "署名",
    SpeakerKind.GROUP: "按群体",
    SpeakerKind.COUNTED: "只计人数",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion(Record):
    """What was said about ``target`` on ``day``; ``state`` is not used."""

    text: str
    speaker_kind: SpeakerKind = SpeakerKind.GROUP
    speaker: str = ""
    """The name, or the group (党员代表, 群众代表, 服务对象)."""
    count: int = 1
    """How many said so."""
    occasion: str = ""
    """Where it was heard: 座谈会, 走访, 意见箱, 督查 …"""


def opinions_text(opinions: Iterable[Opinion]) -> str:
    """Return 党员群众代表意见和建议 as forms have it; who only counts is not named."""
    found = list(opinions)
    lines = (_line(each) for each in found)
    if len(found) < 2:
        return "".join(lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _line(opinion: Opinion) -> str:
    said = " ".join(opinion.text.split()).rstrip("。；;.")
    return f"{said}（{who}）。" if (who := speaker_text(opinion)) else f"{said}。"


def speaker_text(opinion: Opinion) -> str:
    """Return who said it, as far as it is to be told."""
    if opinion.speaker_kind is SpeakerKind.NAMED:
        return opinion.speaker
    people = f"{opinion.count}人" if opinion.count > 1 else ""
    if opinion.speaker_kind is SpeakerKind.COUNTED:
        return people
    return opinion.speaker + people
