"""Files that are kept in the ledger: 附页 of forms, evidence, photos."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from app.domain.cycle.annexes import Annex
from app.domain.cycle.record import Attachment, Record
from app.domain.errors.catalogue import refusal
from app.domain.errors.system import reason_of
from app.domain.ids import RecordId, ReviewId
from app.ops.changes import Changes, Topic, changed
from app.ops.cycle_ops import CycleOps

R = TypeVar("R", bound=Record)
MOST_BYTES = 50 << 20
"""A larger file does not belong into a ledger that travels on a stick."""
KINDS = (".docx", ".doc", ".pdf", ".xlsx", ".xls", ".jpg", ".jpeg", ".png", ".txt")
"""What can be kept: documents and pictures; nothing that a machine would run."""


class AnnexOps(CycleOps):
    """What a user can do with files in the ledger."""

    def of_review(self, review_id: ReviewId) -> tuple[Annex, ...]:
        """Return the 附页 of a form."""
        return self._store.of_review(Annex, review_id)

    def add(self, review_id: ReviewId, title: str, paths: Sequence[Path]) -> Changes:
        """Keep files with a form.

        Args:
            review_id: the record of the form.
            title: what they are: 前段小结 …
            paths: the files; they stay where they are.

        Raises:
            Refusal: ``review.unknown``, ``attachment.*``, ``file.*``; nothing is kept then.
        """
        review = self._workspace.stores.reviews.get(review_id)
        if review is None:
            raise refusal("review.unknown")
        with self._workspace.transaction("添加附页"):
            self._store.save(
                [
                    Annex(
                        id=RecordId(self._workspace.new_id()),
                        organization_id=review.organization_id,
                        round_id=review.round_id,
                        review_id=review.id,
                        target=review.target,
                        day=self._workspace.today(),
                        title=title,
                        attachments=tuple(map(self._kept, paths)),
                    )
                ]
            )
        return changed(Topic.CYCLE)

    def attach(self, record: R, paths: Sequence[Path]) -> R:
        """Keep files for a record of the cycle, and return it with them; save it afterwards.

        Raises:
            Refusal: ``attachment.*``, ``file.*``.
        """
        with self._workspace.transaction("添加附件"):
            kept = tuple(map(self._kept, paths))
        return replace(record, attachments=(*record.attachments, *kept))

    def keep_with(self, record_id: RecordId, paths: Sequence[Path]) -> Changes:
        """Keep files with a record that is in the ledger: evidence, photos.

        Raises:
            Refusal: ``record.unknown``, ``attachment.*``, ``file.*``; nothing is kept then.
        """
        with self._workspace.transaction("添加附件"):
            kept = tuple(map(self._kept, paths))
            record = self._record(record_id)
            self._store.save([replace(record, attachments=(*record.attachments, *kept))])
        return changed(Topic.CYCLE)

    def take_off(self, record_id: RecordId, attachments: Collection[Attachment]) -> Changes:
        """Take files away from a record.

        Raises:
            Refusal: ``record.unknown``.
        """
        record = self._record(record_id)
        left = tuple(each for each in record.attachments if each not in attachments)
        return self._save("删除附件", [replace(record, attachments=left)])

    def _record(self, record_id: RecordId) -> Record:
        record = self._store.get(record_id)
        if record is None:
            raise refusal("record.unknown")
        return record

    def remove(self, annex_id: RecordId) -> Changes:
        """Take the 附页 away from its form."""
        return self._remove("删除附页", [annex_id])

    def take_out(self, annex: Annex, attachment: Attachment) -> Changes:
        """Take one file away from a form; the 附页 goes with the last of its files."""
        left = tuple(each for each in annex.attachments if each != attachment)
        if left:
            return self._save("删除附页", [replace(annex, attachments=left)])
        return self.remove(annex.id)

    def content(self, attachment: Attachment) -> bytes:
        """Return a file as it was kept, its digest checked.

        Raises:
            Refusal: ``attachment.missing``, ``attachment.damaged``.
        """
        found = self._store.file(attachment)
        if found is None:
            raise refusal("attachment.missing", attachment.name)
        if hashlib.sha256(found).hexdigest() != attachment.sha256:
            raise refusal("attachment.damaged", attachment.name)
        return found

    def write(self, attachment: Attachment, path: Path, *, overwrite: bool = False) -> None:
        """Write a kept file where the user wants it.

        Raises:
            Refusal: as ``content``, and ``file.*``.
        """
        from app.export.files import write_new

        self._workspace.refuse_own_files(path)
        write_new(path, self.content(attachment), overwrite=overwrite)

    def _kept(self, path: Path) -> Attachment:
        if path.suffix.lower() not in KINDS:
            kinds = "、".join(kind.lstrip(".") for kind in KINDS)
            raise refusal("attachment.kind", str(path), kinds=kinds)
        try:
            size = path.stat().st_size
            if size > MOST_BYTES:
                raise refusal("attachment.large", str(path), most=MOST_BYTES >> 20)
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise refusal("file.missing", str(path)) from error
        except OSError as error:
            raise refusal("file.unreadable", str(path), reason=reason_of(error)) from error
        return self._store.keep_file(path.name, content)
