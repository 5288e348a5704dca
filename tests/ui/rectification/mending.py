"""Reviews that name problems, some of which are on their way to being mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app import paths
from app.domain.form import MAIN_BLOCK
from app.domain.sample import sample_unit
from app.ops.demo import fill_sample
from app.ops.rectifications import PROBLEMS
from app.specs.sample_reader import read_sample
from tests.ui.sample import sample_office

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.cycle.rectification import Rectification
    from app.ops.desk import Desk

POINTS = (
    "1.理论学习抓得不紧，集中学习时间保证不够；2.深入企业调研次数少，对基层困难了解不深；"
    "3.组织生活形式比较单一"
)


def name_problems(desk: Desk, count: int = 6) -> None:
    """Let the first reviews of the round name three problems each."""
    stores = desk.workspace.stores
    found = [r for r in stores.reviews.of_round(desk.workspace.round().id) if r.is_done][:count]
    changed = [
        replace(
            review,
            blocks=tuple(
                replace(block, values={**block.values, PROBLEMS: POINTS})
                if block.id == MAIN_BLOCK
                else block
                for block in review.blocks
            ),
        )
        for review in found
    ]
    with desk.workspace.transaction("改"):
        stores.reviews.save_many(changed)


def go_on(desk: Desk) -> None:
    """Bring some of the listed problems some way."""
    ops, today = desk.rectifications, desk.workspace.today()
    items: list[Rectification] = [row.record for row in ops.rows(desk.workspace.round())][:12]
    for number, item in enumerate(items):
        until = today + timedelta(days=5 * number - 20)
        ops.set_due([item.id], until)
    second = replace(items[1], until=today, measure="每月走访两户企业，建立走访台账")
    ops.save([second])
    ops.note_progress([items[1].id, items[2].id], today, "已走访企业三户，帮助解决用工问题")
    ops.finish([items[3].id, items[4].id], "制定学习计划，每周五下午集中学习")
    ops.check_off([items[4].id], "机关党委", today)


def make_changsha(folder: Path) -> Path:
    """Make a ledger whose forms have a block for 整改."""
    words = read_sample(paths.resources() / "sample" / "sample.toml")
    filled = sample_unit(words, "示例区", "changsha-2010")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "示例区.ledger"
    with sample_office().create(path, "changsha-2010", filled.name, filled.kind) as desk:
        fill_sample(desk, words, filled, folder)
    return path
