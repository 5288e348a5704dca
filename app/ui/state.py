"""What title, status line and menus say about the open ledger."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ops.desk import Desk
    from app.ui.menus import Menus
    from app.ui.page import Scope

GAP = "　　"
LONG_PAST = 60
"""Nobody counts the days since a deadline that lies further back."""


def status_line(desk: "Desk", scope: "Scope") -> str:
    """Return unit, round, the days to the next deadline and the last backup in one line."""
    from app.ui.backing_up import last_backup_text

    workspace = desk.workspace
    unit = workspace.directory(workspace.today()).tree[scope.unit].name
    round_ = scope.round
    if round_ is None:
        return GAP.join((unit, "还没有点评轮次", last_backup_text(desk.backups)))
    span = f"{round_.name}（{round_.start:%Y.%m.%d}—{round_.end:%Y.%m.%d}）"
    due = desk.overview.deadline(round_)
    parts = [unit, span]
    if due is not None:
        parts.append(f"{due.deadline.what}：{days_left(due.days)}")
    return GAP.join((*parts, last_backup_text(desk.backups)))


def days_left(days: int) -> str:
    """Return how far off a deadline is, in words; negative: it has gone by."""
    if days < -LONG_PAST:
        return "已过"
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"已过 {-days} 天"


def describe_undo(desk: "Desk", menus: "Menus") -> None:
    """Let 撤销 and 重做 say what they would take back or do again."""
    for name, word, title in (
        ("undo", "撤销(&U)", desk.undo.undo_title),
        ("redo", "重做(&R)", desk.undo.redo_title),
    ):
        menus.actions[name].setText(f"{word}：{title}" if title else word)
        menus.actions[name].setEnabled(title is not None)
