"""Every key that does something, from the menu table and from the widgets that have their own."""

from dataclasses import dataclass

from app.ui.menus import MENUS
from app.ui.paper_form.form_frame import BUTTONS, SHORTCUTS


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key, what it does, and where."""

    keys: str
    does: str
    where: str


FORM_WORDS = {
    **{name: text for name, text, _ in BUTTONS},
    "side": "显示或收起侧栏",
    "phrases": "打开常用语",
    "keep_phrase": "把选中的文字收为常用语",
}
FORM, TREE, TABLE, PREVIEW, EVERYWHERE = "登记表", "党组织树", "各种表格", "打印预览", "各处"
OTHERS = (
    Shortcut("Tab、回车", "到下一格", FORM),
    Shortcut("Shift+Tab", "到上一格", FORM),
    Shortcut("F4、Alt+↓", "打开日历或名单", FORM),
    Shortcut("Esc", "关闭，有改动时先问是否保存", FORM),
    Shortcut("回车", "找下一个（在查找格里）", TREE),
    Shortcut("F3", "找下一个", TREE),
    Shortcut("Shift+F3", "找上一个", TREE),
    Shortcut("→、←", "展开、收起", TREE),
    Shortcut("回车", "打开所选的一行", TABLE),
    Shortcut("Ctrl+C", "复制所选的行，可粘贴到 Word 和 Excel", TABLE),
    Shortcut("Ctrl+A", "全选", TABLE),
    Shortcut("Shift+F10", "打开右键菜单", TABLE),
    Shortcut("Ctrl+P", "打印全部页", PREVIEW),
    Shortcut("Ctrl+S", "存为 PDF", PREVIEW),
    Shortcut("Ctrl++、Ctrl+-", "放大、缩小", PREVIEW),
    Shortcut("F1", "看这里的说明", EVERYWHERE),
    Shortcut("Alt+字母", "打开菜单，字母写在菜单后面的括号里", EVERYWHERE),
    Shortcut("Esc", "关闭对话框", EVERYWHERE),
)
"""Keys that widgets know by themselves."""

_WORDS = {"Return": "回车", "Enter": "回车", "PgUp": "PgUp", "PgDown": "PgDn"}
_WORDS |= {"Left": "←", "Right": "→"}


def shortcuts() -> tuple[Shortcut, ...]:
    """Return every key: those of the menus first, then those of forms and of other places."""
    menus = [
        Shortcut(keys_text(entry.keys), menu_text(entry.text), f"菜单“{menu_text(title)}”")
        for title, entries in MENUS.items()
        for entry in entries
        if entry.keys
    ]
    form: dict[tuple[str, str], Shortcut] = {}
    for name, keys in SHORTCUTS:
        text = keys_text(keys)
        form[(name, text)] = Shortcut(text, FORM_WORDS[name], FORM)
    return (*menus, *form.values(), *OTHERS)


def menu_text(text: str) -> str:
    """Return the words of a menu entry: without the letter for the keyboard and the dots."""
    return text.split("(&")[0].removesuffix("…")


def keys_text(keys: str) -> str:
    """Return keys as they are written for people: Ctrl+回车."""
    return "+".join(_WORDS.get(key, key) for key in keys.split("+"))
