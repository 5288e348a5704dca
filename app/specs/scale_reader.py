"""The scales that ship with the program."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app import paths
from app.domain.cycle.scales import Scale
from app.domain.errors.fault import Refusal
from app.domain.plain import from_plain
from app.specs.raw_models import validate

_FILE = "scales.toml"


@dataclass(frozen=True, slots=True)
class _Scales:
    scales: tuple[Scale, ...]


@cache
def shipped_scales() -> Mapping[str, Scale]:
    """Return the scales by their ids, in their order.

    Raises:
        Refusal: every fault of the file.
    """
    data = tomllib.loads((paths.resources() / _FILE).read_text(encoding="utf-8"))
    checked, faults = validate(_Scales, data, _FILE)
    if faults:
        raise Refusal(*faults)
    return {scale.id: scale for scale in from_plain(_Scales, checked).scales}
