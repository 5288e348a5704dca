"""Editing: organisations, people, members, posts and oversight, entered and mended by hand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.db.bulk import collector_paused
from app.domain import membership, organization_sheet
from app.domain.directory import Directory
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Fault
from app.domain.ids import MemberId, OrganizationId, PersonId
from app.domain.membership import MemberSheet
from app.domain.organization import Appointment, Member, Organization, Person
from app.domain.organization_sheet import OrganizationSheet
from app.domain.person_search import FoundPerson, PersonSearch
from app.domain.reorganization import Reorganization
from app.domain.snapshot import membership as membership_of
from app.domain.typed import typed_line, typed_name
from app.domain.words import POSTS, MemberStatus, OrganizationKind
from app.ops.changes import Changes
from app.ops.people import PeopleOps
from app.ops.rounds import RoundOps
from app.ops.structure_writer import StructureWriter
from app.ops.workspace import Workspace

_BELOW = {
    OrganizationKind.BRANCH: OrganizationKind.GROUP,
    OrganizationKind.JOINT_BRANCH: OrganizationKind.GROUP,
}
"""What is usually made below a kind; below all others a branch."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change of organisations reaches."""

    members: int
    units: int
    """Organisations below, without themselves."""
    reviews: int
    """Records that were made in them; they keep the names and places of their day."""


