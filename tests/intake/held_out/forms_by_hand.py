"""Forms that somebody drew and typed himself, after a printed one."""

from __future__ import annotations

from tests.intake.held_out.expected import FormFile
from tests.intake.held_out.forms import FENG, QINGDAO, WU, ZHENG, Made, said
from tests.intake.held_out.papers import Paper
from tests.word_builder import word_form

LIANYUNGANG = "lianyungang-2011"
WIDTHS = (1200, 1300, 1500, 900, 1200, 1400, 1500)
BIRTHS = {"出生年月": ("1979年9月", "1979.09"), "入党时间": ("2003年7月", "2003.07")}

_BY_HAND = """
姓    名 >2 | 吴　刚 | 性 别 | 男 | 出生/年月 | 1979.09
职务（职业） >2 | 检验员 >3 | 入党日期 | 2003.07
点评领导姓名、单位、职务 >2 | 周洁　一分局第一党支部　书记 >5
时    间 >2 | 2010年12月21日 >3 | 地点 | 三楼会议室
前段工作小结/（可另附页） >2 | 带教新人2名。 >5 | 1800
↓书记点评情况 | 主要成绩 | 主要成绩有三条，存在的问题和不足另写。 >5 | 1800
^ | 存在问题和不足 | 与服务对象联系少。 >5 | 1800
^ | 下一阶段工作建议： | 多走访，点评时间前后各一次。 >5 | 1800
"""
_LINES = """
党组织名称 >2 | 二分局第一党支部 >2 | 书记姓名 | 马 丽 >2
党员人数 >2 | 2人 >5
点评领导（姓名、单位、职务） >2 | 何军，二分局党总支书记 >5
点评时间：2010年12月29日 >4 | 地点：二分局会议室 >3
点评形式 >2 | 现场点评 >5
前段小结 >2 | 开展承诺活动，兑现12项。 >5 | 1500
↓上级领导点评情况 | 主要成绩 | 支部有活力。 >5 | 1500
^ | 问题和不足 | 制度落实不严。 >5 | 1500
^ | 下阶段建议 | 按月检查制度落实。 >5 | 1500
"""
_BRANCH = {
    "organization.name": "二分局第一党支部", "organization.secretary": "马丽",
    "organization.member_count": "2", "review.date": "2010年12月29日",
    "review.place": "二分局会议室", "review.mode": "现场点评",
    "target.summary": "开展承诺活动，兑现12项。", "review.achievements": "支部有活力。",
    "review.problems": "制度落实不严。", "review.suggestions": "按月检查制度落实。",
}  # fmt: skip
_OTHER = """
姓名 | 郑华 | 性别 | 女 | 出生年月 | 1981.02 | 照片
单位 | 办公室 >3 | 职务 | 科员 >2
本人总结 | 全年完成工作任务。 >6 | 2000
主管领导评语和考核等次建议 | 优秀 >6 | 1000
机关负责人意见 | 同意 >6 | 1000
"""
_LIAN_MEMBER = {
    "member.name": "郑华", "member.sex": "女", "member.organization": "办公室党支部",
    "member.post": "科员", "member.joined": "2005年6月",
    "reviewer.identity": "赵敏，办公室党支部书记", "review.date": "2011年1月13日",
    "review.place": "党员活动室", "target.commitments": "承诺三项，完成两项。",
    "review.evaluation": "态度端正。", "review.achievements": "服务热情。",
    "review.problems": "调研不多。", "review.suggestions": "完成第三项承诺。",
}  # fmt: skip
_LIAN_ORGANIZATION = """
支部名称 >2 | 离退休干部党支部 | 党员人数 | 1
点评领导姓名、单位及职务 >2 | 李文，机关党委书记 >3
点评时间 >2 | 2011.1.14 | 点评地点 | 老干部活动室
承诺事项及完成情况 >2 | 承诺走访老党员5户，已完成。 >3 | 1500
↓领导点评情况 | 对开展创先争优活动的评价 | 活动正常。 >3 | 1500
^ | 主要成绩 | 老有所为。 >3 | 1500
^ | 存在的问题和不足 | 集中不易。 >3 | 1500
^ | 下一阶段工作建议 | 送学上门。 >3 | 1500
"""
_RETIRED = {
    "organization.name": "离退休干部党支部", "organization.member_count": "1",
    "review.date": "2011-01-14", "review.place": "老干部活动室",
    "target.commitments": "承诺走访老党员5户，已完成。", "review.evaluation": "活动正常。",
    "review.achievements": "老有所为。", "review.problems": "集中不易。",
    "review.suggestions": "送学上门。",
}  # fmt: skip


