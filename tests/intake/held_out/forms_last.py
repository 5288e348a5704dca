"""Forms with a table broken in two, texts in a box, labels in the values' cells, blanks left."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from tests.intake.held_out.expected import FormFile
from tests.intake.held_out.forms import BRANCH, FENG, QINGDAO, WU, ZHENG, Made, said
from tests.intake.held_out.papers import Paper
from tests.word_builder import word_form

if TYPE_CHECKING:
    from tests.intake.held_out.papers import Xml

_BOXED = """
党员姓名：郑　华 >2 | 性别：女 | 出生年月：1981年2月
职务或职业：科员 >2 | 入党时间：2005年6月 >2
点评领导姓名、单位及职务：赵敏，办公室党支部书记 >4
点评时间：2010年12月20日 >2 | 地点：三楼会议室 >2
前段小结：参加学习8次。 >4 | 1500
↓书记点评情况 | 主要成绩：服务热情。 >3 | 1500
^ | 存在的问题和不足：调研不多。 >3 | 1500
^ | 下阶段工作建议：多到一线。 >3 | 1500
"""
_SHORT = {
    **ZHENG, "target.summary": "参加学习8次。", "review.achievements": "服务热情。",
    "review.problems": "调研不多。", "review.suggestions": "多到一线。",
}  # fmt: skip


def _broken_in_two() -> bytes:
    paper = Paper(QINGDAO, "org-review").fill(BRANCH).without_marks()
    table = paper.table
    rest = copy.deepcopy(table)
    for row in list(table.tr_lst)[6:]:
        table.remove(row)
    for row in list(rest.tr_lst)[:6]:
        rest.remove(row)
    gap: Xml = OxmlElement("w:p")
    table.addnext(gap)
    gap.addnext(rest)
    return paper.bytes()


def _blanks_left() -> bytes:
    texts = {**FENG, "review.place": "＿＿＿＿", "review.date": "    年   月   日"}
    return Paper(QINGDAO, "member-review").fill(texts).without_marks().bytes()


def _boxed() -> bytes:
    texts = {k: v for k, v in WU.items() if k != "review.problems"}
    paper = Paper(QINGDAO, "member-review").fill(texts)
    paragraph = paper.cell("review.problems").p_lst[0]
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    paragraph.append(
        parse_xml(
            f'<w:r {nsdecls("w")} {vml}><w:pict><v:shape style="width:200pt;height:40pt">'
            "<v:textbox><w:txbxContent><w:p><w:r><w:t>与服务对象联系少。</w:t></w:r></w:p>"
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )
    return paper.bytes()


LAST_FORMS = (
    Made(
        FormFile(
            "标签和内容同格.docx",
            (said("郑华", "办公室党支部", "赵敏", _SHORT),),
            accepted=("question", "rejected", "refused"),
        ),
        lambda: word_form(
            _BOXED,
            (1500, 2500, 2200, 2800),
            before=("基层党组织书记点评党员创先争优工作情况登记表",),
        ),
    ),
    Made(
        FormFile(
            "表格断成两截.docx",
            (said("办公室党支部", "机关党委", "王一平", BRANCH),),
            accepted=("question", "rejected", "refused"),
        ),
        _broken_in_two,
    ),
    Made(
        FormFile(
            "时间未填.docx",
            (
                said(
                    "冯娟",
                    "一分局第一党支部",
                    "周洁",
                    {**FENG, "review.date": ""},
                    地点=("", "＿＿＿＿"),
                ),
            ),
            accepted=("question", "rejected"),
        ),
        _blanks_left,
    ),
    Made(
        FormFile(
            "文本框.docx",
            (
                said(
                    "吴刚",
                    "一分局第一党支部",
                    "周洁",
                    WU,
                    "存在的问题和不足",
                    存在的问题和不足=("", "与服务对象联系少。"),
                ),
            ),
        ),
        _boxed,
    ),
)
