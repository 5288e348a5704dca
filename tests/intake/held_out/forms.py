"""Filled forms as branches bring them on a stick, and what each says."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - dataclass
from dataclasses import dataclass

from tests.intake.held_out.expected import Form, FormFile
from tests.intake.held_out.papers import (
    Paper,
    append,
    control_around,
    drop_row,
    move_row_down,
    pasted_into_report,
    split_cell,
    tracked,
)

QINGDAO = "qingdao-2010"
EQUIPMENT = "特种设备检验所党支部"
ZHAO, ZHOU, HUANG = "赵敏，办公室党支部书记", "周洁，一分局第一党支部书记", f"黄勇，{EQUIPMENT}书记"
TOLD = (
    "1．完成检验任务120批，差错率为零；\n2．带头践诺，主要成绩得到群众认可。",
    "一、理论学习不够系统；\n二、<下基层>偏少 & 回访不多。",
    "每月下基层2次，地点不限于本辖区。",
)


@dataclass(frozen=True)
class Made:
    """How a file is made and what it says."""

    expected: FormFile
    make: Callable[[], bytes]
    through: tuple[str, ...] = ()
    """The formats that LibreOffice saves it in, one after the other."""


def member(
    name: str, sex: str, birth: str, post: str, joined: str, by: str, day: str
) -> dict[str, str]:
    """Texts of the head of a member's form, by key."""
    return {
        "member.name": name, "member.sex": sex, "member.birth": birth, "member.post": post,
        "member.joined": joined, "reviewer.identity": by, "review.date": day,
        "review.place": "三楼会议室",
    }  # fmt: skip


HEADINGS = {
    "member.name": "党员姓名", "member.sex": "性别", "member.birth": "出生年月",
    "member.post": "职务或职业", "member.joined": "入党时间", "review.date": "点评时间",
    "review.place": "地点", "review.mode": "点评形式", "target.summary": "前段小结",
    "review.achievements": "主要成绩", "review.problems": "存在的问题和不足",
    "review.suggestions": "下阶段工作建议", "organization.name": "党组织名称",
    "organization.secretary": "党组织书记姓名", "organization.member_count": "党组织成员人数",
    "target.commitments": "承诺事项及完成情况", "review.evaluation": "对开展创先争优活动的评价",
    "member.organization": "所在党组织",
}  # fmt: skip


LIANYUNGANG = {"member.name": "姓名", "organization.member_count": "党员人数"}
"""Where this scheme's forms print other words."""


def said(
    target: str,
    organization: str,
    by: str,
    texts: dict[str, str],
    *warned: str,
    **other: str | tuple[str, ...],
) -> Form:
    """What a form says, by heading; ``other`` are cells that may read otherwise."""
    headings = HEADINGS | (LIANYUNGANG if "review.evaluation" in texts else {})
    cells: dict[str, str | tuple[str, ...]] = {
        headings[key]: text for key, text in texts.items() if key in headings
    }
    return Form(target, organization, {**cells, "点评领导": by, **other}, warned)


def review(*texts: str) -> dict[str, str]:
    """The four texts of a review by key."""
    keys = ("target.summary", "review.achievements", "review.problems", "review.suggestions")
    return dict(zip(keys, texts, strict=True))


ZHENG = {
    **member("郑华", "女", "1981年2月", "科员", "2005年6月", ZHAO, "2010年12月20日"),
    **review("参加学习8次。\n走访企业3家。", *TOLD),
}
BRANCH = {
    "organization.name": "办公室党支部", "organization.secretary": "赵敏",
    "organization.member_count": "4", "reviewer.identity": "王一平，市局党组书记",
    "review.date": "2010年12月28日", "review.place": "机关三楼会议室", "review.mode": "集中点评",
    **review("组织学习12次，承诺事项全部公开。", "班子团结，制度健全。", "支部活动形式不多。",
             "开展结对帮扶，年底前见效。"),
}  # fmt: skip
FENG = {
    **member("冯娟", "女", "1983年4月", "检验员", "2008年7月", ZHOU, "2011年1月20日"),
    **review("检验设备230台。", "服务热情。", "业务钻研不深。", "报考检验师。"),
}
WU = {
    **member("吴刚", "男", "1979年9月", "检验员", "2003年7月", ZHOU, "2010年12月21日"),
    **review("带教新人2名。", "主要成绩有三条，存在的问题和不足另写。", "与服务对象联系少。",
             "多走访，点评时间前后各一次。"),
}  # fmt: skip


