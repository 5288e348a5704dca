"""The pairs of figures that the checks look at: a total and the part of it that is done."""

from dataclasses import dataclass

from app.domain.coverage_names import SECRETARIES
from app.domain.errors import checks as say
from app.domain.scheme import TableDeclaration, Tier


@dataclass(frozen=True, slots=True)
class Pair:
    """A total and the part of it that is done."""

    what: str
    measure: str
    done: str
    total: str
    part: str
    tier: Tier | None = None
    """Whose holders are counted, where persons are."""

    @property
    def within_total(self) -> str:
        """The check that says that no more are done than there are."""
        return "T1-02" if self.tier else "T1-03"


def pairs_of(table: TableDeclaration) -> tuple[Pair, ...]:
    """Return the pairs of the official measures of a table."""
    first = table.tiers[0] if table.tiers else None
    leaders = Pair(
        first.title if first else say.LEADERS,
        say.HEADS,
        say.TOOK_PART,
        "leaders_total",
        "leaders_took_part",
        first,
    )
    return (
        *((leaders,) if first else ()),
        Pair(
            say.SECRETARIES,
            say.HEADS,
            say.TOOK_PART,
            "secretaries_total",
            "secretaries_took_part",
            SECRETARIES,
        ),
        Pair(
            say.ORGANIZATIONS,
            say.PIECES,
            say.REVIEWED,
            "organizations_total",
            "organizations_reviewed",
        ),
        Pair(say.MEMBERS, say.HEADS, say.REVIEWED, "members_total", "members_reviewed"),
    )