def _relabelled() -> bytes:
    paper = Paper(LIANYUNGANG, "member-review").fill(_LIAN_MEMBER)
    return paper.without_marks().relabelled(
        {
            "姓名": "姓\u3000\u3000名", "性别": "性\u3000别", "所在党组织": "所在支部",
            "职务或职业": "职务/职业", "入党时间": "入党 时间",
            "承诺事项及完成情况": "承诺事项完成情况",
            "存在的问题和不足": "存在问题与不足", "下一阶段工作建议": "下阶段工作建议",
        }
    ).bytes()  # fmt: skip


def _respaced(texts: dict[str, str]) -> bytes:
    paper = Paper(QINGDAO, "member-review").fill(texts).without_marks()
    return paper.relabelled(
        {
            "党员姓名": "党 员 姓 名：", "性别": "性    别", "出生年月": "出 生 年 月",
            "职务或职业": "职 务 或 职 业", "点评领导姓名、单位及职务": "点评领导姓名，单位及职务",
            "地    点": "地\u3000点", "存在的问题和不足": "存在的问题\uff08不足\uff09",
            "下阶段工作建议": "下步工作建议",
        }
    ).bytes()  # fmt: skip


BY_HAND = (
    Made(
        FormFile(
            "手工录入吴刚.docx",
            (said("吴刚", "一分局第一党支部", "周洁", WU, **BIRTHS),),
        ),
        lambda: word_form(
            _BY_HAND, WIDTHS, before=("附件3：", "基层党组织书记点评党员创先争优工作情况登记表")
        ),
    ),
    Made(
        FormFile(
            "二分局第一支部.docx",
            (
                said(
                    "二分局第一党支部", "二分局党总支", "何军", _BRANCH, 党组织成员人数=("2", "2人")
                ),
            ),
        ),
        lambda: word_form(
            _LINES, WIDTHS, before=("上级领导点评下级党组织及书记创先争优工作登记表",)
        ),
        ("docx",),
    ),
    Made(
        FormFile("标签改动.docx", (said("冯娟", "一分局第一党支部", "周洁", FENG),)),
        lambda: _respaced(FENG),
        ("doc", "docx"),
    ),
    Made(
        FormFile(
            "连云港郑华.docx", (said("郑华", "办公室党支部", "赵敏", _LIAN_MEMBER),), LIANYUNGANG
        ),
        _relabelled,
        ("docx",),
    ),
    Made(
        FormFile(
            "连云港离退休支部.docx",
            (said("离退休干部党支部", "机关党委", "李文", _RETIRED),),
            LIANYUNGANG,
        ),
        lambda: word_form(
            _LIAN_ORGANIZATION,
            (1200, 1500, 2500, 1300, 2500),
            before=("基层党组织开展创先争优活动领导点评登记表",),
        ),
    ),
    Made(
        FormFile("年度考核表.docx", accepted=("question", "rejected", "refused", "warned")),
        lambda: word_form(_OTHER, (1100,) * 7, before=("公务员年度考核登记表", "（2010年度）")),
    ),
    Made(
        FormFile("空白表.docx", accepted=("question", "rejected", "refused", "warned")),
        lambda: Paper(QINGDAO, "member-review").bytes(),
    ),
    Made(
        FormFile("郑华无书签.docx", (said("郑华", "办公室党支部", "赵敏", ZHENG),)),
        lambda: Paper(QINGDAO, "member-review").fill(ZHENG).without_marks().bytes(),
        ("odt", "docx"),
    ),
)
