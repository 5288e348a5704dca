"""How far the cycle of one review has come, in the words of the 台账."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain import ledger_columns as column
from app.domain.cycle.commitments import Commitment, CommitmentState
from app.domain.cycle.postings import Posting
from app.domain.cycle.rectification import Rectification, RectificationState, Reply


@dataclass(frozen=True, slots=True)
class Track:
    """What happened before and after a review."""

    promises: Sequence[Commitment] = ()
    """What its target has promised in the round."""
    postings: Sequence[Posting] = ()
    """Those that put it up."""
    problems: Sequence[Rectification] = ()
    replies: Sequence[Reply] = ()
    archived: date | None = None
    """When it was put away."""


def track_texts(track: Track) -> dict[str, str]:
    """Return heading → text; what has not happened yet is empty."""
    kept = [each.standing is CommitmentState.KEPT for each in track.promises]
    finished = [each.is_finished for each in track.problems]
    return {
        column.PROMISES: _share(kept),
        column.POSTED: "；".join(_period(each) for each in track.postings if each.day),
        column.MENDED: _share(finished),
        column.STRUCK_OFF: _struck_off(track.problems),
        column.REPLIED: _day(max((r.day for r in track.replies if r.day), default=None)),
        column.ARCHIVED: _day(track.archived),
    }


def _share(done: Sequence[bool]) -> str:
    """Return how many of how many; empty where there are none."""
    return f"{sum(done)}/{len(done)}" if done else ""


def _period(posting: Posting) -> str:
    days = (_day(day) for day in (posting.day, posting.until) if day is not None)
    return " 至 ".join(days)


def _struck_off(problems: Iterable[Rectification]) -> str:
    """Return the day on which the last of all problems was struck off; empty before that."""
    found = list(problems)
    if any(each.standing is not RectificationState.CHECKED for each in found):
        return ""
    return _day(max((r.checked_on for r in found if r.checked_on), default=None))


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
