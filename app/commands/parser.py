"""The words of the command line, their options, and argparse's own messages in Chinese."""

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from app.domain.dates import parse_day
from app.domain.errors.catalogue import refusal
from app.domain.errors.fault import Refusal
from app.domain.words import ORGANIZATION_KINDS, OrganizationKind, kind_from_name

_MESSAGES = (
    (r"the following arguments are required: (.+)", "缺少参数 {0}。"),
    (r"unrecognized arguments: (.+)", "不认识的参数 {0}。"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", "{0} 不能是 {1}，可填 {2}。"),
    (r"argument (.+): expected one argument", "{0} 后面缺少内容。"),
    (r"argument (.+): expected at least one argument", "{0} 后面缺少内容。"),
    (r"argument (.+): ignored explicit argument (.+)", "{0} 后面不能跟 {1}。"),
    (r"argument (.+): not allowed with argument (.+)", "{0} 不能与 {1} 同用。"),
    (r"ambiguous option: (.+) could match (.+)", "{0} 不明确，可能是 {1}。"),
    (r"argument (.+): (.+)", "{0}：{1}"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses in Chinese instead of leaving the program."""

    def __init__(
        self, prog: str | None = None, description: str | None = None, help: str | None = None
    ) -> None:
        """Replace the English help option."""
        del help
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        """Refuse with the message in Chinese."""
        raise refusal("command.usage", self.prog.partition(" ")[2], detail=_in_chinese(message))

    def format_help(self) -> str:
        """Return the help text with Chinese headings."""
        return super().format_help().replace("usage: ", "用法：", 1)


def _in_chinese(message: str) -> str:
    for pattern, sentence in _MESSAGES:
        found = re.fullmatch(pattern, message)
        if found:
            return sentence.format(*(part.replace("'", "") for part in found.groups()))
    return "无法识别。"


def path(text: str) -> Path:
    """Read the path of a file or folder; absolute, so that it means the same ever after."""
    return Path(text).absolute()


def day(text: str) -> date:
    """Read DATE: YYYY-MM-DD, or any way people write a day."""
    try:
        return parse_day(text)
    except Refusal as refused:
        raise argparse.ArgumentTypeError(refused.fault.message) from refused


def kind(text: str) -> OrganizationKind:
    """Read KIND: the code or the Chinese word of an organisation kind."""
    found = next((k for k in OrganizationKind if k.value == text), None) or kind_from_name(text)
    if found is None:
        words = "、".join(ORGANIZATION_KINDS.values())
        raise argparse.ArgumentTypeError(f"不认识的党组织类别“{text}”，可填：{words}。")
    return found


Option = tuple[Sequence[str], dict[str, object]]


def option(*names: str, **details: object) -> Option:
    """Return one option of a command, as argparse takes it."""
    return names, details


LEDGER = option("ledger", type=path, metavar="台账", help="台账文件（.ledger）")
ROUND = option("--round", metavar="轮次", help="点评轮次的名称；不写则为最近一轮")
UNDER = option("--under", metavar="党组织", help="只涉及这个党组织及其下级")
AS_OF = option("--as-of", metavar="日期", type=day, help="统计截止日")
OVERWRITE = option("--overwrite", action="store_true", help="覆盖已有的文件")
JSON = option("--json", action="store_true", help="在标准输出写一个 JSON 对象")


def out(what: str) -> Option:
    """Return the option for where to write."""
    return option("--out", required=True, type=path, metavar="位置", help=what)


def add(
    commands: "argparse._SubParsersAction[Parser]",
    name: str,
    text: str,
    run: Callable[..., object],
    *options: Option,
) -> None:
    """Add a command with its options."""
    parser = commands.add_parser(name, help=text, description=text)
    for names, details in (*options, JSON):
        parser.add_argument(*names, **details)  # type: ignore[arg-type]
    parser.set_defaults(run=run)
