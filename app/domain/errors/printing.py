"""Faults of printing."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "print.failed": Entry(
        "打印机没有接受打印任务。",
        "请检查打印机是否打开、是否缺纸，或先存为 PDF。",
    ),
    "print.nothing": Entry(
        "没有可以打印的登记表。",
        "只有填写过的登记表才会打印；公示件只含已点评的。请先填写，或打印空白表。",
    ),
}
