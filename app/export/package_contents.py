"""目录.txt: what a package is and holds, for whoever opens it as an ordinary zip file."""

from collections.abc import Iterable

from app.domain.cycle.record import RECORD_KINDS
from app.domain.handoff import PACKAGE_KINDS, Manifest, Part
from app.domain.package_format import CONTENT, CONTENTS, KEY, MANIFEST, attached, is_encrypted
from app.domain.part_schema import ATTACHMENTS, DATA_PART, DOWN_PART, FIGURES_PART, OFFICE_PART

_FILES = {
    DATA_PART: "党组织、党员、点评记录等",
    OFFICE_PART: "所用的方案、登记表和统计表",
    FIGURES_PART: "上报时的统计数字和说明",
    DOWN_PART: "回执、退回意见和常用语",
    CONTENT: "加密的内容，接收时用口令打开",
    KEY: "口令打开内容时要用",
    MANIFEST: "清单",
    CONTENTS: "本说明",
}
_EDITION = 8
"""So many digits tell people two editions of a scheme apart."""
_COUNTS = {
    "round": "轮次",
    "organization": "党组织",
    "person": "人员",
    "member": "党员",
    "appointment": "任职",
    "oversight": "分管、联系关系",
    "task": "点评任务（免评和手工改派）",
    "review": "点评记录",
    **{kind.value: word for kind, word in RECORD_KINDS.items()},
    "form": "登记表",
    "table_template": "统计表",
    "scheme": "方案",
}


def contents_text(manifest: Manifest) -> str:
    """Return the text of 目录.txt.

    Args:
        manifest: the package's manifest with its parts, and its digest unless it is the outside
            of an encrypted package.
    """
    lines = [
        f"点评台账数据包（{PACKAGE_KINDS[manifest.kind]}）",
        "",
        f"单    位：{' / '.join(manifest.sender.path) or manifest.sender.name}",
        *_head(manifest),
        f"制作时间：{manifest.time.replace('T', ' ')}",
        f"制作程序：点评台账 {manifest.program}",
        "",
        *(_encrypted() if is_encrypted(manifest) else _open(manifest)),
        "文件（由程序读取，不用打开）：",
        *(f"  {_file_line(part)}" for part in manifest.parts if not attached(part.name)),
        *_attachments(manifest.parts),
        f"  {MANIFEST}    {_FILES[MANIFEST]}",
        f"  {CONTENTS}    {_FILES[CONTENTS]}",
        "",
        "请勿改动本文件中的任何内容：改动后的数据包不能再被接收。",
        "接收方法：在点评台账中打开“报送与汇总”，选择“接收”。",
    ]
    return "\r\n".join(lines) + "\r\n"


def _head(manifest: Manifest) -> list[str]:
    lines = []
    if manifest.to is not None:
        lines.append(f"发    往：{' / '.join(manifest.to.path) or manifest.to.name}")
    if manifest.round is not None:
        start, end = manifest.round.start.isoformat(), manifest.round.end.isoformat()
        lines.append(f"轮    次：{manifest.round.name}（{start} 至 {end}）")
    if manifest.as_of is not None:
        lines.append(f"截止日期：{manifest.as_of.isoformat()}")
    return lines


def _encrypted() -> list[str]:
    return ["内容已用口令加密，接收时需要输入口令。", ""]


def _open(manifest: Manifest) -> list[str]:
    lines = [
        f"编    号：第 {manifest.sequence} 号",
        f"方    案：{_scheme(manifest)}",
        f"校 验 码：{manifest.check_code}",
        "",
    ]
    told = [f"  {_COUNTS[name]}：{n}" for name, n in manifest.counts.items() if name in _COUNTS]
    if told:
        lines += ["内容：", *told, ""]
    if manifest.missing:
        lines += [f"未报单位（{len(manifest.missing)} 个）："]
        lines += [*(f"  {path}" for path in manifest.missing), ""]
    return lines


def _scheme(manifest: Manifest) -> str:
    title = manifest.scheme_title or manifest.scheme
    edition = manifest.scheme_edition[:_EDITION]
    return f"{title}，版本 {edition}" if edition else title


def _attachments(parts: Iterable[Part]) -> list[str]:
    sizes = [part.bytes for part in parts if attached(part.name)]
    if not sizes:
        return []
    return [f"  {ATTACHMENTS}…    记录的附件 {len(sizes)} 个，共 {sum(sizes)} 字节"]


def _file_line(part: Part) -> str:
    told = _FILES.get(part.name, "附带文件")
    return f"{part.name}    {told}，{part.bytes} 字节\r\n    SHA-256 {part.sha256}"
