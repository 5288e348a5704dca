"""Commands that change the structure or a task, each with its day or its reason."""

import argparse
from datetime import date

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.domain.errors.catalogue import refusal
from app.domain.ids import PersonId, TaskId
from app.ops.desk import Desk
from app.ops.office import Office

_ORGANIZATION = option("organization", metavar="党组织", help="名称、完整路径或编号")
_DAY = option("--date", required=True, type=parser.day, metavar="日期", help="从哪一天起")
_TASK = option("task", metavar="任务", help="任务编号，见 tasks --json")
_REASON = option("--reason", required=True, metavar="原因", help="写明原因")


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands."""
    ledger = parser.LEDGER
    new_name = option("--name", required=True, metavar="名称", help="新名称")
    below = option("--parent", required=True, metavar="党组织", help="新的上级党组织")
    heir = option("--heir", required=True, metavar="党组织", help="接收党员和下级的党组织")
    into = option("--into", required=True, metavar="党组织", help="并入哪个党组织")
    several = option("organizations", nargs="+", metavar="党组织", help="要合并的党组织")
    reviewers = option("--reviewer", required=True, nargs="+", metavar="姓名", help="改由谁点评")
    add(commands, "rename", "党组织更名", rename, ledger, _ORGANIZATION, new_name, _DAY)
    add(commands, "move", "党组织迁移", move, ledger, _ORGANIZATION, below, _DAY)
    add(commands, "dissolve", "党组织撤销", dissolve, ledger, _ORGANIZATION, heir, _DAY)
    add(commands, "merge", "党组织合并", merge, ledger, several, into, _DAY)
    people = option("--member", required=True, nargs="+", metavar="姓名", help="哪些党员")
    target = option("--to", required=True, metavar="党组织", help="转到哪个党组织")
    add(commands, "split", "党组织拆分", split, ledger, _ORGANIZATION, new_name, people, _DAY)
    add(commands, "transfer", "转接组织关系", transfer, ledger, people, target, _DAY)
    add(commands, "exempt", "免点评", exempt, ledger, _TASK, _REASON)
    add(commands, "assign", "改派点评人", assign, ledger, _TASK, reviewers, _REASON)


def rename(options: argparse.Namespace, office: Office) -> Outcome:
    """Give an organisation another name."""
    with office.open(options.ledger) as desk:
        place = desk.workspace.organization(options.organization, options.date)
        desk.structure.rename(place.id, options.name, options.date)
    return _changed(f"{place.name} 更名为 {options.name}", options.date)


def move(options: argparse.Namespace, office: Office) -> Outcome:
    """Put an organisation below another."""
    with office.open(options.ledger) as desk:
        place = desk.workspace.organization(options.organization, options.date)
        parent = desk.workspace.organization(options.parent, options.date)
        desk.structure.move(place.id, parent.id, options.date)
    return _changed(f"{place.name} 迁到 {parent.name} 下", options.date)


def dissolve(options: argparse.Namespace, office: Office) -> Outcome:
    """End an organisation."""
    with office.open(options.ledger) as desk:
        place = desk.workspace.organization(options.organization, options.date)
        heir = desk.workspace.organization(options.heir, options.date)
        desk.structure.dissolve(place.id, heir.id, options.date)
    return _changed(f"{place.name} 撤销，党员和下级转到 {heir.name}", options.date)


def merge(options: argparse.Namespace, office: Office) -> Outcome:
    """Let organisations go up in another."""
    with office.open(options.ledger) as desk:
        find = desk.workspace.organization
        places = [find(name, options.date) for name in options.organizations]
        into = find(options.into, options.date)
        desk.structure.merge([place.id for place in places], into.id, options.date)
    names = "、".join(place.name for place in places)
    return _changed(f"{names} 并入 {into.name}", options.date)


def split(options: argparse.Namespace, office: Office) -> Outcome:
    """Take a new organisation with some of the members out of another."""
    with office.open(options.ledger) as desk:
        place = desk.workspace.organization(options.organization, options.date)
        persons = [_person(desk, name) for name in options.member]
        desk.structure.split(place.id, [(options.name, persons)], options.date)
    return _changed(f"{place.name} 分出 {options.name}", options.date)


def transfer(options: argparse.Namespace, office: Office) -> Outcome:
    """Move members to another branch."""
    with office.open(options.ledger) as desk:
        place = desk.workspace.organization(options.to, options.date)
        persons = [_person(desk, name) for name in options.member]
        desk.structure.transfer(persons, place.id, options.date)
    return _changed(f"{'、'.join(options.member)} 转到 {place.name}", options.date)


def exempt(options: argparse.Namespace, office: Office) -> Outcome:
    """Mark a task as 免点评."""
    with office.open(options.ledger) as desk:
        desk.tasks.exempt(TaskId(options.task), options.reason)
    return Outcome({"task": options.task, "reason": options.reason}, ["已登记免点评。"])


def assign(options: argparse.Namespace, office: Office) -> Outcome:
    """Give a task to other reviewers."""
    with office.open(options.ledger) as desk:
        persons = [_person(desk, name) for name in options.reviewer]
        task, _ = desk.tasks.assign(TaskId(options.task), persons, options.reason)
    return Outcome(
        {"task": task.id, "reviewer": "、".join(options.reviewer), "reason": options.reason},
        ["已改派，重新生成任务时保留。"],
    )


def _person(desk: Desk, name: str) -> PersonId:
    """Return the only person of this name.

    Raises:
        Refusal: ``person.unknown`` or ``person.ambiguous``.
    """
    found = [person for person in desk.workspace.records.persons if person.name == name]
    if not found:
        raise refusal("person.unknown", name=name)
    if len(found) > 1:
        raise refusal("person.ambiguous", name=name, count=len(found))
    return found[0].id


def _changed(what: str, day: date) -> Outcome:
    return Outcome({"changed": what, "date": day.isoformat()}, [f"自 {day} 起：{what}。"])
