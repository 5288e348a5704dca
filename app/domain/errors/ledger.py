"""Faults of the ledger file."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "ledger.missing": Entry(
        "找不到台账文件。",
        "请检查它在不在这个位置，或改选别的文件；没有台账就先新建一个。",
    ),
    "ledger.exists": Entry(
        "这里已经有一个台账文件，没有覆盖。",
        "请换一个文件名。",
    ),
    "ledger.foreign": Entry(
        "这个文件不是点评台账。",
        "请选择扩展名为 .ledger 的台账文件。",
    ),
    "ledger.none_open": Entry(
        "还没有打开台账，不知道导入到哪里。",
        "请先打开或新建一本台账，再把文件拖进来。",
    ),
    "ledger.damaged": Entry(
        "台账文件已损坏：{reason}。",
        "{backup}",
    ),
    "ledger.newer": Entry(
        "台账由较新版本的程序建立，本程序无法打开。",
        "请先升级程序。台账没有改动。",
    ),
    "ledger.locked": Entry(
        "台账正由另一个程序打开（{holder}）。",
        "请先关闭那个程序。{backup}",
    ),
    "ledger.read_only": Entry(
        "台账所在的位置不允许写入，或台账文件是只读的，没有打开。",
        "请先把台账复制到本机硬盘（例如“文档”文件夹），取消文件的“只读”属性，再打开复制的那一份。",
    ),
    "ledger.durability": Entry(
        "这个位置无法保证数据安全写入（{reason}）。",
        "请把台账放到本机硬盘上。",
    ),
    "ledger.busy": Entry(
        "台账正忙，操作没有进行。",
        "请稍后重试。",
    ),
    "ledger.referenced": Entry(
        "有记录指向不存在的内容，或要删去的内容仍被其他记录使用；没有改动。",
        "请先处理相关记录后重试。",
    ),
    "backup.failed": Entry(
        "备份没有通过检查，原台账和旧备份都没有改动。",
        "请换一个位置重试。",
    ),
}
