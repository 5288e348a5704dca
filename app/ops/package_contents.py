"""What stands in the files of a package, read and found meant as it is meant."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.db.part_reader import (
    DataHead,
    FormRow,
    OfficeContent,
    data_head,
    office_content,
    unknown_forms,
)
from app.domain.errors.catalogue import refusal
from app.domain.handoff import PackageKind
from app.domain.part_schema import DATA_PART, DOWN_PART, FIGURES_PART, OFFICE_PART
from app.domain.submission import Down, Report, read_paper

if TYPE_CHECKING:
    from app.intake.packages import Package


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a package, as far as this program knows it."""

    head: DataHead | None = None
    """Of the records; None: there are none."""
    forms: tuple[FormRow, ...] = ()
    """Those whose edition is unknown here."""
    office: OfficeContent | None = None
    """Scheme, forms and tables from above; None where it comes from below."""
    down: Down | None = None
    report: Report | None = None


def contents_of(package: "Package", known_forms: AbstractSet[tuple[str, str]]) -> Contents:
    """Return what is in a package.

    Args:
        package: as it was read.
        known_forms: form and edition of those that are known here.

    Raises:
        Refusal: ``package.bad_data`` where something is not what it is said to be.
    """
    parts = package.parts
    is_down = package.manifest.kind is PackageKind.ISSUE
    name = ""
    try:
        name, data = DATA_PART, parts.get(DATA_PART)
        head = data_head(data) if data is not None else None
        name, kept = OFFICE_PART, parts.get(OFFICE_PART)
        forms = unknown_forms(kept, known_forms) if kept is not None else ()
        office = office_content(kept) if kept is not None and is_down else None
        name, paper = DOWN_PART, parts.get(DOWN_PART)
        down = read_paper(Down, paper) if paper is not None and is_down else None
        name, figures = FIGURES_PART, parts.get(FIGURES_PART)
        report = read_paper(Report, figures) if figures is not None and not is_down else None
    except ValueError as error:
        raise refusal("package.bad_data", str(package.path), part=name) from error
    return Contents(head, forms, office, down, report)
