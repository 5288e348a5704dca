"""Lists of promises as people keep them in Excel: their columns, and what stands in a row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.cycle.commitments import COMMITMENT_STATES, Commitment, CommitmentState
from app.domain.dates import from_day, parse_date

TITLE = "公开承诺"
PROMISER, PLACE, MATTER, MEASURE = "承诺人", "所在党组织", "承诺事项", "具体措施"
UNTIL, STATE, PROGRESS = "完成时限", "状态", "完成情况"
COLUMNS = (PROMISER, PLACE, MATTER, MEASURE, UNTIL, STATE, PROGRESS)
"""The columns that a list is written with and read by, in their order."""
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    PROMISER: ("承诺人", "姓名", "党员姓名", "承诺党员", "承诺人姓名", "承诺主体", "承诺单位"),
    PLACE: ("所在党组织", "党组织", "党组织名称", "所在党支部", "党支部", "所在支部", "支部"),
    MATTER: ("承诺事项", "承诺内容", "公开承诺", "公开承诺事项", "公开承诺内容", "事项"),
    MEASURE: ("具体措施", "措施", "落实措施", "工作措施", "主要措施"),
    UNTIL: ("完成时限", "时限", "完成时间", "完成期限", "兑现时限", "兑现时间", "期限"),
    STATE: ("状态", "兑现状态", "是否兑现", "完成状态"),
    PROGRESS: ("完成情况", "承诺完成情况", "兑现情况", "践诺情况", "落实情况", "进展情况"),
}
"""Each column with the headings that other lists give it."""
_STATES: Mapping[str, CommitmentState] = {
    **{word: state for state, word in COMMITMENT_STATES.items()},
    **dict.fromkeys(("未完成", "未启动", "待办"), CommitmentState.OPEN),
    **dict.fromkeys(("正在进行", "推进中", "在办", "长期坚持"), CommitmentState.UNDER_WAY),
    **dict.fromkeys(("完成", "已完成", "兑现", "是", "已办结"), CommitmentState.KEPT),
    **dict.fromkeys(("没有兑现", "否", "未能兑现"), CommitmentState.NOT_KEPT),
}
_LASTING = frozenset({"长期", "长期坚持", "经常", "经常性", "持续"})
_TILL = re.compile(r"(以前|之前|前|为止|止)$")
_AT_THE_END = re.compile(r"[底末]$")


@dataclass(frozen=True, slots=True)
class ListedCommitment:
    """One row of a list, in its own words."""

    place: str
    """Where it stands: 公开承诺 第 3 行."""
    cells: Mapping[str, str]
    """Column → text; a column that the list does not have is left out."""

    def text(self, column: str) -> str:
        """Return what stands in a column."""
        return self.cells.get(column, "")


def state_named(word: str) -> CommitmentState | None:
    """Return the state that a word in a list means, or None."""
    return _STATES.get("".join(word.split()).rstrip("。"))


def until_day(text: str) -> date | None:
    """Return the last day of a term as lists write it: 2010年12月底前; None: it has no end.

    Raises:
        Refusal: ``date.*``.
    """
    plain = "".join(text.split()).rstrip("。")
    if not plain or plain in _LASTING:
        return None
    return parse_date(_AT_THE_END.sub("", _TILL.sub("", plain))).last_day


def row_texts(commitment: Commitment, name: str, organization: str) -> tuple[str, ...]:
    """Return a promise as a row of a list, by ``COLUMNS``.

    Args:
        commitment: the promise.
        name: who made it.
        organization: where he belongs.
    """
    until = from_day(commitment.until).for_form if commitment.until is not None else ""
    state = COMMITMENT_STATES[commitment.standing]
    return (
        name,
        organization,
        commitment.matter,
        commitment.measure,
        until,
        state,
        commitment.progress,
    )
