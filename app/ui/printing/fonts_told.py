"""Says once that other fonts stand in for those that the forms name."""

from typing import TYPE_CHECKING

from app.paper.fonts import substituted

if TYPE_CHECKING:
    from app.ui.settings import Settings

KEY = "fonts_told"
OFFICIAL = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体")
"""The fonts of official documents."""


def stand_ins(settings: "Settings") -> str:
    """Return the sentence about fonts that stand in, or nothing where it was said before.

    Args:
        settings: remember what was said; other fonts on the machine are told anew.
    """
    pairs = [list(pair) for pair in substituted(OFFICIAL)]
    if not pairs or settings.get(KEY) == pairs:
        return ""
    settings.set(KEY, pairs)
    wanted = "、".join(name for name, _ in pairs)
    used = "、".join(dict.fromkeys(name for _, name in pairs))
    return (
        f"本机没有字体{wanted}，预览、打印和 PDF 用{used}代替；"
        "导出的 Word 文件仍写原来的字体，在装有这些字体的电脑上打开就是原样。"
    )
