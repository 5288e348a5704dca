"""The command demo: the whole job on sample units of every scheme."""

import argparse

from app import paths
from app.commands import parser
from app.commands.outcome import Outcome
from app.commands.paper import open_paper
from app.commands.parser import Parser, add
from app.ops.demo import Demo, make_demos
from app.ops.office import Office


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    add(
        commands,
        "demo",
        "用示例单位把全部工作做一遍",
        demo,
        parser.out("放示例的文件夹"),
        parser.OVERWRITE,
    )


def demo(options: argparse.Namespace, office: Office) -> Outcome:
    """Do the whole job for every scheme; people and texts are invented."""
    from app.specs.sample_reader import read_sample

    words = read_sample(paths.resources() / "sample" / "sample.toml")
    made = make_demos(office, words, options.out, open_paper, overwrite=options.overwrite)
    lines = [f"{each.scheme}：{each.ledger.parent}" for each in made]
    return Outcome({"schemes": [_plain(each) for each in made]}, [*lines, "以上均为示例数据。"])


def _plain(made: Demo) -> dict[str, object]:
    return {
        "id": made.scheme,
        "ledger": str(made.ledger),
        "forms": [str(path) for path in made.forms],
        "tables": [str(path) for path in made.tables],
        "packages": [str(path) for path in made.packages],
        "figures": made.figures.measures(),
    }
