"""Faults of Word forms and Excel tables."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "form.not_word": Entry(
        "不是可读的 Word（.docx）文件。",
        "请用 WPS 或 Word 打开，另存为 .docx 后再试。",
    ),
    "form.no_table": Entry(
        "Word 文件里没有表格。",
        "登记表必须是一张表格，请检查文件。",
    ),
    "form.no_marks": Entry(
        "表格里没有一个填写格带有书签。",
        "请在每个填写格里插入名为 f_项目名 的书签。",
    ),
    "form.mark_unknown": Entry(
        "书签“{mark}”对应的项目不认识。",
        "{hint}",
    ),
    "form.mark_duplicate": Entry(
        "书签“{mark}”出现了不止一次。",
        "同一项目只能有一个填写格。",
    ),
    "form.mark_outside": Entry(
        "书签“{mark}”不在表格的格子里。",
        "请把书签放进填写格。",
    ),
    "form.grid": Entry(
        "表格第 {row} 行的格子宽度与列不符。",
        "请在 WPS 中重新画这一行，避免手工拖动出的错位。",
    ),
    "form.nested": Entry(
        "表格里套有表格。",
        "请改用合并单元格，不要在格子里再插表格。",
    ),
    "form.field_unmarked": Entry(
        "方案提到的项目“{key}”在 Word 文件里没有书签。",
        "请在填写格里插入书签 {mark}，或从方案中删去该项目。",
    ),
    "table.not_excel": Entry(
        "不是可读的 Excel（.xlsx）文件。",
        "请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。",
    ),
    "table.mark_missing": Entry(
        "表格里没有名为“{mark}”的单元格。",
        "请在“公式—名称管理器”里给对应单元格起这个名字。",
    ),
}
