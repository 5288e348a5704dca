"""What is said of the rows that were entered, and of the new ledger."""

from app.domain.proposal import SheetKind
from app.ops.first_run import REJECTS, Choices, Outcome

_LISTS = {SheetKind.ORGANIZATIONS: "党组织名单", SheetKind.MEMBERS: "党员名单"}
_MOST = 4


def said_of(outcome: Outcome, *, questions: bool) -> list[str]:
    """Return one sentence, with the name of its list, for every row that was not taken in.

    Args:
        outcome: what became of the lists.
        questions: those that wait for an answer; else those that were rejected.
    """
    return [
        f"{_LISTS.get(sheet.table.kind, '')}{_said(told.message, typed=not sheet.table.file)}"
        for proposal in outcome.proposals
        for sheet in proposal.sheets
        for told in (sheet.questions if questions else sheet.rejected)
    ]


def _said(message: str, *, typed: bool) -> str:
    """Return a sentence; what was typed is mended in its place, not imported again."""
    return message.replace("后重新导入", "") if typed else message


def first_of(said: list[str]) -> list[str]:
    """Return as many as there is room for, and how many more there are."""
    more = [f"……另有 {len(said) - _MOST} 处。"] if len(said) > _MOST else []
    return said[:_MOST] + more


def summary(choices: Choices, outcome: Outcome, planned: tuple[int, int]) -> str:
    """Return what stands in the new ledger, in sentences."""
    tasks, gaps = planned
    lines = [
        f"单位：{choices.unit}",
        f"党组织：{outcome.organizations} 个（含本单位）",
        f"党员：{outcome.members} 名",
        f"点评任务：{tasks} 项" + (f"，另有 {gaps} 项缺点评人" if gaps else ""),
    ]
    questions, rejected = said_of(outcome, questions=True), said_of(outcome, questions=False)
    if questions:
        lines.append(f"有 {len(questions)} 处需要确认，打开台账后在“文件 → 待确认”中回答。")
    if rejected:
        lines.append(f"有 {len(rejected)} 处没有读入，台账里没有（按“上一步”可以回去改）：")
        lines += first_of(["　" + line for line in rejected])
        lines.append(
            f"按“完成”时，没有读入的行和原因存到台账旁边的“{REJECTS}”，改好后用“文件 → 导入”读入。"
        )
    return "\n".join(lines)


def troubles(outcome: Outcome) -> str:
    """Return what was not taken in, in sentences; empty where everything was."""
    said = said_of(outcome, questions=False) + said_of(outcome, questions=True)
    if not said:
        return ""
    asked = "改正后按“下一步”；或者不改，再按一次“下一步”先跳过。"
    return "\n".join([*first_of(said), asked])
