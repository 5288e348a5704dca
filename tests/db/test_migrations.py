"""Ledgers of every earlier schema open, whole, and only after a verified copy was made."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.db import schema, settling
from app.db.backup import newest_verified_backup
from app.db.copies import backup_folder
from app.db.database import create, open_ledger
from app.db.stores import Stores
from app.domain.ids import QuestionId
from tests.db.refusals import contents, refused
from tests.db.values import ROUND
from tests.old_databases import make

if TYPE_CHECKING:
    from app.db.connection import Database

ROUNDS = (ROUND, make.OTHER)
OLD = sorted(make.FOLDER.glob("*.ledger"))

STEP = '''
"""A later step."""
from peewee import TextField

def up(migrator, db):
    """Add a column, and change what stands in another."""
    migrator.migrate(migrator.add_column("person", "pinyin", TextField(default="zhang")))
    db.execute_sql("UPDATE person SET unit = 'upgraded'")
    {more}
'''


def expect_everything(database: Database, content: make.Content | None = None) -> None:
    stores, known = Stores(database), content or make.known()
    assert stores.structure.records() == known.records
    assert stores.rounds.all() == ROUNDS
    assert stores.tasks.of_round(ROUND.id) == make.TASKS
    found = {r.id: r for round_ in ROUNDS for r in stores.reviews.of_round(round_.id)}
    assert found == {review.id: review for review in known.reviews}
    assert stores.changes.of_record("review", known.reviews[0].id)[0].reason == "导入"
    assert stores.schemes.scheme() == make.SCHEME
    assert [each.question for each in stores.questions.open()] == [make.QUESTION]
    assert stores.questions.answers() == {QuestionId("p"): "甲"}
    assert stores.settings.get("unit") == "甲支部"
    assert database.integrity() == ()
    assert settling.wrongly_settled(database) == 0


def test_a_ledger_of_todays_schema_is_kept() -> None:
    assert [path.stem for path in OLD] == [f"{n:04d}" for n in range(1, schema.newest_step() + 1)]


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_every_old_ledger_opens_with_all_it_holds(old: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(old, tmp_path / "甲.ledger"))
    content = make.content_of(old)
    with open_ledger(path) as database:
        expect_everything(database, content)
        assert database.sql("PRAGMA user_version") == [(schema.newest_step(),)]
    kept = newest_verified_backup(path)
    assert (kept is None) == (int(old.stem) == schema.newest_step())
    with open_ledger(path) as database:
        expect_everything(database, content)


def test_what_is_made_today_equals_what_was_kept(tmp_path: Path) -> None:
    with create(tmp_path / "甲.ledger", make.fill) as database:
        expect_everything(database)


# ---- a step of tomorrow ----------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "甲.ledger"
    create(made, make.fill).close()
    return made


def next_step(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str) -> str:
    """Add a step to those that the program knows."""
    steps = Path(shutil.copytree(schema.FOLDER, folder / "steps"))
    name = f"{schema.newest_step() + 1:04d}_later"
    (steps / f"{name}.py").write_text(STEP.format(more=more))
    monkeypatch.setattr(schema, "FOLDER", steps)
    return name


def test_a_verified_copy_stands_before_the_first_step(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = next_step(tmp_path, monkeypatch, "")
    with open_ledger(path) as database:
        assert not schema.steps_to_take(database.engine)
        assert database.sql("SELECT DISTINCT unit, pinyin FROM person") == [("upgraded", "zhang")]
        assert database.sql("PRAGMA user_version") == [(int(name[:4]),)]
    kept = newest_verified_backup(path)
    assert kept is not None
    assert "升级前" in kept.path.name
    monkeypatch.undo()
    with open_ledger(kept.path) as before:
        expect_everything(before)
    with refused("ledger.newer", folder=tmp_path):
        open_ledger(path)


def test_a_step_that_fails_takes_nothing_with_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_step(tmp_path, monkeypatch, "raise ZeroDivisionError")
    with pytest.raises(ZeroDivisionError):
        open_ledger(path)
    monkeypatch.undo()
    with open_ledger(path) as database:
        expect_everything(database)
        assert database.sql("PRAGMA foreign_keys") == [(1,)]


def test_no_step_without_a_verified_copy(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_step(tmp_path, monkeypatch, "")
    backup_folder(path).write_text("in the way")
    before = contents(tmp_path)
    with refused("file.write_failed"):
        open_ledger(path)
    assert contents(tmp_path) == before
