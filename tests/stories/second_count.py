"""The figures of a sample unit counted a second time, from plain lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.boot import office
from tests.builders import SCHEMES

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

GRASS_ROOTS = {"committee", "general_branch", "branch", "joint_branch"}
DONE = {"reviewed", "archived"}
WITH_FORMS = sorted(
    path.parent.name for path in SCHEMES.glob("*/scheme.toml") if any(path.parent.glob("*.docx"))
)


def holds(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day < until)


def second_count(ledger: Path, table: dict[str, Any], day: date) -> dict[str, int]:
    """Count the eight figures of the whole tree with nothing but lists and sets."""
    with office().open(ledger) as desk:
        records, stores = desk.workspace.records, desk.workspace.stores
        reviews = stores.reviews.of_round(desk.workspace.round().id)
    places = {o.id: o for o in records.organizations if holds(o.active.since, o.active.until, day)}
    held = [
        (a.person_id, places[a.organization_id], str(a.post))
        for a in records.appointments
        if a.organization_id in places and holds(a.held.since, a.held.until, day)
    ]
    done = [r for r in reviews if str(r.state) in DONE and r.day is not None and r.day <= day]
    reviewers = {person for r in done for person in r.reviewers}
    tier = table["tiers"][0]
    leaders = {
        person
        for person, place, post in held
        if str(place.kind) in tier["kinds"]
        and post in tier["posts"]
        and (not tier.get("tags") or set(tier["tags"]) & place.tags)
    }
    secretaries = {p for p, o, post in held if post == "secretary" and str(o.kind) in GRASS_ROOTS}
    organizations = {o.id for o in places.values() if str(o.kind) in GRASS_ROOTS}
    members = [
        m.person_id
        for m in records.members
        if holds(m.on_books.since, m.on_books.until, day)
        and (str(m.status) == "active" or m.on_books.until is not None)
    ]
    reviewed = {r.target.id for r in done if str(r.target.kind) == "member"}
    if table.get("secretaries_as_members", True):
        reviewed |= {
            r.secretary_id
            for r in done
            if str(r.target.kind) == "organization"
            and r.secretary_id
            and r.secretary_id not in r.reviewers
        }
    return {
        "leaders_total": len(leaders),
        "leaders_took_part": len(leaders & reviewers),
        "secretaries_total": len(secretaries),
        "secretaries_took_part": len(secretaries & reviewers),
        "organizations_total": len(organizations),
        "organizations_reviewed": len(organizations & {r.target.id for r in done}),
        "members_total": len(members),
        "members_reviewed": sum(person in reviewed for person in members),
    }
