"""What the cards of 下一步 say about steps and deadlines."""

from app.domain.dates import from_day
from app.domain.scheme import Deadline
from app.ops.overview import DueDate, Step, StepKind
from app.ui.state import LONG_PAST
from app.ui.step_card import CardText

SOON_DAYS = 7

_TITLES = {
    StepKind.GAPS: ("缺点评人", "没有找到可以点评的领导，请指定", "去指定", "alarm"),
    StepKind.SENT_BACK: ("上级退回", "请按退回意见改正，再上报", "去改正", "alarm"),
    StepKind.CONFLICTS: ("待处理冲突", "两边都改过，请决定用哪一边", "去处理", "alarm"),
    StepKind.OPEN: ("未点评", "", "去填写", "work"),
    StepKind.DRAFTS: ("记录未完成", "已开始填写，还没有达到“已点评”", "去完成", "work"),
    StepKind.LACKING: ("登记表缺项", "已点评，但缺少必填内容", "去补填", "warning"),
    StepKind.RECTIFICATION: ("待整改", "写了存在的问题，整改落实还空着", "去列出", "warning"),
    StepKind.MENDING: ("整改未完成", "逐项落实，完成后销号", "去整改", "work"),
    StepKind.POSTINGS: ("公示待办", "公示期满未办结，或有反馈没有处理", "去处理", "warning"),
    StepKind.VACANCIES: ("书记空缺", "请补录书记，或确认确实空缺", "去查看", "warning"),
    StepKind.QUESTIONS: ("待确认问题", "导入、接收时留下的问题，请逐条回答", "去确认", "warning"),
    StepKind.OVERDUE: ("超过规定间隔", "上次点评太早，或从未点评", "去查看", "warning"),
    StepKind.UNREPORTED: ("未报单位", "还没有收到数据包或报表数", "去查看", "warning"),
}
"""Title, detail, verb, tone."""

NOTHING_LEFT = CardText("✓", "没有要做的事了", "本轮点评已经全部完成", "看统计表", "done")
STILL_LOOKING = "正在核对登记表…"


def step_text(step: Step) -> CardText:
    """Return what the card of a step says."""
    title, detail, verb, tone = _TITLES[step.kind]
    if step.kind is StepKind.OPEN:
        detail = _parts(step)
    if step.late or step.soon:
        detail, tone = _pressing(step), "alarm" if step.late else "warning"
    if step.until is not None:
        detail = f"应在{from_day(step.until).for_form}前上报"
    return CardText(str(step.count), title, detail, verb, tone)


def _parts(step: Step) -> str:
    parts = [("党组织", step.organizations), ("党员", step.members)]
    return "，".join(f"{word} {count} 项" for word, count in parts if count)


def _pressing(step: Step) -> str:
    parts = [("逾期", step.late), ("快到期", step.soon)]
    return "，".join(f"{word} {count} 项" for word, count in parts if count)


def deadline_text(due: DueDate) -> CardText:
    """Return what the card of a deadline says."""
    deadline = due.deadline
    to = f"，{told}" if (told := whom_text(deadline)) else ""
    verb = ""
    if deadline.table:
        verb = "统计表"
    elif deadline.forms or deadline.filing:
        verb = "导出"
    detail = f"{from_day(deadline.date).for_form}前{to}"
    return CardText(days_text(due.days), deadline.what, detail, verb, _tone(due.days))


def whom_text(deadline: Deadline) -> str:
    """Return to whom something is reported, or whom the deadline binds; empty: nobody is named."""
    reported = bool(deadline.table or deadline.forms or deadline.filing)
    return f"{'报' * reported}{deadline.to}" if deadline.to else ""


def days_text(days: int) -> str:
    """Return how many days are left, or have gone by."""
    if days < -LONG_PAST:
        return "已过"
    if days == 0:
        return "今天"
    return f"{days} 天" if days > 0 else f"过 {-days} 天"


def _tone(days: int) -> str:
    if days < 0:
        return "past"
    return "alarm" if days <= SOON_DAYS else "work"
