"""Faults of sheet files: what a file really is, and what in it was not read."""

from app.domain.errors.fault import Entry

_SAVE = "请用 WPS 打开，另存为 .xlsx 后重新导入。"

ENTRIES: dict[str, Entry] = {
    "sheet.mht": Entry("文件其实是网页存档（MHT），不是 Excel 表格。", _SAVE),
    "sheet.xml_table": Entry("文件其实是 XML 表格，不是 .xls 或 .xlsx。", _SAVE),
    "sheet.old_word": Entry(
        "文件其实是文字文档（.doc 或 .wps），不是表格。",
        "如是填好的登记表，请在 WPS 中另存为 .docx 后导入；如是名单，请把表格复制到新的 .xlsx 里。",
    ),
    "sheet.rtf": Entry(
        "文件其实是 RTF 文档，不是表格。",
        "如是填好的登记表，请在 WPS 中另存为 .docx 后导入；如是名单，请把表格复制到新的 .xlsx 里。",
    ),
    "sheet.slides": Entry("文件其实是演示文稿，不是表格。", "请把其中的表格复制到新的 .xlsx 里。"),
    "sheet.pdf": Entry(
        "文件其实是 PDF 或 OFD，不是表格。",
        "请向对方要原来的 Excel 文件，或在 WPS 中另存为 .xlsx 并核对后再导入。",
    ),
    "sheet.picture": Entry("文件其实是图片，不是表格。", "请向对方要原来的 Excel 文件。"),
    "sheet.archive": Entry("文件其实是压缩包。", "请先解压，再导入其中的文件。"),
    "sheet.ledger": Entry("文件其实是一个台账（数据库），不是表格。", "请用“打开”打开它。"),
    "sheet.bomb": Entry(
        "文件里的一部分解压后大得不正常（{size}），像是有意做成的，没有读取。",
        "请向来源核实；确有需要时请用 WPS 打开，另存为新的 .xlsx 后重新导入。",
    ),
    "sheet.too_many_parts": Entry(
        "文件里有 {count} 个部分，超过允许的 {limit} 个。",
        "请只留下需要的工作表和图片，另存后重新导入。",
    ),
    "sheet.entities": Entry(
        "文件里有自行定义的代换内容（实体），正常的表格没有，没有读取。", _SAVE
    ),
    "sheet.external_entity": Entry("文件要从外部取内容（外部实体），没有读取。", _SAVE),
    "sheet.quotes": Entry(
        "文本里的引号不成对，已按原样读取。",
        "请核对带引号的内容；最好用 WPS 打开，另存为 .xlsx 后重新导入。",
    ),
    "sheet.private_signs": Entry(
        "有 {count} 个字是自造字，别的电脑上显示不出来。",
        "请核对人名中的生僻字，改用输入法能打出的字。",
    ),
    "sheet.hidden_sheets": Entry(
        "没有读取隐藏的工作表“{sheets}”。", "如需导入，请取消隐藏后重新导入。"
    ),
    "sheet.hidden_rows": Entry(
        "工作表“{sheet}”有 {count} 行被隐藏或筛选掉了（第 {cells} 行），也已读取。",
        "如不需要，请删去这些行后重新导入。",
    ),
    "sheet.hidden_columns": Entry(
        "工作表“{sheet}”有 {count} 列被隐藏，也已读取。", "如不需要，请删去这些列后重新导入。"
    ),
    "sheet.error_values": Entry(
        "工作表“{sheet}”有 {count} 个单元格是公式错误（{cells}），按空白读取。",
        "请改正公式或填写内容后重新导入。",
    ),
    "sheet.no_values": Entry(
        "工作表“{sheet}”有 {count} 个公式没有计算结果（{cells}），按空白读取。",
        "请用 WPS 打开，保存一次后重新导入。",
    ),
    "sheet.unread_cells": Entry(
        "工作表“{sheet}”有 {count} 个单元格的内容没有读到（{cells}）。",
        "请用 WPS 打开核对，另存为新的 .xlsx 后重新导入。",
    ),
    "sheet.unread_boxes": Entry(
        "工作表“{sheet}”的文本框和图形里有 {count} 个字，没有读取。",
        "需要的内容请写进单元格后重新导入。",
    ),
    "sheet.unread_comments": Entry(
        "工作表“{sheet}”有 {count} 条批注，没有读取。", "需要的内容请写进单元格后重新导入。"
    ),
    "sheet.unread_pictures": Entry("工作表“{sheet}”有 {count} 张图片，没有读取。", "请核对。"),
    "sheet.unread_margins": Entry(
        "工作表“{sheet}”的页眉页脚里有 {count} 个字，没有读取。", "需要的内容请写进单元格。"
    ),
}
