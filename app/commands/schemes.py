"""Commands about schemes: list, compare, copy, pack, unpack."""

import argparse
from pathlib import Path

from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.domain.scheme import Scheme
from app.ops.office import Office

_SCHEME = option("scheme", metavar="方案", help="方案编号，或方案文件夹的路径")


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the commands."""
    add(commands, "schemes", "列出点评方案", schemes)
    add(
        commands,
        "scheme-diff",
        "比较两个点评方案",
        compare,
        option("old", metavar="方案", help="原方案"),
        option("new", metavar="方案", help="另一个方案"),
    )
    add(
        commands,
        "scheme-copy",
        "复制点评方案，供修改",
        copy,
        _SCHEME,
        parser.out("放新方案文件夹的位置"),
        option("--id", required=True, metavar="编号", help="新方案的编号"),
        option("--title", required=True, metavar="名称", help="新方案的名称"),
    )
    add(
        commands,
        "scheme-export",
        "把点评方案导出为一个文件",
        pack,
        _SCHEME,
        parser.out("方案包（.dpscheme）"),
        parser.OVERWRITE,
    )
    add(
        commands,
        "scheme-import",
        "导入点评方案包",
        unpack,
        option("file", metavar="方案包", help="方案包（.dpscheme）"),
        parser.out("放方案文件夹的位置"),
    )
    add(
        commands,
        "renew-scheme",
        "更新台账的方案；已有的记录仍用原表样",
        renew,
        parser.LEDGER,
        option("--scheme", required=True, metavar="方案", help="方案编号，或方案文件夹的路径"),
    )


def renew(options: argparse.Namespace, office: Office) -> Outcome:
    """Renew the scheme of a ledger."""
    loaded = office.load_scheme(options.scheme)
    with office.open(options.ledger) as desk:
        renewed = desk.schemes.renew(loaded)
        titles = [desk.workspace.forms[form].title for form in renewed.forms]
    return Outcome(
        {
            "ledger": str(options.ledger),
            "scheme": loaded.scheme.id,
            "forms": list(renewed.forms),
        },
        [f"已更新方案：{loaded.scheme.title}"]
        + [f"启用新表样：{title}（已有的记录仍用原表样）" for title in titles],
    )


def schemes(_: argparse.Namespace, office: Office) -> Outcome:
    """List the schemes."""
    found = office.schemes()
    return Outcome(
        {"schemes": [_plain(scheme) for scheme in found]},
        [f"{scheme.id}  {scheme.title}" for scheme in found],
    )


def _plain(scheme: Scheme) -> dict[str, object]:
    return {
        "id": scheme.id,
        "title": scheme.title,
        "issuer": scheme.issuer,
        "document": scheme.document,
        "period": scheme.period,
        "forms": [{"id": f.id, "title": f.title, "target": f.target} for f in scheme.forms],
        "tables": [{"id": t.id, "title": t.title} for t in scheme.tables],
        "rules": [{"id": r.id, "text": r.text} for r in scheme.rules],
        "deadlines": [
            {"what": d.what, "to": d.to, "date": d.date.isoformat()} for d in scheme.deadlines
        ],
    }


def compare(options: argparse.Namespace, office: Office) -> Outcome:
    """Show where two schemes differ."""
    found = office.compare_schemes(options.old, options.new)
    return Outcome(
        {"differences": [{"path": d.path, "old": d.old, "new": d.new} for d in found]},
        [f"{d.path}：{d.old or '（无）'} → {d.new or '（无）'}" for d in found]
        or ["两个方案相同。"],
    )


def copy(options: argparse.Namespace, office: Office) -> Outcome:
    """Copy a scheme."""
    folder = office.copy_scheme(options.scheme, Path(options.out), options.id, options.title)
    return Outcome({"folder": str(folder.resolve())}, [f"已复制到 {folder}"])


def pack(options: argparse.Namespace, office: Office) -> Outcome:
    """Write a scheme as one file."""
    out = Path(options.out)
    office.pack_scheme(options.scheme, out, overwrite=options.overwrite)
    return Outcome({"file": str(out.resolve())}, [f"已导出方案：{out}"])


def unpack(options: argparse.Namespace, office: Office) -> Outcome:
    """Unpack a scheme."""
    folder = office.unpack_scheme(Path(options.file), Path(options.out))
    return Outcome(
        {"folder": str(folder.resolve())},
        [f"已导入到 {folder}；新建台账时方案写这个路径。"],
    )
