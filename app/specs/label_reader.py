"""Reads how the printed labels of forms are worded (``resources/intake/form_labels.toml``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app import paths


@dataclass(frozen=True)
class LabelBook:
    """Wordings of printed labels."""

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field key → the wordings seen for it."""
    others: tuple[str, ...] = ()
    """Labels that belong to no field of the forms at all (民族, 备注)."""


def read_labels(path: Path | None = None) -> LabelBook:
    """Return the wordings that ship with the program, or those of another file."""
    source = path or paths.resources() / "intake" / "form_labels.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    labels = {key: tuple(wordings) for key, wordings in raw["labels"].items()}
    return LabelBook(labels, tuple(raw["others"]["labels"]))