class EditOps(StructureWriter):
    """What a user can enter and mend by hand."""

    def __init__(self, workspace: Workspace, rounds: RoundOps, people: PeopleOps) -> None:
        """Work on this ledger; people are found as the list of members finds them."""
        super().__init__(workspace, rounds)
        self._known = people
        self._search: PersonSearch | None = None

    @property
    def new_id(self) -> Callable[[], str]:
        """Makes ids for what is entered."""
        return self._workspace.new_id

    @property
    def directory(self) -> Directory:
        """The structure as it stands today."""
        return self._workspace.directory(self._workspace.today())

    def prepare(self) -> None:
        """Look at everything once, so that the dialogs find it ready; may take a moment."""
        directory = self.directory
        with collector_paused():
            _ = directory.members, directory.persons, directory.posts_of(PersonId(""))
            self.find_people("")
            _ = self._known.index

    # ---- people ------------------------------------------------------------------------------

    def find_people(self, text: str) -> Sequence[FoundPerson]:
        """Return who may be meant by what is typed; see ``PersonSearch.find``."""
        return self._people().find(text)

    def people_named(self, name: str) -> Sequence[FoundPerson]:
        """Return everybody of exactly this name."""
        return self._people().named(name)

    def _people(self) -> PersonSearch:
        if self._search is None or self._search.directory is not self.directory:
            self._search = PersonSearch(self.directory, self._known_by)
        return self._search

    def _known_by(self, words: str, most: int) -> Sequence[PersonId]:
        return self._known.index.best(words, most)

    def new_outside_person(self, name: str, unit: str, post: str) -> Person:
        """Return somebody from outside the tree as a value; nothing is written.

        Args:
            name: the person's name.
            unit: unit as written after the name in forms; may be empty.
            post: office as written after the unit; may be empty.

        Raises:
            Refusal: ``text.*``.
        """
        return Person(
            PersonId(self._workspace.new_id()),
            typed_name(name, "姓名"),
            typed_line(unit, "单位"),
            typed_line(post, "职务"),
            outside=True,
        )

    def add_outside_person(self, name: str, unit: str, post: str) -> tuple[PersonId, Changes]:
        """Write somebody from outside the tree; one who is there just so already is kept.

        Raises:
            Refusal: ``text.*``.
        """
        made = self.new_outside_person(name, unit, post)
        for known in self._workspace.records.persons:
            same = (known.name, known.unit, known.post) == (made.name, made.unit, made.post)
            if known.outside and same:
                return known.id, Changes()
        return made.id, self._write("录入系统外人员", Reorganization(persons=(made,)))

    # ---- organisations -----------------------------------------------------------------------

    def sheet(self, organization_id: OrganizationId) -> OrganizationSheet:
        """Return an organisation with its posts and overseers of all times."""
        return organization_sheet.sheet_of(self.directory, organization_id)

    def new_sheet(self, parent_id: OrganizationId) -> OrganizationSheet:
        """Return an empty sheet for an organisation below another; nothing is written."""
        kind = _BELOW.get(self.directory.tree[parent_id].kind, OrganizationKind.BRANCH)
        made = Organization(OrganizationId(self._workspace.new_id()), "", kind, parent_id)
        return OrganizationSheet(made)

    def doubts(self, sheet: OrganizationSheet) -> tuple[Fault, ...]:
        """Return what somebody should look at again before a sheet is kept."""
        return organization_sheet.doubts(self.directory, sheet)

    def save(self, sheet: OrganizationSheet, order: Iterable[OrganizationId] = ()) -> Changes:
        """Write an organisation with its posts and overseers; a new one is made.

        Args:
            sheet: as entered.
            order: the organisations below the same parent in their wanted order; empty: as it is.

        Raises:
            Refusal: see ``organization_sheet.sheet_change``.
        """
        known = sheet.organization.id in self.directory.tree
        change = organization_sheet.sheet_change(self.directory, sheet, tuple(order))
        return self._write("修改党组织" if known else "新增党组织", change)

    def place(self, organization_id: OrganizationId, order: Iterable[OrganizationId]) -> Changes:
        """Put the organisations below one parent into their own order.

        Args:
            organization_id: one of them.
            order: all of them, in their wanted order.
        """
        change = organization_sheet.placed(self.directory, organization_id, tuple(order))
        return self._write("调整次序", change)

    def touched(self, organization_ids: Sequence[OrganizationId]) -> Touched:
        """Count what a change of organisations reaches, as they stand today."""
        directory = self.directory
        those = dict.fromkeys(
            below.id
            for each in organization_ids
            if each in directory.tree
            for below in directory.tree.subtree(each)
        )
        own = len(dict.fromkeys(organization_ids))
        return Touched(
            sum(len(directory.members_in(each)) for each in those),
            len(those) - own,
            self._workspace.stores.structure.reviews_in(those.keys()),
        )

    # ---- members -----------------------------------------------------------------------------

    def member_sheet(self, person_id: PersonId) -> MemberSheet:
        """Return a member: the membership on the books, else the last known.

        Raises:
            Refusal: ``member.unknown``.
        """
        directory = self.directory
        member = membership_of(directory, person_id)
        if member is None:
            raise refusal("member.unknown", day=directory.day)
        return MemberSheet(directory.persons[person_id], member)

    def new_member_sheet(self, organization_id: OrganizationId) -> MemberSheet:
        """Return an empty sheet for a member of an organisation; nothing is written."""
        new_id = self._workspace.new_id
        person = Person(PersonId(new_id()), "")
        return MemberSheet(person, Member(MemberId(new_id()), person.id, organization_id))

    def member_doubts(self, sheet: MemberSheet) -> tuple[Fault, ...]:
        """Return what somebody should look at again before a sheet is kept."""
        return membership.member_doubts(self.directory, sheet)

    def save_member(self, sheet: MemberSheet) -> Changes:
        """Write a member; a new one is made.

        Raises:
            Refusal: see ``membership.member_change``.
        """
        known = any(m.id == sheet.member.id for m in self._workspace.records.members)
        change = membership.member_change(self.directory, sheet)
        return self._write("修改党员" if known else "新增党员", change)

    def leave(
        self,
        persons: Sequence[PersonId],
        status: MemberStatus,
        day: date,
        reason: str = "",
        *,
        end_posts: bool = True,
    ) -> Changes:
        """Take members off the books from a day on (转出, 停止党籍, 出党, 去世).

        Raises:
            Refusal: see ``membership.leave``.
        """
        directory = self._workspace.directory(day)
        change = membership.leave(directory, persons, status, reason, end_posts=end_posts)
        return self._write("党员减少", change)

    def come_back(self, person_id: PersonId, organization_id: OrganizationId, day: date) -> Changes:
        """Put somebody who left on the books of a branch again from a day on.

        Raises:
            Refusal: see ``membership.come_back``.
        """
        directory = self._workspace.directory(day)
        new_id = self._workspace.new_id
        change = membership.come_back(directory, person_id, organization_id, new_id)
        return self._write("恢复在册", change)

    def posts_of(self, persons: Iterable[PersonId], *, own_branch: bool = False) -> Sequence[str]:
        """Return the posts that people hold today, in words: 张三：一支部书记.

        Args:
            persons: whose posts.
            own_branch: only those in the branch that they are members of.
        """
        directory = self.directory
        tree = directory.tree

        def counts(post: Appointment) -> bool:
            member = directory.members.get(post.person_id)
            if not own_branch or member is None:
                return not own_branch
            return tree.within(post.organization_id, tree.branch_of(member.organization_id).id)

        return [
            f"{directory.name(post.person_id)}：{directory.tree[post.organization_id].name}"
            f"{post.title or POSTS[post.post]}"
            for post in membership.ended_posts(directory, persons)
            if counts(post)
        ]
