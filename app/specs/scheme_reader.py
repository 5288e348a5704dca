"""scheme.toml to a Scheme: strict, all faults at once, each with file and key path."""

import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from app.domain.errors.catalogue import fault, refusal
from app.domain.errors.fault import Fault, refuse_all
from app.domain.plain import from_plain
from app.domain.scheme import Finder, Scheme
from app.specs.raw_models import validate

SCHEME_FILE = "scheme.toml"


def read_scheme(folder: Path) -> Scheme:
    """Read the scheme that stands in a folder.

    Raises:
        Refusal: with every fault of the file; nothing is half-read.
    """
    path = folder / SCHEME_FILE
    place = f"{folder.name}/{SCHEME_FILE}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise refusal("scheme.file_missing", str(folder), name=SCHEME_FILE) from error
    except OSError as error:
        raise refusal("file.unreadable", str(path), reason=error.strerror or "") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refusal("scheme.syntax", place, reason=_reason(error)) from error
    checked, faults = validate(Scheme, data, place)
    refuse_all(faults)
    scheme = from_plain(Scheme, checked)
    refuse_all(_inner_faults(scheme, folder, place))
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
        ("deadlines", [deadline.id for deadline in scheme.deadlines]),
        ("requirements", [requirement.id for requirement in scheme.requirements]),
    ):
        yield from _doubles(ids, f"{place} {name}")
    for i, rule in enumerate(scheme.rules, 1):
        where = f"{place} rules[{i}]"
        yield from _reference("form", rule.form, forms, where)
        yield from _reference("mode", rule.mode, ["", *modes], where)
        if not rule.reviewers:
            yield fault("scheme.key_missing", where, key="reviewers")
        for search in rule.reviewers:
            if search.find is Finder.BODY and not search.body:
                yield fault("scheme.key_missing", where, key="body")
    for i, form in enumerate(scheme.forms, 1):
        where = f"{place} forms[{i}]"
        yield from _reference("items", form.items, ["", *lists], where)
        yield from _file(folder, form.file, where)
    for i, table in enumerate(scheme.tables, 1):
        yield from _file(folder, table.file, f"{place} tables[{i}]")
    for i, deadline in enumerate(scheme.deadlines, 1):
        where = f"{place} deadlines[{i}]"
        yield from _reference("table", deadline.table, ["", *tables], where)
        for form_id in deadline.forms:
            yield from _reference("forms", form_id, forms, where)


def _doubles(ids: Iterable[str], where: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield fault("scheme.duplicate", where, value=each)
        seen.add(each)


def _reference(key: str, value: str, known: list[str], where: str) -> Iterator[Fault]:
    if value not in known:
        near = get_close_matches(value, known, n=1, cutoff=0.5)
        hint = f"是否想写“{near[0]}”？" if near else f"可填：{'、'.join(filter(None, known))}。"
        yield fault("scheme.reference", where, key=key, value=value, hint=hint)


def _file(folder: Path, name: str, where: str) -> Iterator[Fault]:
    if Path(name).name != name or not (folder / name).is_file():
        yield fault("scheme.file_missing", where, name=name)
