"""Rows that are filled Word forms: round, person, organisation and reviewers by what forms say."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from app.domain import ledger_columns as column
from app.domain.errors.fault import Fault
from app.domain.form import FormSpec
from app.domain.ids import OrganizationId, PersonId
from app.domain.organization import Member, Organization
from app.domain.proposal import SheetKind
from app.domain.review import Review, Round
from app.domain.typed import plain_name
from app.intake.cells import filled, organization_key, read_date, without_daytime
from app.intake.report import Entry
from app.intake.review_rows import ReviewReader

_PERSONS = re.compile("[；;\n]")
_AFTER_NAME = re.compile(r"[，,、（(：:\s]")
_NAME = re.compile(r"[㐀-鿿]{2,4}|[㐀-鿿]{1,8}(·[㐀-鿿]{1,10})+")
_DATES = re.compile(r"[0-9]{4}\s*[年./-]\s*[0-9]{1,2}\s*[月./-]\s*[0-9]{1,2}\s*日?")
_LONGEST_NAME = 12
_SECRETARY, _BIRTH, _SEX = "organization.secretary", "member.birth", "member.sex"
_HEADS = ("member.", "organization.")
_JOINED, _POST = "member.joined", "member.post"


def is_same_text(one: str, other: str) -> bool:
    """Return whether two lines say the same, whatever their spaces and widths."""
    return one == other or _squeezed(one) == _squeezed(other)


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_form(entry: Entry) -> bool:
    """Return whether a row is a filled Word form."""
    return entry.report.table.kind is SheetKind.FORMS


def refuse_copy(entry: Entry, first: Entry) -> None:
    """Pass by a form that was brought twice; refuse one that says something else than the first."""
    file = Path(first.report.table.file).name
    if entry.row.cells == first.row.cells and entry.row.extra == first.row.extra:
        entry.warn("", "form.brought_twice", file=file)
        entry.report.closed.add(entry.number)
    else:
        entry.reject(column.TARGET, "form.brought_otherwise", file=file)


def tell_contradictions(
    entry: Entry, spec: FormSpec, review: Review, typed: Mapping[str, str]
) -> None:
    """Warn of head cells that say something else than the roster; the roster stays as it is."""
    for key, text in typed.items():
        there = review.snapshot.get(key, "")
        if key.startswith(_HEADS) and there and not is_same_text(there, text):
            label = spec.field_by_key[key].label
            entry.warn(label, "form.head_differs", label=label, text=text, there=there)


class FormReader(ReviewReader):
    """Finds what filled forms mean; what they do not say is taken from the ledger, or asked."""

    wanted = (column.FORM, column.TARGET)

    # ---- round and day -----------------------------------------------------------------------

    def _round(self, entry: Entry) -> Round | None:
        """Return the round a form names, else the one its day lies in, else the latest."""
        rounds = self._context.rounds
        if not rounds:
            entry.reject(column.ROUND, "form.no_round")
            return None
        said = self._rounds.get(organization_key(entry.text(column.ROUND)))
        if said is not None:
            return said
        day = self._said_day(filled(entry.text(column.DAY)))
        if isinstance(day, date):
            inside = [r for r in rounds if r.start <= day <= r.end]
            if inside:
                return max(inside, key=lambda r: (r.start, r.end))
        return max(rounds, key=lambda r: (r.end, r.start))

    def _day(self, entry: Entry) -> date | None:
        text = filled(entry.text(column.DAY))
        found = self._said_day(text)
        if isinstance(found, date):
            if not isinstance(read_date(text), Fault):
                return found
            entry.warn(column.DAY, "form.day_taken", text=text, day=found.isoformat())
            return found
        return super()._day(entry)

    def _said_day(self, text: str) -> date | None:
        """Return the one day that a text says, among other words too."""
        for candidates in (
            [text],
            [without_daytime(text)[0]],
            _DATES.findall(unicodedata.normalize("NFKC", text)),
        ):
            dates = {read_date(each) for each in candidates if each}
            days = {d.first_day for d in dates if not isinstance(d, Fault) and d.day}
            if len(days) == 1:
                return days.pop()
        return None

    # ---- reviewers ---------------------------------------------------------------------------

    def _written(self, entry: Entry) -> str:
        return filled(entry.text(column.REVIEWER_STANDING))

    def _named(self, entry: Entry, written: str) -> list[str]:
        """Return the names in 姓名、单位及职务, in whatever order it was written."""
        names: dict[str, None] = {}
        for part in filter(None, map(str.strip, _PERSONS.split(written))):
            found = self._names_in(part)
            if not found:
                entry.warn(column.REVIEWER_STANDING, "form.reviewer_unknown", text=part)
            for name in found:
                if not self._draft.persons_named(name):
                    entry.warn(column.REVIEWER_STANDING, "form.reviewer_new", name=name)
            names.update(dict.fromkeys(found))
        return list(names)

    def _names_in(self, part: str) -> list[str]:
        tokens = [plain_name(token) for token in _AFTER_NAME.split(part) if token]
        known = [token for token in tokens if self._draft.persons_named(token)]
        whole = plain_name(part)
        if self._draft.persons_named(whole):
            return [whole]
        if known and (known == tokens or known[0] == tokens[0]):
            return known if known == tokens else known[:1]
        inside = self._known_inside(whole)
        if len(inside) == 1:
            return inside
        if tokens and not inside and len(tokens) > 1 and _NAME.fullmatch(tokens[0]):
            return tokens[:1]
        return []

    def _known_inside(self, text: str) -> list[str]:
        """Return the names of people of the ledger in a text, none that is part of another."""
        found = [
            text[start:end]
            for start in range(len(text))
            for end in range(start + 2, min(start + _LONGEST_NAME, len(text)) + 1)
            if self._draft.persons_named(text[start:end])
        ]
        longest = [n for n in found if not any(n != other and n in other for other in found)]
        return list(dict.fromkeys(longest))

    # ---- who is meant among several ----------------------------------------------------------

    def _likely_organizations(
        self, entry: Entry, found: Sequence[Organization]
    ) -> Sequence[Organization]:
        secretary = plain_name(self._said(entry).get(_SECRETARY, ""))
        if not secretary:
            return found
        led = [o for o in found if secretary in self._secretaries(o.id)]
        return led if len(led) == 1 else found

    def _secretaries(self, organization_id: OrganizationId) -> Iterator[str]:
        for post in self._draft.posts_in(organization_id):
            if post.title.startswith("书记"):
                yield self._draft.persons[post.person_id].name

    def _likely_persons(
        self, entry: Entry, found: Mapping[PersonId, OrganizationId]
    ) -> Mapping[PersonId, OrganizationId]:
        said = self._said(entry)
        fitting = {}
        for person_id, place in found.items():
            members = self._draft.members_of(person_id)
            marks = [_agrees(said, member) for member in members]
            if any(agreed and not differed for agreed, differed in marks):
                fitting[person_id] = place
        others = [p for p in found if p not in fitting]
        apart = all(any(_agrees(said, m)[1] for m in self._draft.members_of(p)) for p in others)
        return fitting if len(fitting) == 1 and apart else found

    def _said(self, entry: Entry) -> Mapping[str, str]:
        """Return the form's further cells by field key."""
        every = [*self._context.forms.values(), *self._context.editions]
        keys = column.further_columns(every)
        return {keys[name]: text for name, text in entry.row.extra.items() if name in keys}


def _agrees(said: Mapping[str, str], member: Member) -> tuple[int, int]:
    """Return in how many of the facts that mark a person a form agrees and differs."""
    agreed = differed = 0
    known = {_BIRTH: member.birth, _JOINED: member.joined}
    for key, there in known.items():
        text = filled(said.get(key, ""))
        written = read_date(text) if text else None
        if there is None or written is None or isinstance(written, Fault):
            continue
        least = min(len(str(there)), len(str(written)))
        same = str(there)[:least] == str(written)[:least]
        agreed, differed = agreed + same, differed + (not same)
    for key, there_text in ((_SEX, member.sex), (_POST, member.post)):
        text = said.get(key, "")
        if not text or not there_text:
            continue
        same = is_same_text(text, there_text)
        agreed += same and key == _POST
        differed += not same and key == _SEX
    return agreed, differed
