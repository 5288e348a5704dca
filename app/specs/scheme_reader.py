"""scheme.toml to a Scheme: strict, all faults at once, each with file and key path."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from app.domain.coverage import MEASURES
from app.domain.cycle.assessed import AssessedKind
from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, Refusal, refuse_all
from app.domain.errors.system import reason_of
from app.domain.plain import from_plain
from app.domain.scheme import Finder, Item, ItemList, Scheme, TargetSet
from app.domain.words import TargetKind
from app.specs.raw_models import suggestion, validate
from app.specs.scale_reader import shipped_scales

SCHEME_FILE = "scheme.toml"
_WHOLE = 100
_FEWEST_GRADES, _MOST_GRADES = 2, 9
_GRADES = "应有 2 到 9 个等次，录入时一个等次一个数字键"
_WEIGHTS = "各类参评人员的权重 weight 合计应为 100，每一类都要写；合并计票的都不写"
_PER_CENT = "应为 0 到 100 的整数"
_SHARE = "应为两个整数，例如三分之一写 [1, 3]"
_WRONG_CLASS = "评议党员时应为 committee 或 members，评议党组织、班子、书记时应为 organizations"
_WRONG_ITEMS = "这张内容清单不是给这一类对象用的"

_Part = TypeVar("_Part")
_FILLED_FOR = {
    TargetSet.ORGANIZATIONS: TargetKind.ORGANIZATION,
    TargetSet.COMMITTEE: TargetKind.MEMBER,
    TargetSet.MEMBERS: TargetKind.MEMBER,
}
_GRADED_AS = {
    AssessedKind.ORGANIZATION: TargetKind.ORGANIZATION,
    AssessedKind.COLLECTIVE: TargetKind.ORGANIZATION,
    AssessedKind.SECRETARY: TargetKind.MEMBER,
    AssessedKind.MEMBER: TargetKind.MEMBER,
}
_WRONG_TARGET = {
    TargetKind.ORGANIZATION: "这张登记表填写党组织，而这条规则点评的是人",
    TargetKind.MEMBER: "这张登记表填写党员，而这条规则点评的是党组织",
}


def read_scheme(folder: Path) -> Scheme:
    """Read the scheme that stands in a folder.

    Raises:
        Refusal: with every fault of the file; nothing is half-read.
    """
    path = folder / SCHEME_FILE
    place = f"{folder.name}/{SCHEME_FILE}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise refusal("scheme.file_missing", str(folder), name=SCHEME_FILE) from error
    except OSError as error:
        raise refusal("file.unreadable", str(path), reason=reason_of(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refusal("scheme.syntax", place, reason=_reason(error)) from error
    checked, faults = validate(Scheme, data, place)
    if checked is None:
        raise Refusal(*faults)
    scheme = from_plain(Scheme, checked)
    refuse_all((*faults, *_inner_faults(scheme, folder, place)))
    return scheme


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "文件不是 UTF-8 编码"
    at_line = str(error).rpartition("(at ")[2].rstrip(")")
    line = at_line.replace("line ", "第 ").replace(", column ", " 行第 ")
    return f"{line} 列" if line[:1] == "第" else "文件到末尾还没有写完"


def _inner_faults(scheme: Scheme, folder: Path, place: str) -> Iterator[Fault]:
    """Faults that only show when the parts of a scheme are held against each other."""
    forms = [form.id for form in scheme.forms]
    modes = [mode.id for mode in scheme.modes]
    tables = [table.id for table in scheme.tables]
    lists = [items.id for items in scheme.items]
    for name, ids in (
        ("rules", [rule.id for rule in scheme.rules]),
        ("forms", forms),
        ("modes", modes),
        ("tables", tables),
        ("items", lists),
        ("steps", [step.id for step in scheme.steps]),
        ("deadlines", [deadline.id for deadline in scheme.deadlines]),
        ("assessments", [assessment.id for assessment in scheme.assessments]),
        ("scales", [scale.id for scale in scheme.scales]),
        ("guidance", [guidance.id for guidance in scheme.guidance]),
        ("requirements", [requirement.id for requirement in scheme.requirements]),
        *(level for i, each in _from_1(scheme.items) for level in _levels(f"items[{i}]", each)),
        *((f"forms[{i}].blocks", [b.id for b in each.blocks]) for i, each in _from_1(scheme.forms)),
        *((f"tables[{i}].tiers", [t.id for t in each.tiers]) for i, each in _from_1(scheme.tables)),
    ):
        yield from _doubles(ids, f"{place} {name}")
    for i, rule in _from_1(scheme.rules):
        where = f"{place} rules[{i}]"
        yield from _reference("form", rule.form, forms, where)
        form = scheme.form(rule.form)
        if form is not None and form.target is not _FILLED_FOR[rule.targets.of]:
            yield fault("scheme.value", where, key="form", reason=_WRONG_TARGET[form.target])
        yield from _reference("mode", rule.mode, ["", *modes], where)
        if not rule.reviewers:
            yield fault("scheme.key_missing", where, key="reviewers")
        for search in rule.reviewers:
            if search.find is Finder.BODY and not search.body:
                yield fault("scheme.key_missing", where, key="body")
    for i, form in _from_1(scheme.forms):
        where = f"{place} forms[{i}]"
        yield from _reference("items", form.items, ["", *lists], where)
        yield from _file(folder, form.file, where)
    for i, table in _from_1(scheme.tables):
        where = f"{place} tables[{i}]"
        yield from _file(folder, table.file, where)
        for measure in table.columns:
            yield from _reference("columns", measure, list(MEASURES), where)
    yield from _assessment_faults(scheme, lists, place)
    yield from _meeting_faults(scheme, place)
    for i, deadline in _from_1(scheme.deadlines):
        where = f"{place} deadlines[{i}]"
        yield from _reference("table", deadline.table, ["", *tables], where)
        for form_id in deadline.forms:
            yield from _reference("forms", form_id, forms, where)


def _meeting_faults(scheme: Scheme, place: str) -> Iterator[Fault]:
    share = scheme.meeting.least_share if scheme.meeting is not None else None
    if share is not None and not 0 < share[0] <= share[1]:
        yield fault("scheme.value", f"{place} meeting", key="least_share", reason=_SHARE)


def _assessment_faults(scheme: Scheme, lists: list[str], place: str) -> Iterator[Fault]:
    """Faults of who votes on whom: scales, items, weights, and classes that fit their targets."""
    scales = [*shipped_scales(), *(scale.id for scale in scheme.scales)]
    kinds = {items.id: items.target for items in scheme.items}
    for i, scale in _from_1(scheme.scales):
        labels = [grade.label for grade in scale.grades]
        yield from _doubles(labels, f"{place} scales[{i}].grades")
        if not _FEWEST_GRADES <= len(labels) <= _MOST_GRADES:
            yield fault("scheme.value", f"{place} scales[{i}]", key="grades", reason=_GRADES)
    for i, rule in _from_1(scheme.assessments):
        where = f"{place} assessments[{i}]"
        yield from _reference("scale", rule.scale, scales, where)
        for key in ("objects", "voters"):
            if not getattr(rule, key):
                yield fault("scheme.key_missing", where, key=key)
        weights = [voters.weight for voters in rule.voters]
        if any(weights) and (min(weights) <= 0 or sum(weights) != _WHOLE):
            yield fault("scheme.value", where, key="voters", reason=_WEIGHTS)
        if not 0 <= rule.least_participation <= _WHOLE:
            yield fault("scheme.value", where, key="least_participation", reason=_PER_CENT)
        if rule.best_share and not 0 < rule.best_share[0] <= rule.best_share[1]:
            yield fault("scheme.value", where, key="best_share", reason=_SHARE)
        for j, wanted in _from_1(rule.objects):
            inner = f"{where}.objects[{j}]"
            yield from _reference("items", wanted.items, ["", *lists], inner)
            of_people = wanted.kind is AssessedKind.MEMBER
            if of_people == (wanted.targets.of is TargetSet.ORGANIZATIONS):
                yield fault("scheme.value", f"{inner}.targets", key="of", reason=_WRONG_CLASS)
            of = kinds.get(wanted.items)
            if of is not None and of is not _GRADED_AS[wanted.kind]:
                yield fault("scheme.value", inner, key="items", reason=_WRONG_ITEMS)


def _from_1(parts: Iterable[_Part]) -> Iterator[tuple[int, _Part]]:
    """Number the parts as key paths do."""
    return enumerate(parts, 1)


def _levels(place: str, owner: Item | ItemList) -> Iterator[tuple[str, list[str]]]:
    """Give the ids of every level of content items, each with its key path."""
    if owner.items:
        yield f"{place}.items", [item.id for item in owner.items]
    for i, item in _from_1(owner.items):
        yield from _levels(f"{place}.items[{i}]", item)


def _doubles(ids: Iterable[str], where: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield fault("scheme.duplicate", where, value=each)
        seen.add(each)


def _reference(key: str, value: str, known: list[str], where: str) -> Iterator[Fault]:
    if value not in known:
        hint = suggestion(value, known)
        yield fault("scheme.reference", where, key=key, value=value, hint=hint)


def _file(folder: Path, name: str, where: str) -> Iterator[Fault]:
    if Path(name).name != name or not (folder / name).is_file():
        yield fault("scheme.file_missing", where, name=name)
