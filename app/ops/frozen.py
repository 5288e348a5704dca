"""What was frozen with a submission, read back: its report, its table, the names behind it."""

import json
from collections.abc import Mapping

from app.domain.coverage_names import Counted, NameList
from app.domain.handoff_records import (
    PackageDirection,
    PackageRecord,
    PackageState,
    SubmissionRecord,
)
from app.domain.plain import from_plain
from app.domain.submission import Frozen, Submission
from app.ops.workspace import Workspace

FROZEN_NAMES = "sent/names.json"
"""As this the names behind the figures are kept beside a package that went up."""

Names = Mapping[str, NameList]
"""Measure → who is counted; who is not, is not kept."""


def frozen_of(kept: SubmissionRecord) -> Frozen:
    """Return what was frozen with a submission."""
    return from_plain(Frozen, kept.content)


def sent_package(workspace: Workspace, digest: str) -> PackageRecord | None:
    """Return the package that went out with this digest, or None."""
    sent = workspace.stores.handoff.packages(PackageDirection.OUT)
    return next((each for each in sent if each.manifest.digest == digest), None)


def view_of(kept: SubmissionRecord, package: PackageRecord | None) -> Submission:
    """Return a submission as the list of them shows it."""
    return Submission(
        id=kept.id,
        sequence=kept.sequence,
        digest=kept.digest,
        time=kept.time,
        report=frozen_of(kept).report,
        receipt=kept.receipt,
        file=package.file if package else "",
        package=package.id if package else 0,
        is_written=package is None or package.state is not PackageState.UNWRITTEN,
    )


# ---- the names behind the figures ------------------------------------------------------------


def frozen_names(workspace: Workspace, digest: str) -> Names:
    """Return who was counted in the submission with this digest; empty where none is kept."""
    package = sent_package(workspace, digest)
    content = workspace.stores.handoff.part(package.id, FROZEN_NAMES) if package else None
    return read_names(content) if content else {}


def names_bytes(names: Names) -> bytes:
    """Return who is counted as a file; each stands in it once."""
    places: dict[Counted, int] = {}
    counted = {
        measure: [places.setdefault(each, len(places)) for each in found.counted]
        for measure, found in names.items()
    }
    content = {"names": list(places), "counted": counted}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def read_names(content: bytes) -> Names:
    """Return what ``names_bytes`` wrote."""
    found = json.loads(content)
    names = [Counted(id_, name) for id_, name in found["names"]]
    return {
        measure: NameList(tuple(names[place] for place in places))
        for measure, places in found["counted"].items()
    }
