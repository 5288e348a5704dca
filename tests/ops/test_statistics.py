"""Counting in a ledger whose scheme has no statistics table."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from app.domain.words import OrganizationKind
from tests.builders import SCHEMES
from tests.ops.refusals import refused
from tests.own_forms import own_table
from tests.ui.sample import TODAY, sample_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.ops.desk import Desk


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Desk]:
    """A ledger on a copy of a shipped scheme, without its table."""
    folder = tmp_path / "bare"
    shutil.copytree(SCHEMES / "qingdao-2010", folder)
    said = folder / "scheme.toml"
    before, _, rest = said.read_text(encoding="utf-8").partition("[[tables]]")
    _, mark, after = rest.partition("[[deadlines]]")
    without = after.replace('table = "coverage"\n', "")
    said.write_text(f"{before}{mark}{without}", encoding="utf-8")
    ledger = tmp_path / "无表.ledger"
    with sample_office().create(ledger, str(folder), "示例局", OrganizationKind.COMMITTEE) as desk:
        desk.rounds.open("2010年下半年", TODAY.replace(month=1, day=1), TODAY)
        yield desk


def test_without_a_table_nothing_is_counted_until_there_is_one(bare: Desk, tmp_path: Path) -> None:
    round_, unit = bare.workspace.round(), bare.workspace.root_id
    out = tmp_path / "统计表.xlsx"
    for asked in (bare.statistics.figures, bare.statistics.names, bare.statistics.summary):
        assert refused(asked, round_, unit, TODAY) == ["scheme.no_table"]
    assert refused(bare.statistics.export, round_, unit, TODAY, out) == ["scheme.no_table"]
    assert not out.exists()
    assert [each.id for each in bare.overview.coverage(round_, unit, TODAY)] == [unit]
    assert not [p for p in bare.upkeep.problems(round_) if p.id.startswith("T1-")]
    draft = bare.own_forms.read_table(own_table(tmp_path / "汇总.xlsx"))
    bare.own_forms.adopt_table(draft)
    bare.statistics.export(round_, unit, TODAY, out)
    assert out.is_file()
