"""What the ops of 接收 tell, made by hand, so that every case can be shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.binding import SENDER
from app.domain.errors.catalogue import fault
from app.domain.handoff import Manifest, PackageKind, Resolve, RoundHead, Unit
from app.domain.ids import OrganizationId, QuestionId, RoundId
from app.domain.proposal import Question
from app.ops.changes import Changes, Topic, changed
from app.ops.history import HistoryLine
from app.ops.passphrases import Passphrases
from app.ops.reception import (
    Arrived,
    ArrivedStatus,
    ConflictView,
    JournalLine,
    Reception,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

DAY = date(2011, 1, 20)
EAST = Unit(OrganizationId("east"), "东山分局党委", ("示例市局", "东山分局党委"))


def manifest(unit: Unit = EAST, sequence: int = 2, **more: object) -> Manifest:
    round_ = RoundHead(RoundId("r"), "2010年下半年", date(2010, 7, 1), date(2010, 12, 31))
    made = Manifest(
        PackageKind.SUBMIT,
        "ledger",
        sequence,
        unit,
        "2011-01-20T09:00:00",
        "1",
        "s",
        "1",
        round_,
        DAY,
    )
    return replace(made, digest="9f3a07c2" * 8, **more)  # type: ignore[arg-type]


def arrived(status: ArrivedStatus, name: str, **more: object) -> Arrived:
    unit = Unit(OrganizationId(name), name, ("示例市局", name))
    told: dict[str, object] = {"manifest": manifest(unit), "unit": unit}
    return Arrived(Path(f"/u/{name}.dpbag"), status, **{**told, **more})  # type: ignore[arg-type]


def conflict(number: int, ours: str, theirs: str, **more: object) -> ConflictView:
    found = ConflictView(
        number,
        "member",
        "m1",
        "joined",
        "党员",
        "张三",
        "示例市局/东山分局党委/一支部",
        "入党时间",
        ours,
        theirs,
        7,
        EAST.name,
    )
    return replace(found, **more)  # type: ignore[arg-type]


QUESTION = Question(
    QuestionId("q"),
    SENDER,
    "“东山局党委”是本台账里的哪一个单位？",
    (),
    ("示例市局/东山分局党委", "作为新单位：示例市局/东山局党委"),
)
CONFLICTS = (
    conflict(1, "1999年7月1日", "1999年7月2日"),
    conflict(2, "", "科员", label="职务或职业"),
)
LOCKED = fault("package.passphrase_needed", "丙.dpbag")
BROKEN = fault("package.passphrase_needed", "丁.dpbag")
READY = arrived(
    ArrivedStatus.READY,
    "东山分局党委",
    new={"member": 3, "review": 2},
    changed={"member": 1},
    unchanged={"organization": 5, "member": 40},
    removed={"appointment": 1},
    conflicts=CONFLICTS,
    details=(
        HistoryLine(1, "", "党员", "李四", "职务或职业", "科员", "副主任科员", "", ""),
        HistoryLine(2, "", "登记表", "王五", "存在的问题", "", "每周学习次数偏少。", "", ""),
    ),
)


@dataclass
class Receiving:
    """Stands for ``ReceiveOps``; what it is asked is noted."""

    found: Callable[[Resolve, Collection[ArrivedStatus], Sequence[str]], Sequence[Arrived]]
    open: list[ConflictView] = field(default_factory=list)
    lines: tuple[JournalLine, ...] = ()
    answers: list[tuple[str, str]] = field(default_factory=list)
    kept_questions: bool = False
    settled: dict[int, Resolve] = field(default_factory=dict)
    applied: list[tuple[Resolve, frozenset[ArrivedStatus]]] = field(default_factory=list)

    def look(
        self,
        paths: Sequence[Path],
        passphrase: str | Passphrases = "",
        resolve: Resolve = Resolve.ASK,
        progress: object = None,
        accepted: Collection[ArrivedStatus] = (),
        *,
        keep_questions: bool = True,
    ) -> Reception:
        del paths, progress
        self.kept_questions |= keep_questions
        tried = passphrase.given if isinstance(passphrase, Passphrases) else (passphrase,)
        return Reception(tuple(self.found(resolve, accepted, tried)), ("示例市局/北川",))

    def answer(self, question: Question, option: str) -> Changes:
        self.answers.append((question.id, option))
        return changed(Topic.QUESTIONS, Topic.HANDOFF)

    def apply(
        self,
        paths: Sequence[Path],
        passphrase: str | Passphrases = "",
        resolve: Resolve = Resolve.ASK,
        accepted: Collection[ArrivedStatus] = (),
        progress: object = None,
    ) -> Reception:
        self.applied.append((resolve, frozenset(accepted)))
        seen = self.look(
            paths, passphrase, resolve, progress, accepted, keep_questions=False
        ).arrived
        done = tuple(
            replace(each, status=ArrivedStatus.APPLIED)
            if each.status is ArrivedStatus.READY
            else each
            for each in seen
        )
        return Reception(done, changes=changed(Topic.HANDOFF, Topic.STRUCTURE))

    def conflicts(self) -> tuple[ConflictView, ...]:
        return tuple(self.open)

    def journal(self) -> tuple[JournalLine, ...]:
        return self.lines

    def settle(self, conflict_ids: Collection[int], side: Resolve) -> Changes:
        self.settled.update(dict.fromkeys(conflict_ids, side))
        self.open = [each for each in self.open if each.id not in conflict_ids]
        return changed(Topic.HANDOFF)


def journal_line(**more: object) -> JournalLine:
    line = JournalLine(
        7,
        "in",
        PackageKind.SUBMIT,
        OrganizationId("east"),
        "示例市局/东山分局党委",
        2,
        "2010年下半年",
        "2011-01-20",
        "2011-01-21T10:11:12",
        "东山.dpbag",
        "applied",
        "9f3a07c2",
        "接收",
        "2011-01-21 接收东山分局党委上报的第 2 号数据包",
        0,
        True,
    )
    return replace(line, **more)  # type: ignore[arg-type]
