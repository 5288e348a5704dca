"""The change log and the open questions as rows of Excel lists."""

from collections.abc import Iterator

from app.ops.history import HEADINGS, HistoryOps
from app.ops.workspace import Workspace

CHANGE_COLUMNS = ("序号", *HEADINGS)
QUESTION_COLUMNS = ("问题", "可选的回答", "涉及的行", "编号")
_LONGEST = 32_000
"""Characters; a cell of Excel holds no more than 32,767."""


def change_rows(workspace: Workspace) -> Iterator[dict[str, str]]:
    """Give a row for each line of the change log, oldest first: heading → text."""
    for line in HistoryOps(workspace).whole():
        texts = (str(line.sequence), *(text[:_LONGEST] for text in line.cells))
        yield dict(zip(CHANGE_COLUMNS, texts, strict=True))


def question_rows(workspace: Workspace) -> Iterator[dict[str, str]]:
    """Give a row for each question that still waits for an answer: heading → text."""
    for each in workspace.stores.questions.open():
        asked = each.question
        texts = (
            asked.message,
            "；".join(asked.options),
            "、".join(map(str, asked.rows)),
            asked.id,
        )
        yield dict(zip(QUESTION_COLUMNS, texts, strict=True))
