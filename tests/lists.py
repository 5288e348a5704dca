"""The lists of a small bureau, as an office would hand them in, and how to write them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tests.intake.helpers import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

UNIT = "市局党组"
ROUND = ("--name", "2010年下半年", "--start", "2010-07-01", "--end", "2011-01-25")
ORG_FORM = "上级领导点评下级党组织及书记创先争优工作情况登记表"
MEMBER_FORM = "基层党组织书记点评党员创先争优工作情况登记表"

ORGANIZATIONS = [
    ("党组织名称", "党组织类别", "上级党组织", "书记", "班子成员", "分管领导", "联系领导"),
    ("市局党组", "党组", "", "王一平", "李文（副书记）、张明（委员）", "", ""),
    ("机关党委", "党委", "市局党组", "李文", "张明（委员）", "王一平", ""),
    ("办公室党支部", "党支部", "机关党委", "赵敏", "", "", "王一平"),
    ("一分局党总支", "党总支", "机关党委", "孙涛", "", "张明", ""),
    ("一分局第一党支部", "党支部", "一分局党总支", "周洁", "", "", ""),
    ("一分局第二党支部", "党支部", "一分局党总支", "", "", "", ""),
    ("第一党小组", "党小组", "一分局第一党支部", "吴刚", "", "", ""),
    ("第一党小组", "党小组", "一分局第二党支部", "", "", "", ""),
]
MEMBERS = [
    (
        "姓名",
        "性别",
        "出生年月",
        "入党时间",
        "所在党支部",
        "党小组",
        "职务或职业",
        "党员状态",
        "状态日期",
    ),
    ("王一平", "男", "1958.03", "1980年7月1日", "办公室党支部", "", "局长", "", ""),
    ("李文", "男", "1962.11", "1985.06", "办公室党支部", "", "副局长", "", ""),
    ("赵敏", "女", "1970.08", "1995-07-01", "办公室党支部", "", "主任", "", ""),
    ("郑华", "女", "1981.02", "2005年6月", "办公室党支部", "", "科员", "", ""),
    ("孙涛", "男", "1966.05", "1990.07", "一分局第一党支部", "", "分局长", "", ""),
    ("周洁", "女", "1974.12", "1999.07", "一分局第一党支部", "", "科长", "", ""),
    ("吴刚", "男", "1979.09", "2003.07", "一分局第一党支部", "第一党小组", "检验员", "", ""),
    ("冯娟", "女", "1983.04", "2008.07", "一分局第一党支部", "第一党小组", "检验员", "", ""),
    ("张明", "男", "1964.07", "1988.07", "一分局第二党支部", "", "纪检组长", "", ""),
    ("陈立", "男", "1955.02", "1978.07", "一分局第二党支部", "", "工程师", "转出", "2010-09-30"),
    ("杨帆", "女", "1985.06", "2009.07", "一分局第二党支部", "", "会计", "", ""),
]
REVIEW_HEADINGS = (
    *("轮次", "登记表", "点评对象", "所在党组织", "点评领导", "点评时间", "地点", "点评形式"),
    *("前段小结", "主要成绩", "存在的问题和不足", "下阶段工作建议"),
)


def review(
    target: str, by: str, day: str, place: str = "", form: str = MEMBER_FORM, said: str = ""
) -> tuple[str, ...]:
    """One row of a 台账 whose form is filled."""
    name = "2010年下半年"
    before, done = f"{target}前段做了工作{said}", f"{target}成绩明显{said}"
    texts = (before, done, "学习不够", "每周五集中学习一次")
    return (name, form, target, place, by, day, "会议室", "集中点评", *texts)


REVIEWS = [
    REVIEW_HEADINGS,
    review("郑华", "赵敏", "2010-12-20"),
    review("吴刚", "周洁", "2010年12月21日"),
    review("冯娟", "周洁", "2011.01.20"),
    review("办公室党支部", "王一平", "2010/12/28", form=ORG_FORM),
    review("一分局第一党支部", "孙涛", "20101229", form=ORG_FORM),
    review("机关党委", "王一平", "2010-12-30", form="org-review"),
]


def write_lists(folder: Path) -> tuple[Path, Path]:
    """Write the organisation list and the roster as Excel files."""
    organizations = write_xlsx(folder / "党组织名单.xlsx", ORGANIZATIONS)
    return organizations, write_xlsx(folder / "党员名册.xlsx", MEMBERS)


def write_csv(path: Path, rows: Iterable[Sequence[str]], encoding: str = "gb18030") -> Path:
    """Write a list as a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def rows_of(headings: Sequence[str], rows: Iterable[Mapping[str, str]]) -> list[tuple[str, ...]]:
    """Return rows given by heading as a list with its heading row."""
    return [tuple(headings), *(tuple(row.get(h, "") for h in headings) for row in rows)]
