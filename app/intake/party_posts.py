"""党内职务 of a roster: the same appointments as in the organisation list, never doubled."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.ids import AppointmentId, OrganizationId
from app.domain.organization import Appointment, Member
from app.domain.words import OrganizationKind, PostKind
from app.intake.cells import filled
from app.intake.draft import Draft
from app.intake.member_matching import RosterRow
from app.intake.member_values import PARTY_POST
from app.intake.people import People
from app.intake.posts import give_post, head_post, post_of
from app.intake.report import numbered

_NO_POSTS = frozenset({"党员", "普通党员", "预备党员", "正式党员", "群众", "无职党员"})
_ORDER = (
    PostKind.SECRETARY,
    PostKind.DEPUTY_SECRETARY,
    PostKind.COMMITTEE_MEMBER,
    PostKind.GROUP_LEADER,
)
_ABOVE = {
    "党组": OrganizationKind.LEADING_GROUP,
    "党工委": OrganizationKind.WORK_COMMITTEE,
    "工委": OrganizationKind.WORK_COMMITTEE,
    "党总支": OrganizationKind.GENERAL_BRANCH,
    "总支": OrganizationKind.GENERAL_BRANCH,
    "党委": OrganizationKind.COMMITTEE,
}


def appoint(draft: Draft, people: People, rows: Sequence[RosterRow]) -> None:
    """Put the party posts of rosters into the draft, in the members' own branches."""
    said = {row.report for row in rows}
    if not any(PARTY_POST in report.columns.cells for report in said):
        return
    draft.settle()
    for row in rows:
        text = re.sub(r"\s", "", filled(row.entry.text(PARTY_POST)))
        if text and text not in _NO_POSTS and row.member is not None:
            _appoint(draft, people, row, row.member, text)


def _appoint(draft: Draft, people: People, row: RosterRow, member: Member, text: str) -> None:
    kind = draft.organizations[row.branch].kind
    titles = [title for title in re.split("[兼、，,;；/]", text) if title]
    own = [title for title in titles if not _is_of_above(title, kind)]
    if len(own) < len(titles):
        elsewhere = "、".join(title for title in titles if title not in own)
        row.entry.warn(PARTY_POST, "row.post_elsewhere", text=elsewhere)
    posts = {post: title for title in reversed(own) if (post := _post(title))}
    if PostKind.GROUP_LEADER in posts:
        posts.pop(PostKind.GROUP_LEADER)
        _lead_group(draft, people, row, member)
    highest = next((post for post in _ORDER if post in posts), None)
    if highest is PostKind.SECRETARY:
        _make_head(draft, people, row, member, row.branch, "兼".join(own))
    elif highest is not None:
        title = "、".join(title for title in own if _post(title) is not PostKind.GROUP_LEADER)
        give_post(draft, row.entry, PARTY_POST, member.person_id, row.branch, highest, title)


def _post(title: str) -> PostKind | None:
    return post_of(title) if "副组长" not in title and "副小组长" not in title else None


def _is_of_above(title: str, kind: OrganizationKind) -> bool:
    """Tell whether a title is one of a higher organisation: 党委书记 of a branch's member."""
    for word, above in _ABOVE.items():
        if word in title:
            return above is not kind
    return False


def _lead_group(draft: Draft, people: People, row: RosterRow, member: Member) -> None:
    place = draft.organizations[member.organization_id]
    if place.kind is OrganizationKind.GROUP:
        _make_head(draft, people, row, member, place.id, "组长")
    else:
        row.entry.warn(PARTY_POST, "row.post_elsewhere", text="组长")


def _make_head(
    draft: Draft,
    people: People,
    row: RosterRow,
    member: Member,
    organization_id: OrganizationId,
    title: str,
) -> None:
    """Make somebody the head, unless somebody else is: then ask."""
    person = member.person_id
    post = head_post(draft.organizations[organization_id].kind)
    heads = [a for a in draft.posts_in(organization_id) if a.post is post and a.held.until is None]
    mine = next((a for a in heads if a.person_id == person), None)
    if mine is not None:
        if mine.title not in title or mine.title == title:
            return
        draft.put_appointment(replace(mine, title=title))
        row.entry.changed(PARTY_POST, mine.title, title)
        return
    if heads and not _replaces(draft, people, row, heads[0], member):
        return
    for old in heads:
        draft.drop_appointment(old)
    for lower in draft.posts_in(organization_id):
        if lower.person_id == person and lower.held.until is None:
            draft.drop_appointment(lower)
    before = "、".join(draft.persons[old.person_id].name for old in heads)
    draft.put_appointment(
        Appointment(AppointmentId(draft.new_id()), person, organization_id, post, title)
    )
    row.entry.changed(PARTY_POST, before, f"{row.values.name}（{title}）")


def _replaces(
    draft: Draft, people: People, row: RosterRow, head: Appointment, member: Member
) -> bool:
    where = draft.tree.path(head.organization_id)
    old, new = options = numbered((people.label(head.person_id), people.label(member.person_id)))
    answer = row.entry.ask(
        "row.secretary_conflict",
        (where, old, new),
        options,
        organization=where,
        holder=old,
        name=new,
    )
    return answer == new
