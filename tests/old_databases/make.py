"""Makes the ledger of today's schema: ``python -m tests.old_databases.make``.

To be run once for each new step, before the step after it exists; never over an older file.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.db import schema
from app.db.database import Database, create
from app.db.stores import Stores
from app.domain.ids import OrganizationId, QuestionId, RoundId, TaskId
from app.domain.organization import FormerPlace, Records
from app.domain.plain import from_plain, to_plain
from app.domain.proposal import Question
from app.domain.review import Block, Review, Round
from app.domain.scheme import Period, Scheme
from app.domain.words import OrganizationKind
from tests.db.values import ROUND, RandomLedger, task

FOLDER = Path(__file__).parent
OTHER = Round(RoundId("other"), "2011年上半年", date(2011, 1, 1), date(2011, 6, 30), ROUND.id)
SCHEME = Scheme("sample", "样本", "某局", "〔2010〕25号", Period.HALF_YEAR, OrganizationKind.BRANCH)
QUESTION = Question(QuestionId("q"), "row.person_ambiguous", "哪一个？", (3,), ("甲", "乙"))
TASKS = (
    task(1, organization_id=OrganizationId("o1"), exempt_reason="长期病假"),
    task(2, manual_reason="书记出差", replaces=TaskId("t9")),
)


@dataclass(frozen=True)
class Content:
    """What a kept ledger holds, written beside it: how it was drawn may change."""

    records: Records
    reviews: tuple[Review, ...]


def content_of(ledger: Path) -> Content:
    """Read what a kept ledger holds."""
    return from_plain(Content, json.loads(ledger.with_suffix(".json").read_text(encoding="utf-8")))


def known() -> RandomLedger:
    """The structure and reviews drawn for a new one."""
    drawn = RandomLedger(20110112, organizations=12, people=40)
    former = FormerPlace(date(2010, 7, 1), "旧名", OrganizationId("o0"))
    drawn.organizations[-1] = replace(drawn.organizations[-1], former=(former,))
    drawn.reviews = [
        replace(
            review,
            place="会议室",
            snapshot={"target.name": "张三"},
            blocks=(Block("review", {"review.problems": "学习不够"}, date(2010, 9, 1)),),
        )
        for review in drawn.reviews
    ]
    return drawn


def fill(database: Database) -> None:
    """Write what every kept ledger holds."""
    stores, drawn = Stores(database), known()
    records = drawn.records
    stores.structure.save(
        records.organizations, records.persons, records.members, records.appointments
    )
    stores.rounds.add(ROUND)
    stores.rounds.add(OTHER)
    stores.tasks.replace(ROUND.id, TASKS)
    stores.reviews.save_many(drawn.reviews, reason="导入", who="李四")
    stores.schemes.keep(SCHEME)
    stores.questions.ask(QUESTION, {"rows": [3]})
    stores.questions.answer(QuestionId("p"), "甲")
    stores.settings.set("unit", "甲支部")


def main() -> int:
    """Write the file for today's schema; refuse to write over one."""
    path = FOLDER / f"{schema.newest_step():04d}.ledger"
    create(path, fill).close()
    drawn = known()
    content = Content(drawn.records, tuple(drawn.reviews))
    text = json.dumps(to_plain(content), ensure_ascii=False, indent=0)
    path.with_suffix(".json").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