def _filled(form: str, texts: dict[str, str], pieces: int = 1) -> Paper:
    return Paper(QINGDAO, form).fill(texts, pieces)


def _rows_changed() -> bytes:
    texts = {
        k: v for k, v in BRANCH.items() if k not in ("review.mode", "organization.member_count")
    }
    paper = _filled("org-review", texts)
    for key in ("review.mode", "organization.member_count"):
        drop_row(paper, key)
    move_row_down(paper, "target.summary")
    return paper.without_marks().bytes()


def _cells_split() -> bytes:
    texts = {k: v for k, v in FENG.items() if k not in ("review.achievements", "reviewer.identity")}
    paper = _filled("member-review", texts)
    split_cell(paper, "review.achievements", "服务热情，", "群众满意。")
    split_cell(paper, "reviewer.identity", "周洁", "一分局第一党支部书记")
    return paper.without_marks().bytes()


def _two_in_one() -> bytes:
    first = _filled("member-review", WU)
    append(first, _filled("member-review", FENG))
    return first.bytes()


def _controls() -> bytes:
    texts = {k: v for k, v in ZHENG.items() if k != "target.summary"}
    paper = _filled("member-review", texts)
    for key in ("member.name", "review.date", "review.achievements"):
        control_around(paper, key, whole_cell=False)
    control_around(paper, "target.summary", whole_cell=False, placeholder="单击此处输入文字。")
    for key in ("member.post", "review.problems"):
        control_around(paper, key, whole_cell=True)
    return paper.without_marks().bytes()


def _changes_tracked() -> bytes:
    texts = {k: v for k, v in BRANCH.items() if k not in ("review.problems", "review.place")}
    paper = _filled("org-review", texts)
    tracked(paper, "review.problems", "支部活动", "次数偏少。", "形式不多。")
    tracked(paper, "review.place", "机关", "二楼", "三楼会议室")
    return paper.bytes()


CHEN = {
    **member("陈　静", "女", "1984.10", "检验员", "2009.07", HUANG, "2010.12.22"),
    **review("检验锅炉60台。", "技术过硬。", "文章写得少。", "写论文1篇。"),
}
NO_BIRTH = {**CHEN, "member.birth": "", "member.joined": "", "member.name": "陈静"}
ODD_DATES = {
    **member("杨帆", "女", "一九八五年六月", "会计", "2009/07", "陈静 一分局第二党支部 书记",
             "二○一○年十二月二十三日下午"),
    **review("账目清楚。", "坚持原则。", "外出学习少。", "考取中级职称。"),
}  # fmt: skip
CONTRADICTING = {
    **BRANCH, "organization.member_count": "19", "organization.secretary": "赵 敏",
    "reviewer.identity": "市局党组书记　王一平",
}  # fmt: skip
PROMOTED = {**WU, "member.post": "检验科副科长", "member.name": "吴  刚"}
STRANGER = {
    **member("钱多多", "男", "1980年1月", "科员", "2004年7月", ZHAO, "2010年12月20日"),
    **review("无。", "好。", "少。", "多学。"),
}

