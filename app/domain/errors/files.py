"""Faults of files and folders."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "file.missing": Entry(
        "找不到文件。",
        "请检查文件名和路径是否正确，U 盘是否插好。",
    ),
    "file.unreadable": Entry(
        "无法读取文件：{reason}。",
        "请确认文件没有被其他程序占用，并且有读取权限。",
    ),
    "file.exists": Entry(
        "目标文件已存在，没有覆盖。",
        "请换一个文件名；确需覆盖时加上“覆盖”选项。",
    ),
    "file.is_folder": Entry(
        "这个位置是文件夹，不是文件，没有写入。",
        "请在文件夹后面写上文件名。",
    ),
    "file.is_ledger": Entry(
        "这个位置是一个台账，不能用数据包覆盖。",
        "请换一个文件名。",
    ),
    "file.folder_missing": Entry(
        "要保存到的文件夹不存在，或者不是文件夹。",
        "请先建立这个文件夹，或换一个位置；在 U 盘上的，请检查 U 盘是否插好。",
    ),
    "file.in_use": Entry(
        "这个文件是正在使用的台账或刚读入的文件，不能覆盖。",
        "请换一个文件名。",
    ),
    "file.no_space": Entry(
        "磁盘空间不足，文件没有写完，未留下残缺文件。",
        "请清理磁盘或换一个位置后重试。",
    ),
    "file.no_folder": Entry(
        "没有写明保存到哪个文件夹。",
        "请填写文件夹，或用“浏览…”选择。",
    ),
    "file.no_room": Entry(
        "磁盘空间不足：至少需要 {need}，只剩 {free}，没有开始写。",
        "请清理磁盘或换一个位置后重试。",
    ),
    "file.read_only": Entry(
        "目标位置不允许写入。",
        "请换一个有写入权限的文件夹，或取消 U 盘的写保护。",
    ),
    "file.write_failed": Entry(
        "写入文件失败：{reason}。",
        "请检查磁盘后重试。",
    ),
    "file.too_large": Entry(
        "文件过大（{size}），超过允许的 {limit}。",
        "请拆分文件后再试。",
    ),
    "file.parser_failed": Entry(
        "文件内容异常，读取程序已被安全终止。",
        "请用 WPS 或 Office 打开该文件，另存为新的 .xlsx 或 .docx 后重试。",
    ),
    "file.parser_timeout": Entry(
        "文件读取超时，已停止。",
        "请用 WPS 或 Office 打开该文件，另存为新的文件后重试。",
    ),
}
