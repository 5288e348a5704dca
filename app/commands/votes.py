"""The command tally: percentages of a vote, without a ledger."""

import argparse
import re

from app.commands.outcome import Outcome
from app.commands.parser import Parser, add, option
from app.domain.cycle.scales import ROUNDINGS, Rounding, percentages, satisfaction
from app.domain.errors.catalogue import refusal
from app.ops.office import Office


def register(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    add(
        commands,
        "tally",
        "计算得票百分比",
        tally,
        option("--counts", required=True, metavar="票数", help="各等次的票数，例如 134,4,3"),
        option(
            "--rounding",
            choices=[rounding.value for rounding in Rounding],
            default=Rounding.PLAIN.value,
            metavar="取舍",
            help="、".join(f"{rounding.value} {word}" for rounding, word in ROUNDINGS.items()),
        ),
        option("--scale", metavar="等次", help="评价等次的编号；写了就算满意率"),
    )


def tally(options: argparse.Namespace, office: Office) -> Outcome:
    """Turn counts into percentages; the base is their sum."""
    counts = _counts(options.counts)
    shares = percentages(counts, Rounding(options.rounding))
    satisfied = None
    if options.scale is not None:
        satisfied = f"{satisfaction(counts, office.scale(options.scale)):.2f}"
    texts = [f"{share:.2f}" for share in shares]
    lines = [f"{count} 票，{text}%" for count, text in zip(counts, texts, strict=True)]
    lines += [f"满意率 {satisfied}%"] if satisfied is not None else []
    return Outcome({"percentages": texts, "satisfied": satisfied}, lines)


def _counts(text: str) -> list[int]:
    parts = [part.strip() for part in re.split("[,，]", text)]
    if not all(re.fullmatch("-?[0-9]{1,12}", part) for part in parts):
        raise refusal("vote.counts", text=text)
    return [int(part) for part in parts]
