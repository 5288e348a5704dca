"""Commands about the work itself: open-round, tasks."""

import argparse

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.ops.office import Office
from app.ops.tasks import TASK_STATES, GapRow, TaskRow, TaskState


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands."""
    add(
        commands,
        "open-round",
        "开设点评轮次，生成点评任务",
        open_round,
        parser.LEDGER,
        option("--name", required=True, metavar="名称", help="例如 2010年下半年"),
        option("--start", required=True, type=parser.day, metavar="日期", help="第一天"),
        option("--end", required=True, type=parser.day, metavar="日期", help="最后一天"),
    )
    add(
        commands,
        "tasks",
        "谁点评谁",
        tasks,
        parser.LEDGER,
        parser.ROUND,
        parser.UNDER,
        option(
            "--state",
            choices=[state.value for state in TaskState],
            metavar="状态",
            help="open 未点评、done 已点评、exempt 免点评、gap 缺点评人",
        ),
    )


def open_round(options: argparse.Namespace, office: Office) -> Outcome:
    """Open a round."""
    with office.open(options.ledger) as desk:
        opened = desk.rounds.open(options.name, options.start, options.end)
    found = opened.plan
    return Outcome(
        {"round": opened.round.name, "tasks": len(found.tasks), "gaps": len(found.gaps)},
        [f"已开设轮次“{opened.round.name}”：任务 {len(found.tasks)} 项，缺口 {len(found.gaps)} 处"],
        attention=bool(found.gaps),
    )


def tasks(options: argparse.Namespace, office: Office) -> Outcome:
    """List tasks and gaps."""
    with office.open(options.ledger) as desk:
        workspace = desk.workspace
        round_ = workspace.round(options.round)
        day = workspace.day_of(round_)
        under = workspace.organization(options.under, day).id if options.under else None
        state = TaskState(options.state) if options.state else None
        found = desk.tasks.list(round_, under, state)
        directory = workspace.directory(day)
        data = {
            "tasks": [_task(row) for row in found.rows],
            "gaps": [_gap(row) for row in found.gaps],
            "vacancies": [directory.tree[o].name for o in found.plan.vacancies],
            "idle_reviewers": [directory.name(p) for p in found.plan.idle],
        }
    lines = [
        f"{r.reviewer} → {r.target}（{r.organization}）{TASK_STATES[r.state]}" for r in found.rows
    ]
    lines += [f"缺点评人：{g.target}，{g.reason}" for g in found.gaps]
    return Outcome(data, lines, attention=bool(found.gaps))


def _task(row: TaskRow) -> dict[str, object]:
    task = row.task
    return {
        "id": task.id,
        "rules": list(task.rules),
        "form": task.form,
        "reviewer": row.reviewer,
        "reviewer_kind": task.reviewer_kind,
        "target_kind": task.target.kind,
        "target": row.target,
        "organization": row.organization,
        "state": row.state,
    }


def _gap(row: GapRow) -> dict[str, object]:
    return {
        "rule": row.gap.rule,
        "target_kind": row.gap.target.kind,
        "target": row.target,
        "organization": row.organization,
        "reason": row.reason,
    }
