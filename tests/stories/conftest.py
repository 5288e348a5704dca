"""What the stories share."""

from pathlib import Path

import pytest

from tests.lists import ORG_FORM, review
from tests.program import Program
from tests.stories.town import BRANCH, FIRST, GENERAL, OFFICE, REVIEWED, SECOND, Town


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Ledgers in which work has been done; nobody writes into these."""
    made = Town(tmp_path_factory.mktemp("ready"))
    made.begin()
    made.branch(BRANCH)
    made.members_of(BRANCH, BRANCH)
    made.reviewed(BRANCH, review("郑华", "赵敏", REVIEWED), review("李文", "赵敏", REVIEWED))
    made.branch(GENERAL)
    made.members_of(GENERAL, FIRST, SECOND)
    rows = [review("吴刚", "周洁", REVIEWED), review(FIRST, "孙涛", REVIEWED, form=ORG_FORM)]
    made.reviewed(GENERAL, *rows)
    return made


@pytest.fixture
def town(ready: Town, tmp_path: Path) -> Town:
    """An office that knows its organisations and leaves the members to them."""
    made = Town(tmp_path, ready)
    made.have(OFFICE)
    return made
