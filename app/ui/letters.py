"""The letters that press the buttons of a dialog together with Alt, the same in every dialog."""

import re

LETTERS = {
    "上报": "U",
    "下发": "D",
    "保存": "S",
    "关闭": "C",
    "取消": "C",
    "填写": "F",
    "完成": "F",
    "导入": "I",
    "处理冲突": "H",
    "存为": "D",
    "导出": "E",
    "打印": "P",
    "接收": "R",
    "新建": "N",
    "查验": "V",
    "添加": "A",
    "预览": "P",
}
USUAL = "O"
"""Of any other verb that a dialog is for, as of 确定."""
_LETTER = re.compile(r"\(&.\)")


def lettered(text: str) -> str:
    """Return what stands on a button, with the letter of its verb.

    Args:
        text: the verb, alone or followed by a space and a count: 下发, 下发 3 个.
    """
    letter = LETTERS.get(text.partition(" ")[0].rstrip("…"), USUAL)
    return f"{text.rstrip('…')}(&{letter}){'…' if text.endswith('…') else ''}"


def unlettered(text: str) -> str:
    """Return what stands on a button without its letter."""
    return _LETTER.sub("", text)