CHANGED = {**FENG, "review.achievements": "服务热情，群众满意。"}
TEMPLATES = (
    Made(
        FormFile("郑华点评表.docx", (said("郑华", "办公室党支部", "赵敏", ZHENG),)),
        lambda: _filled("member-review", ZHENG, 3).bytes(),
        ("docx",),
    ),
    Made(
        FormFile("办公室支部.docx", (said("办公室党支部", "机关党委", "王一平", BRANCH),)),
        lambda: _filled("org-review", BRANCH, 2).bytes(),
        ("doc", "docx"),
    ),
    Made(
        FormFile("冯娟.docx", (said("冯娟", "一分局第一党支部", "周洁", FENG),)),
        lambda: _filled("member-review", FENG).bytes(),
        ("odt", "docx"),
    ),
    Made(
        FormFile(
            "删行移行.docx",
            (
                said(
                    "办公室党支部",
                    "机关党委",
                    "王一平",
                    {**BRANCH, "review.mode": "", "organization.member_count": ""},
                    党组织成员人数=("", "4"),
                    点评形式=("", "集中点评"),
                ),
            ),
        ),
        _rows_changed,
    ),
    Made(
        FormFile("拆分单元格.docx", (said("冯娟", "一分局第一党支部", "周洁", CHANGED),)),
        _cells_split,
    ),
    Made(
        FormFile("情况报告.docx", (said("吴刚", "一分局第一党支部", "周洁", WU),)),
        lambda: pasted_into_report(_filled("member-review", WU)),
    ),
    Made(
        FormFile(
            "一分局两人.docx",
            (
                said("吴刚", "一分局第一党支部", "周洁", WU),
                said("冯娟", "一分局第一党支部", "周洁", FENG),
            ),
        ),
        _two_in_one,
    ),
    Made(
        FormFile(
            "内容控件.docx",
            (said("郑华", "办公室党支部", "赵敏", {**ZHENG, "target.summary": ""}),),
        ),
        _controls,
    ),
    Made(
        FormFile("修订.docx", (said("办公室党支部", "机关党委", "王一平", BRANCH),)),
        _changes_tracked,
    ),
    Made(
        FormFile(
            "陈静.docx",
            (
                said(
                    "陈静",
                    EQUIPMENT,
                    "黄勇",
                    {**CHEN, "member.name": "陈静"},
                    出生年月=("1984年10月", "1984.10"),
                    入党时间=("2009年7月", "2009.07"),
                ),
            ),
        ),
        lambda: _filled("member-review", CHEN).bytes(),
    ),
    Made(
        FormFile(
            "陈静无出生年月.docx",
            (
                said(
                    "陈静",
                    EQUIPMENT,
                    "黄勇",
                    NO_BIRTH,
                    出生年月=("", "1984年10月"),
                    入党时间=("", "2009年7月"),
                ),
            ),
            accepted=("question",),
            answer=EQUIPMENT,
        ),
        lambda: _filled("member-review", NO_BIRTH).without_marks().bytes(),
    ),
    Made(
        FormFile(
            "杨帆.docx",
            (
                said(
                    "杨帆",
                    "一分局第二党支部",
                    "陈静",
                    {**ODD_DATES, "review.date": "2010-12-23"},
                    出生年月=("1985年6月", "一九八五年六月"),
                    入党时间=("2009年7月", "2009/07"),
                ),
            ),
            accepted=("question", "rejected"),
        ),
        lambda: _filled("member-review", ODD_DATES).bytes(),
        ("docx",),
    ),
    Made(
        FormFile(
            "人数不同.docx",
            (
                said(
                    "办公室党支部",
                    "机关党委",
                    "王一平",
                    {**CONTRADICTING, "organization.secretary": "赵敏"},
                    "党组织成员人数",
                    党组织成员人数=("4", "19"),
                ),
            ),
        ),
        lambda: _filled("org-review", CONTRADICTING).without_marks().bytes(),
    ),
    Made(
        FormFile(
            "职务不同.docx",
            (
                said(
                    "吴刚",
                    "一分局第一党支部",
                    "周洁",
                    {**PROMOTED, "member.name": "吴刚"},
                    "职务或职业",
                    职务或职业=("检验员", "检验科副科长"),
                ),
            ),
        ),
        lambda: _filled("member-review", PROMOTED).bytes(),
    ),
    Made(
        FormFile("查无此人.docx", accepted=("question", "rejected")),
        lambda: _filled("member-review", STRANGER).bytes(),
    ),
)
