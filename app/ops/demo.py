"""The sample unit of a scheme: the whole job done once, on invented people."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from app.domain.coverage import Figures
from app.domain.errors.catalogue import refusal
from app.domain.review import Round
from app.domain.sample import SampleUnit, SampleWords, sample_unit
from app.domain.scheme import Period, Scheme
from app.ops.demo_handoff import hand_off
from app.ops.demo_votes import hold_votes
from app.ops.demo_work import do_tasks, write_rows
from app.ops.desk import Desk
from app.ops.exports import FormsAsked, OpenPaper
from app.ops.office import Office

UNIT = "示例局"
ORGANIZATIONS, MEMBERS = "党组织名单", "党员名册"
_MONTHS = {Period.NAMED: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made for one scheme."""

    scheme: str
    ledger: Path
    forms: tuple[Path, ...]
    tables: tuple[Path, ...]
    figures: Figures
    packages: tuple[Path, ...] = ()
    """What went down to two units and came up from them again."""


def make_demos(
    office: Office,
    words: SampleWords,
    folder: Path,
    open_paper: OpenPaper,
    *,
    overwrite: bool = False,
) -> tuple[Demo, ...]:
    """Do the whole job for every scheme that has forms, each in a folder of its own.

    Raises:
        Refusal: ``file.exists`` where one of the folders holds something already; then nothing
            was written. Otherwise as ``make_demo``.
    """
    schemes = [scheme for scheme in office.schemes() if scheme.forms]
    for scheme in schemes:
        taken = folder / scheme.id
        if not overwrite and taken.is_dir() and any(taken.iterdir()):
            raise refusal("file.exists", str(taken))
    return tuple(
        make_demo(office, words, scheme, folder / scheme.id, open_paper, overwrite=overwrite)
        for scheme in schemes
    )


def make_demo(
    office: Office,
    words: SampleWords,
    scheme: Scheme,
    folder: Path,
    open_paper: OpenPaper,
    *,
    overwrite: bool = False,
) -> Demo:
    """Do the whole job for a scheme on a sample unit: lists in, round, forms, table, 台账.

    Args:
        office: where ledgers are made.
        words: what the sample is made of.
        scheme: the scheme.
        folder: where everything is written; made if it is not there.
        open_paper: gives the paper room, for the PDF.
        overwrite: True replaces an earlier demo.

    Raises:
        Refusal: ``ledger.exists`` or ``file.*``.
    """
    from app.export.files import make_folder

    make_folder(folder)
    ledger = folder / "示例.ledger"
    if overwrite:
        ledger.unlink(missing_ok=True)
    unit = sample_unit(words, UNIT, scheme.id, scheme)
    with office.create(ledger, scheme.id, unit.name, unit.kind) as desk:
        fill_sample(desk, words, unit, folder, overwrite=overwrite)
        round_ = desk.workspace.round()
        hold_votes(desk, round_)
        made = _exported(desk, round_, ledger, folder, open_paper, overwrite=overwrite)
    where = folder / "报送"
    handed = hand_off(office, words, unit, round_, scheme.id, where, overwrite=overwrite)
    return replace(made, tables=(handed.table, *made.tables), packages=handed.packages)


def fill_sample(
    desk: Desk, words: SampleWords, unit: SampleUnit, folder: Path, *, overwrite: bool = False
) -> None:
    """Import a sample unit's lists, open a round and do most of its tasks."""
    lists = list(_written_lists(unit, folder, overwrite=overwrite))
    desk.imports.apply(desk.imports.propose(lists))
    start, end = round_dates(desk.workspace.scheme)
    opened = desk.rounds.open(round_name(desk.workspace.scheme, start), start, end)
    do_tasks(desk, words, opened.round, opened.plan.tasks)


def _written_lists(unit: SampleUnit, folder: Path, *, overwrite: bool) -> Iterator[Path]:
    for name, rows in ((ORGANIZATIONS, unit.organizations), (MEMBERS, unit.members)):
        yield write_rows(folder / f"{name}.xlsx", name, rows, overwrite=overwrite)


def round_dates(scheme: Scheme) -> tuple[date, date]:
    """Return the days of the round in which a scheme's document was issued, or first asks."""
    first_due = min((deadline.date for deadline in scheme.deadlines), default=date(2010, 12, 31))
    day = scheme.issued or first_due
    months = _MONTHS[scheme.period]
    first = (day.month - 1) // months * months + 1
    start = date(day.year, first, 1)
    following = first + months
    end = date(day.year + (following > 12), (following - 1) % 12 + 1, 1) - timedelta(days=1)
    return start, max(end, scheme.campaign_until or end)


def round_name(scheme: Scheme, start: date) -> str:
    """Return the usual name of a round: 2010年下半年, 2013年第二季度, 2011年1月."""
    if scheme.period is Period.QUARTER:
        return f"{start.year}年第{'一二三四'[(start.month - 1) // 3]}季度"
    if scheme.period is Period.HALF_YEAR:
        return f"{start.year}年{'上' if start.month == 1 else '下'}半年"
    return f"{start.year}年{f'{start.month}月' if scheme.period is Period.NAMED else '度'}"


def _exported(
    desk: Desk,
    round_: Round,
    ledger: Path,
    folder: Path,
    open_paper: OpenPaper,
    *,
    overwrite: bool,
) -> Demo:
    day = round_.end
    root = desk.workspace.directory(day).tree.root.id
    forms: list[Path] = []
    for asked, where in (
        (FormsAsked(overwrite=overwrite), "登记表"),
        (FormsAsked(format="pdf", combine=True, overwrite=overwrite), "登记表PDF"),
    ):
        done = desk.exports.forms(round_, root, asked, folder / where, open_paper)
        forms.extend(done.files)
    table, book = folder / "统计表.xlsx", folder / "台账.xlsx"
    desk.statistics.export(round_, root, day, table, overwrite=overwrite)
    desk.exports.ledger(book, overwrite=overwrite)
    figures = desk.statistics.figures(round_, root, day)
    return Demo(desk.workspace.scheme.id, ledger, tuple(forms), (table, book), figures)
