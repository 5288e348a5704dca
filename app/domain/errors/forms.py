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
    "form.mark_shared": Entry(
        "一个格子里有两个书签：“{first}”和“{second}”。",
        "一个填写格只能对应一个项目，请删去其中一个书签。",
    ),
    "form.field_text": Entry(
        "书签“{mark}”所在的填写格里已有文字“{text}”。",
        "请把填写格清空；印好的文字请放到旁边的格子里。",
    ),
    "form.text_box": Entry(
        "文件里有文本框，其中的文字无法显示和打印。",
        "请把文本框里的文字移到表格或段落里，再删去文本框。",
    ),
    "form.kind_unknown": Entry(
        "项目“{key}”的填写方式“{kind}”不认识。",
        "可填：{known}。",
    ),
    "number.whole": Entry(
        "“{text}”不是整数。",
        "请只写数字，例如 42。",
    ),
    "number.decimal": Entry(
        "“{text}”不是数，或小数多于 {count} 位。",
        "请只写数字，例如 {example}。",
    ),
    "number.small": Entry(
        "“{text}”小于 {least}。",
        "请核对后重写。",
    ),
    "number.large": Entry(
        "“{text}”大于 {most}。",
        "请核对后重写。",
    ),
    "form.unrecognized": Entry(
        "没有认出这是哪一种登记表。",
        "请用本程序导出的登记表填写；如果是本单位自己的表样，请先用“自有表样”加入方案，再来导入。",
    ),
    "form.cell_missing": Entry(
        "没有找到填写格“{label}”。",
        "请核对该登记表是否被改动过，必要时手工补填。",
    ),
    "form.cell_guessed": Entry(
        "填写格“{label}”的内容“{text}”是按位置或相近的标题认出的，不能确定。",
        "请与原表核对。",
    ),
    "form.head_differs": Entry(
        "表上的“{label}”是“{text}”，名册里是“{there}”；名册没有改动。",
        "请核对是不是同一个人或同一个党组织，名册有误的请到名册里更正。",
    ),
    "form.no_round": Entry(
        "台账里还没有轮次，不知道这张表归到哪里。",
        "请先开设轮次，再重新导入。",
    ),
    "form.day_taken": Entry(
        "点评时间写的是“{text}”，按 {day} 计。",
        "请核对。",
    ),
    "form.reviewer_unknown": Entry(
        "点评领导“{text}”里没有认出姓名，没有记到任何人名下。",
        "请写成“姓名，单位及职务”后重新导入，或在登记表里选择点评领导。",
    ),
    "form.reviewer_new": Entry(
        "点评领导“{name}”不在名册里，按外部领导记入。",
        "如果姓名写错了，请改正后重新导入。",
    ),
    "form.brought_twice": Entry(
        "与“{file}”里的是同一张表，内容一样，只记一次。",
        "不需要处理。",
    ),
    "form.brought_otherwise": Entry(
        "与“{file}”里的是同一张表，内容却不一样，没有读入。",
        "请确定以哪一份为准，只导入那一份。",
    ),
    "form.old_word": Entry(
        "文件其实是旧格式的 Word 或 WPS 文档（.doc、.wps），不是 .docx。",
        "请用 WPS 或 Word 打开，另存为 .docx 后重新导入。",
    ),
    "form.odt": Entry(
        "文件其实是 ODT 文档，不是 .docx。",
        "请用 WPS 或 Word 打开，另存为 .docx 后重新导入。",
    ),
    "form.rtf": Entry(
        "文件其实是 RTF 文档，不是 .docx。",
        "请用 WPS 或 Word 打开，另存为 .docx 后重新导入。",
    ),
    "form.pdf": Entry(
        "文件其实是 PDF，里面的文字无法按格子读出。",
        "请向填表单位要 Word 文件（.docx），或照着手工填写。",
    ),
    "form.picture": Entry(
        "文件其实是图片或扫描件，里面的文字无法读出。",
        "请向填表单位要 Word 文件（.docx），或照着手工填写。",
    ),
    "form.html": Entry(
        "文件其实是网页，不是 .docx。",
        "请用 WPS 或 Word 打开，另存为 .docx 后重新导入。",
    ),
    "form.encrypted": Entry(
        "文件有密码保护。",
        "请在 WPS 或 Word 中去掉密码后重新导入。",
    ),
    "form.damaged": Entry(
        "文件已损坏或不完整。",
        "请重新复制该文件，或用 WPS 打开修复，另存为 .docx 后重新导入。",
    ),
    "form.is_sheet": Entry(
        "文件其实是 Excel 表格，不是 Word 登记表。",
        "请按党组织名单、党员名册或台账导入。",
    ),
    "form.none_in_folder": Entry(
        "文件夹里没有 Word 文件。",
        "请选择放着登记表（.docx）的文件夹。",
    ),
    "form.form_guessed": Entry(
        "表格与“{title}”不完全一致，暂按这张表读取。",
        "请核对是不是这一种登记表。",
    ),
    "form.text_left": Entry(
        "有 {count} 格文字没有对应的填写格，没有读入：“{texts}”。",
        "请与原表核对，需要的请手工补填。",
    ),
    "form.unread": Entry(
        "{where}有 {count} 个字没有读入：“{text}”。",
        "请打开文件核对，需要的请移到填写格里后重新导入。",
    ),
    "form.tracked": Entry(
        "文件里有修订痕迹：插入 {inserted} 处，按已接受读入；删除 {deleted} 处，没有读入。",
        "请核对，或在 WPS 中接受全部修订后重新导入。",
    ),
    "form.annex_doubtful": Entry(
        "填写格“{label}”的附页没有标明到哪里为止，后面的文字都读进去了。",
        "请与原表核对。",
    ),
    "form.annex_unknown": Entry(
        "附页“{title}”不知道续的是哪一格，没有读入。",
        "请与原表核对，需要的请手工补填。",
    ),
    "form.annex_missing": Entry(
        "填写格“{label}”写明续见附页，但没有找到附页。",
        "请核对文件是否完整。",
    ),
    "table.not_excel": Entry(
        "不是可读的 Excel（.xlsx）文件。",
        "请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。",
    ),
    "table.mark_missing": Entry(
        "表格里没有名为“{mark}”的单元格。",
        "请在“公式—名称管理器”里给对应单元格起这个名字。",
    ),
    "table.mark_unknown": Entry(
        "名称“{mark}”不对应任何统计项。",
        "{hint}",
    ),
    "table.sheets": Entry(
        "填写格分散在几张工作表里。",
        "请把统计表放在同一张工作表里。",
    ),
}
