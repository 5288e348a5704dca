"""Faults of forms and tables that a unit brings of its own."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "own.no_blanks": Entry(
        "表格里没有一个空格，没有地方可以填写。",
        "请把要填写的格子清空（印好的说明放到旁边的格子里）再试。",
    ),
    "own.no_fields": Entry(
        "没有选定一个填写格。",
        "请至少给一个空格选好填什么。",
    ),
    "own.encrypted": Entry(
        "文件有打开密码，无法读取。",
        "请用 WPS 或 Office 打开，取消密码后另存再试。",
    ),
    "own.old_word": Entry(
        "这是旧格式的 Word（.doc）或 WPS 文件。",
        "请用 WPS 或 Word 打开，另存为 .docx 后再试。",
    ),
    "own.macros": Entry(
        "文件里带有宏，不能用作表样。",
        "请用 WPS 或 Word 另存为不带宏的 .docx 后再试。",
    ),
    "own.too_many": Entry(
        "表格有 {count} 个格子，超过 {limit} 个。",
        "登记表应是一两页的表格，请检查是否选错了文件。",
    ),
    "own.more_tables": Entry(
        "文件里有 {count} 张表格，只用第 {number} 张；其余的在屏幕和打印上看不到。",
        "请把要用的内容并成一张表格，或删去其余表格。",
    ),
    "own.floating": Entry(
        "表格设了文字环绕，屏幕和打印按不环绕排。",
        "请在 Word 的“表格属性”里把文字环绕改为“无”。",
    ),
    "own.pictures": Entry(
        "文件里有图片或图形，屏幕和打印上看不到，导出的 Word 里仍有。",
        "不需要的话请删去。",
    ),
    "own.header": Entry(
        "页眉或页脚里有文字，屏幕和打印上看不到，导出的 Word 里仍有。",
        "要打印出来的文字请移到正文里。",
    ),
    "own.tracked": Entry(
        "文件里有没有接受的修订，按接受后的样子读取。",
        "请在 WPS 中接受或拒绝全部修订后再试。",
    ),
    "own.across": Entry(
        "纸张是横放的（{size}）。",
        "打印时请照此放纸。",
    ),
    "own.paper": Entry(
        "纸张不是 A4（{size}）。",
        "打印时请选用同样的纸，或在 WPS 中把纸张改为 A4。",
    ),
    "own.outside": Entry(
        "表格外面有要填的地方（{text}），程序不能替您填。",
        "请把它移进表格，或打印后手写。",
    ),
    "own.title": Entry(
        "没有写表名。",
        "请写上这张表的名称。",
    ),
    "own.title_taken": Entry(
        "已经有名为“{title}”的登记表。",
        "请换一个名称，或选择替换那张登记表。",
    ),
    "own.label": Entry(
        "有一个填写格没有名称。",
        "请在“名称”一栏写上这一格叫什么。",
    ),
    "own.twice": Entry(
        "“{other}”和第 {row} 行的“{one}”填的是同一项。",
        "一项只能填一格，请给其中一格另选，例如“自定义”。",
    ),
    "own.options": Entry(
        "“{label}”是选择，却没有可选的词。",
        "请写上可选的词，用顿号隔开，或改成一行字。",
    ),
    "own.no_day": Entry(
        "没有一格填“点评时间”，填好的表不能算已点评。",
        "请给一个日期格选“点评时间”。",
    ),
    "own.nothing_required": Entry(
        "没有一格是必填的，写上点评时间和点评领导就算已点评。",
        "请给主要的几格勾上“必填”。",
    ),
    "own.target": Entry(
        "“{title}”填写的对象与这张表不同，不能替换。",
        "请改选对象，或作为另加的登记表。",
    ),
    "own.no_figures": Entry(
        "没有给一个格子选定统计项。",
        "请点表格里的空格，再选它填哪个统计项。",
    ),
    "own.table_empty": Entry(
        "工作表里没有可以填数的空格。",
        "请选有统计表的工作表，或把要填数的格子清空后再试。",
    ),
    "own.figure_formula": Entry(
        "{cell} 格里有公式，不能填统计数。",
        "请另选一个空格，或在 WPS 表格里删去这个公式。",
    ),
    "own.figure_text": Entry(
        "{cell} 格里已有“{text}”，不能填统计数。",
        "请另选一个空格。",
    ),
    "own.figure_outside": Entry(
        "{cell} 不是表格里的格子，或在合并的格子中间。",
        "请点合并格子的左上角。",
    ),
    "own.table_protected": Entry(
        "工作表设了保护，填好的表仍受保护，打开后改不了。",
        "不需要保护的话，请先在 WPS 表格里撤销工作表保护。",
    ),
    "own.table_drawing": Entry(
        "工作簿里有图形或图表，导出的统计表里会没有。",
        "需要图形的，请导出后再加。",
    ),
    "own.table_macros": Entry(
        "工作簿里带有宏，不能用作表样。",
        "请另存为不带宏的 .xlsx 后再试。",
    ),
}
