"""Papers of a meeting: sign-in sheet, agenda, 会议记录; of a draw and of a 专门约谈."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.cycle.meetings import ROLES, STANDINGS, Attendee, Draw, Interview, Meeting, Role
from app.domain.cycle.notices import PostedReview
from app.domain.official_document import Grid, Line, OfficialDocument, written_day
from app.domain.official_document import Role as Style

_SIGN_IN_SHARES = (3, 4, 7, 5, 4)
_ALWAYS = (Role.CHAIR, Role.REVIEWER, Role.REPORTER, Role.RECORDER, Role.FILLER)
_LEADING = (Role.CHAIR, Role.REVIEWER, Role.REPORTER)
_INVITED = (Role.REPRESENTATIVE, Role.GUEST)
_GAP = Line("", Style.NOTE)
"""Room between text and table."""


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """The sentences of a meeting's papers, with gaps."""

    sign_in_title: str
    sign_in_columns: tuple[str, ...]
    agenda_title: str
    minutes_title: str
    when: str
    place: str
    mode: str
    occasion: str
    role: str
    attendance: str
    absent: str
    reason: str
    others: str
    agenda: str
    minutes: str
    reviews: str
    reviewed: str
    signatures: str
    draw_title: str
    draw: str
    draw_method: str
    draw_columns: tuple[str, ...]
    interview_title: str
    interview: str
    interview_by: str
    interview_matter: str
    interview_said: str
    interview_demands: str
    interview_answer: str
    interview_outcome: str
    interview_until: str


def sign_in_sheet(meeting: Meeting, words: MeetingWords) -> OfficialDocument:
    """Return the sheet on which everybody signs; those who excused themselves are marked."""
    rows = tuple(
        (str(number), each.name, each.unit or _words_of(each), "", each.absent)
        for number, each in enumerate(meeting.roll, 1)
    )
    grid = Grid(words.sign_in_columns, rows, _SIGN_IN_SHARES, large=True)  # room to sign in
    return OfficialDocument(
        words.sign_in_title.format(title=meeting.title), (*_where(meeting, words), _GAP, grid)
    )


def agenda(meeting: Meeting, words: MeetingWords) -> OfficialDocument:
    """Return the agenda: when, where, who leads, and what comes in which order."""
    items = (Line(f"{number}. {text}") for number, text in enumerate(meeting.agenda, 1))
    return OfficialDocument(
        words.agenda_title.format(title=meeting.title),
        (
            *_where(meeting, words),
            *_roles(meeting, words, _LEADING),
            Line(words.agenda, Style.HEADING),
            *items,
        ),
    )


def minutes(
    meeting: Meeting, reviews: Sequence[PostedReview], words: MeetingWords
) -> OfficialDocument:
    """Return 会议记录: who was there, what was said, which reviews happened."""
    content: list[Line | Grid] = [
        *_where(meeting, words),
        *_roles(meeting, words, _ALWAYS),
        *_attendance(meeting, words),
    ]
    if meeting.agenda:
        content.append(Line(words.agenda, Style.HEADING))
        content += (Line(f"{number}. {text}") for number, text in enumerate(meeting.agenda, 1))
    content.append(Line(words.minutes, Style.HEADING))
    content += (Line(part.strip()) for part in meeting.minutes.splitlines() if part.strip())
    if reviews:
        content.append(Line(words.reviews, Style.HEADING))
    for review in reviews:
        told = words.reviewed.format(reviewer=review.reviewer, target=review.name)
        content.append(Line(told, Style.SUBHEADING))
        content += (
            Line(f"{label}：{' '.join(text.split())}")
            for label, text in review.opinions.items()
            if text.strip()
        )
    return OfficialDocument(
        words.minutes_title.format(title=meeting.title),
        (*content, Line(""), Line(words.signatures)),
    )


def draw_record(draw: Draw, names: Sequence[str], words: MeetingWords) -> OfficialDocument:
    """Return how a draw was made and whom it gave, so that anybody can do it again.

    Args:
        draw: the draw.
        names: of those drawn, in their order.
        words: the sentences.
    """
    day = written_day(draw.day) if draw.day else ""
    said = words.draw.format(
        pool=draw.pool_title, size=len(draw.pool), count=draw.count, day=day, seed=draw.seed
    )
    rows = tuple((str(number), name) for number, name in enumerate(names, 1))
    return OfficialDocument(
        words.draw_title,
        (
            Line(said),
            Line(words.draw_method.format(count=draw.count)),
            _GAP,
            Grid(words.draw_columns, rows, (1, 5)),
        ),
    )


def interview_record(interview: Interview, target: str, words: MeetingWords) -> OfficialDocument:
    """Return the record of a 专门约谈."""
    content = [
        Line(words.interview.format(target=target)),
        Line(words.interview_by.format(text=interview.by)),
    ]
    if interview.day is not None:
        content.append(Line(words.when.format(text=written_day(interview.day))))
    if interview.place.strip():
        content.append(Line(words.place.format(text=interview.place)))
    for title, text in (
        (words.interview_matter, interview.matter),
        (words.interview_said, interview.said),
        (words.interview_demands, interview.demands),
        (words.interview_answer, interview.answer),
        (words.interview_outcome, interview.outcome),
    ):
        if text.strip():
            content.append(Line(title, Style.HEADING))
            content += (Line(part.strip()) for part in text.splitlines() if part.strip())
    if interview.until is not None:
        content.append(Line(words.interview_until.format(day=written_day(interview.until))))
    return OfficialDocument(words.interview_title, tuple(content))


def _where(meeting: Meeting, words: MeetingWords) -> Iterator[Line]:
    day = written_day(meeting.day) if meeting.day else ""
    for sentence, text in (
        (words.when, " ".join(filter(None, (day, meeting.time.strip())))),
        (words.place, meeting.place),
        (words.mode, meeting.mode),
        (words.occasion, meeting.occasion),
    ):
        if text.strip():
            yield Line(sentence.format(text=text.strip()))


def _roles(meeting: Meeting, words: MeetingWords, roles: Sequence[Role]) -> Iterator[Line]:
    for role in roles:
        names = "、".join(each.name for each in meeting.with_role(role))
        if names:
            yield Line(words.role.format(role=ROLES[role], names=names))


def _attendance(meeting: Meeting, words: MeetingWords) -> Iterator[Line]:
    away = [each for each in meeting.roll if each.absent and each.counts]
    listed = "；".join(_away(each, words) for each in away)
    absent = words.absent.format(count=len(away), names=listed) if away else ""
    yield Line(
        words.attendance.format(expected=meeting.expected, present=meeting.present, absent=absent)
    )
    invited = [
        each.name for role in _INVITED for each in meeting.with_role(role) if not each.absent
    ]
    if invited:
        yield Line(words.others.format(names="、".join(invited)))


def _away(attendee: Attendee, words: MeetingWords) -> str:
    return words.reason.format(name=attendee.name, reason=attendee.absent)


def _words_of(attendee: Attendee) -> str:
    """Return what somebody does there, or else as what he comes."""
    work = [role for role in attendee.roles if role not in STANDINGS]
    return "、".join(ROLES[role] for role in work or attendee.roles)
