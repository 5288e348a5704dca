"""The kinds of files that file dialogs offer."""

LEDGER_SUFFIX = ".ledger"
LEDGER_FILTER = f"点评台账 (*{LEDGER_SUFFIX});;所有文件 (*)"
BACKUP_FILTER = f"点评台账备份 (*{LEDGER_SUFFIX})"
SHEET_FILTER = "表格 (*.xlsx *.xls *.et *.csv);;所有文件 (*)"
INTAKE_FILTER = (
    "名单和登记表 (*.xlsx *.xls *.et *.ods *.csv *.txt *.docx);;"
    "表格 (*.xlsx *.xls *.et *.ods *.csv *.txt);;Word 登记表 (*.docx);;所有文件 (*)"
)
EXCEL_FILTER = "Excel 工作簿 (*.xlsx)"
WORD_FILTER = "Word 文档 (*.docx)"
PACKAGE_FILTER = "数据包 (*.dpbag);;所有文件 (*)"
PDF_FILTER = "PDF 文件 (*.pdf)"
