"""All stores of a ledger, one per aggregate."""

from collections.abc import Callable
from functools import cached_property

from app.db.bin_store import BinStore
from app.db.connection import Database
from app.db.coverage_store import CoverageStore
from app.db.cycle_store import CycleStore
from app.db.draft_store import DraftStore
from app.db.handoff_store import HandoffStore
from app.db.log_store import ChangeStore, QuestionStore, SettingStore
from app.db.member_list_store import MemberListStore
from app.db.review_store import ReviewStore
from app.db.round_store import RoundStore, TaskStore
from app.db.scheme_store import SchemeStore
from app.db.standing_store import StandingStore
from app.db.structure_store import StructureStore
from app.db.text_store import TextStore
from app.db.unit_store import UnitStore
from app.domain.names import Names


class Stores:
    """The stores of one ledger, each made when it is first asked for."""

    def __init__(self, database: Database, names: Callable[[], Names] | None = None) -> None:
        """Work on this ledger; ``names`` gives the order in which lists of members stand."""
        self._database = database
        self._names = names

    @cached_property
    def structure(self) -> StructureStore:
        """Organisations, people, members, posts, oversight."""
        return StructureStore(self._database, names=self._names)

    @cached_property
    def member_list(self) -> MemberListStore:
        """Members as lists show them, block by block."""
        return MemberListStore(self._database)

    @cached_property
    def rounds(self) -> RoundStore:
        """Rounds."""
        return RoundStore(self._database)

    @cached_property
    def tasks(self) -> TaskStore:
        """Tasks."""
        return TaskStore(self._database)

    @cached_property
    def reviews(self) -> ReviewStore:
        """Reviews."""
        return ReviewStore(self._database)

    @cached_property
    def bin(self) -> BinStore:
        """Deleted things."""
        return BinStore(self._database)

    @cached_property
    def drafts(self) -> DraftStore:
        """What stands in forms and was not saved."""
        return DraftStore(self._database)

    @cached_property
    def schemes(self) -> SchemeStore:
        """The scheme with its forms and tables."""
        return SchemeStore(self._database)

    @cached_property
    def questions(self) -> QuestionStore:
        """Open questions and remembered answers."""
        return QuestionStore(self._database)

    @cached_property
    def changes(self) -> ChangeStore:
        """The change log."""
        return ChangeStore(self._database)

    @cached_property
    def settings(self) -> SettingStore:
        """Settings."""
        return SettingStore(self._database)

    @cached_property
    def coverage(self) -> CoverageStore:
        """What the official figures are made from."""
        return CoverageStore(self._database)

    @cached_property
    def standing(self) -> StandingStore:
        """What the progress of a round is counted from."""
        return StandingStore(self._database)

    @cached_property
    def cycle(self) -> CycleStore:
        """Records of the cycle: promises, meetings, postings, rectification, votes."""
        return CycleStore(self._database)

    @cached_property
    def texts(self) -> TextStore:
        """What was written into records."""
        return TextStore(self._database)

    @cached_property
    def handoff(self) -> HandoffStore:
        """What goes up and comes down."""
        return HandoffStore(self._database)

    @cached_property
    def units(self) -> UnitStore:
        """Which units below have reported."""
        return UnitStore(self._database)
