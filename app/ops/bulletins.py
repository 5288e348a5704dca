"""情况通报 of a branch, made of its reviews and of the problems that they name."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from app.domain.cycle.rectification import Rectification
from app.domain.cycle.reports import BulletinWords, bulletin
from app.domain.ids import OrganizationId
from app.domain.official_document import OfficialDocument
from app.domain.review import Review, Round
from app.domain.words import TargetKind
from app.ops.posted import posted_review
from app.ops.tasks import target_name
from app.ops.workspace import Workspace


def write_bulletin(
    workspace: Workspace,
    round_: Round,
    unit: OrganizationId,
    day: date,
    reviews: Iterable[Review],
    problems: Iterable[Rectification],
) -> OfficialDocument:
    """Return the bulletin of a branch; it shows what posted copies show.

    Args:
        workspace: the ledger.
        round_: the round that it tells of.
        unit: the branch.
        day: of the bulletin.
        reviews: of the branch; those that are not done are left out.
        problems: of the branch.
    """
    from app.specs.letter_reader import letter_words

    directory = workspace.directory(workspace.day_of(round_))
    done = [review for review in reviews if review.is_done]
    kinds = Counter(review.target.kind for review in done)
    words: BulletinWords = letter_words("bulletin", BulletinWords)
    return bulletin(
        directory.tree[unit].name,
        round_.name,
        day,
        [posted_review(workspace, directory, review) for review in done],
        [(target_name(directory, each.target), each) for each in problems if each.target],
        (kinds[TargetKind.ORGANIZATION], kinds[TargetKind.MEMBER]),
        words,
    )
