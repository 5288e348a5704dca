"""The hand-off of the sample unit: two units below get their packages, work, and report."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.domain.errors.fault import Refusal
from app.domain.organization import Organization
from app.domain.review import Round
from app.domain.sample import SampleUnit, SampleWords
from app.domain.tree import Tree
from app.domain.words import OrganizationKind
from app.ops.demo_votes import hold_votes
from app.ops.demo_work import do_tasks, write_rows
from app.ops.desk import Desk
from app.ops.office import Office

_ABOVE = "上级.ledger"
_WITH_LEDGERS = (OrganizationKind.GENERAL_BRANCH, OrganizationKind.BRANCH)
"""Of each of these kinds one unit has a ledger of its own, where the sample has such."""


@dataclass(frozen=True, slots=True)
class HandedOff:
    """What went down and came up."""

    packages: tuple[Path, ...]
    """For each unit the one that it got and the one that it sent."""
    table: Path
    """The table of the level above, made of what came."""


def hand_off(
    office: Office,
    words: SampleWords,
    unit: SampleUnit,
    round_: Round,
    scheme: str,
    folder: Path,
    *,
    overwrite: bool = False,
) -> HandedOff:
    """Issue to two units, let them work, and merge what they report.

    Args:
        office: where ledgers are made.
        words: what the sample is made of.
        unit: the sample unit; the ledger above knows its organisations alone.
        round_: the round that is opened.
        scheme: the id of the scheme.
        folder: where everything is written; made if it is not there.
        overwrite: True replaces an earlier demo.

    Raises:
        Refusal: ``ledger.exists``, ``file.*``; what a package that could not be taken in says.
    """
    from app.export.files import make_folder

    make_folder(folder)
    organizations = folder / "党组织名单.xlsx"
    write_rows(organizations, "党组织名单", unit.organizations, overwrite=overwrite)
    packages: list[Path] = []
    with office.create(_fresh(folder / _ABOVE, overwrite), scheme, unit.name, unit.kind) as above:
        above.imports.apply(above.imports.propose([organizations]))
        above.rounds.open(round_.name, round_.start, round_.end)
        for below in _units(above):
            packages += _work_of(office, words, unit, above, below, folder, overwrite=overwrite)
        received = above.receiving.apply(packages[1::2])
        for each in received.arrived:
            if not each.is_taken:
                raise Refusal(*filter(None, [each.fault]))
        table = folder / "汇总统计表.xlsx"
        opened, root = above.workspace.round(), above.workspace.root_id
        above.statistics.export(opened, root, opened.end, table, overwrite=overwrite)
    return HandedOff(tuple(packages), table)


def _work_of(
    office: Office,
    words: SampleWords,
    unit: SampleUnit,
    above: Desk,
    below: Organization,
    folder: Path,
    *,
    overwrite: bool,
) -> tuple[Path, Path]:
    """Do what a unit does: make its ledger of what it got, take its roster in, work, report."""
    issued, sent = (folder / f"{word}_{below.name}.dpbag" for word in ("下发", "上报"))
    above.issuing.issue(issued, below.id, overwrite=overwrite)
    with office.receive_new(_fresh(folder / f"{below.name}.ledger", overwrite), issued) as desk:
        workspace = desk.workspace
        names = {o.name for o in workspace.directory(workspace.today()).tree}
        roster = folder / f"党员名册_{below.name}.xlsx"
        rows = [row for row in unit.members if row["所在党支部"] in names]
        write_rows(roster, "党员名册", rows, overwrite=overwrite)
        desk.imports.apply(desk.imports.propose([roster]))
        round_ = workspace.round()
        do_tasks(desk, words, round_, workspace.stores.tasks.of_round(round_.id))
        hold_votes(desk, round_)
        day = workspace.day_of(round_)
        desk.submissions.submit(sent, round_, workspace.root_id, day, overwrite=overwrite)
    return issued, sent


def _units(above: Desk) -> tuple[Organization, ...]:
    """Return which units have ledgers of their own, none within another."""
    tree = above.workspace.directory(above.workspace.today()).tree
    chosen: list[Organization] = []
    for kind in _WITH_LEDGERS:
        found = (o for o in tree if o.kind is kind and _is_apart(tree, o, chosen))
        chosen += islice(found, 1)
    return tuple(chosen)


def _is_apart(tree: Tree, one: Organization, others: list[Organization]) -> bool:
    return one.id != tree.root.id and not any(
        tree.within(one.id, other.id) or tree.within(other.id, one.id) for other in others
    )


def _fresh(ledger: Path, overwrite: bool) -> Path:
    """Return the place of a ledger, free where an earlier demo may be replaced."""
    if overwrite:
        ledger.unlink(missing_ok=True)
    return ledger
