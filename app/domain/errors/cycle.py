"""Faults of the records around a review: promises, meetings, postings, problems, files."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "record.unknown": Entry(
        "这条记录已不在台账里。",
        "可能已被删除或撤销，请重新打开所在的页面。",
    ),
    "schedule.days": Entry(
        "要提前至少 1 天。",
        "请写明下级要比上级期限提前几天完成。",
    ),
    "schedule.none": Entry(
        "没有选中任何期限。",
        "请勾选方案里的期限，或另填一个上级期限。",
    ),
    "schedule.what": Entry(
        "没有写明是什么事项的期限。",
        "请填写事项。",
    ),
    "archive.nothing": Entry(
        "“{round}”在这里没有可以归档的内容。",
        "请先填写登记表，或换一个党组织。",
    ),
    "rectification.empty": Entry(
        "整改事项没有内容。",
        "请写明问题或进展。",
    ),
    "rectification.checker": Entry(
        "销号要写明由谁核实。",
        "请填写核实人。",
    ),
    "rectification.unfinished": Entry(
        "“{problem}”还没有整改完成，不能销号。",
        "请先填写整改结果，标为“已整改”。",
    ),
    "rectification.none": Entry(
        "“{name}”还没有列出整改事项，无法写回复。",
        "请先在“整改”页列出整改事项。",
    ),
    "holiday.unread": Entry(
        "“{text}”里有看不懂的日期。",
        "请写成 1月1日、1月1日至3日 或 2011-01-01，每行一项。",
    ),
    "posting.title": Entry(
        "公示没有标题。",
        "请填写标题。",
    ),
    "posting.days": Entry(
        "公示的结束日期早于开始日期。",
        "请改正日期。",
    ),
    "posting.short": Entry(
        "公示只有 {count} 个工作日，规定是 {wanted} 个。",
        "请核对起止日期和节假日。",
    ),
    "posting.no_copies": Entry(
        "选中的 {count} 份登记表都没有公示份，公示出来是空的。",
        "请把公示内容改为“点评情况一览表”或“点评意见摘要”。",
    ),
    "posting.unknown": Entry(
        "没有找到这次公示。",
        "它可能已被删除，请刷新。",
    ),
    "posting.said": Entry(
        "反馈没有内容。",
        "请写明群众反映了什么。",
    ),
    "posting.still_up": Entry(
        "公示到 {until} 期满，现在还不能办结。",
        "请等公示期满，或先改正结束日期。",
    ),
    "posting.unhandled": Entry(
        "还有 {count} 条反馈没有处理，不能办结。",
        "请先填写处理情况。",
    ),
    "target.unknown": Entry(
        "找不到这个承诺人，他可能已不在册。",
        "请重新选择党组织或党员。",
    ),
    "commitment.empty": Entry(
        "承诺事项没有内容。",
        "请写明承诺什么。",
    ),
    "commitment.sheet_heading": Entry(
        "没有找到承诺清单的表头：要有“承诺事项”，还要有“承诺人”或“所在党组织”。",
        "请用“空白清单”得到的表格填写，或改正表头；粘贴时请连表头一起复制。",
    ),
    "commitment.sheet_nobody": Entry(
        "没有写明是谁的承诺。",
        "请填写承诺人；党组织的承诺填写党组织名称。",
    ),
    "commitment.sheet_unknown": Entry(
        "“{name}”不在名册里，也不是党组织名称。",
        "请核对姓名或名称；新来的请先加入名册。",
    ),
    "commitment.sheet_several": Entry(
        "“{name}”不止一个。",
        "请在“所在党组织”里写明所在党支部的全称。",
    ),
    "commitment.sheet_state": Entry(
        "不认识状态“{word}”。",
        "可填：{states}。",
    ),
    "commitment.sheet_double": Entry(
        "同一人的同一件事在清单里出现了两次：{matter}。",
        "请只留一行，或把两件事分别写清楚。",
    ),
    "opinion.empty": Entry(
        "意见建议没有内容。",
        "请写明说了什么。",
    ),
    "opinion.count": Entry(
        "提意见的人数至少是 1。",
        "请改正人数。",
    ),
    "attachment.kind": Entry(
        "这种文件不能作为附页。",
        "可用的有：{kinds}。请另存为其中一种。",
    ),
    "attachment.large": Entry(
        "文件超过 {most} MB，没有存入台账。",
        "请压缩图片，或分成几个文件。",
    ),
    "attachment.missing": Entry(
        "台账里没有这个文件的内容。",
        "它可能没有随数据包一起报来，请向报送单位索取。",
    ),
    "attachment.damaged": Entry(
        "台账里的这个文件与存入时不一致，没有打开。",
        "请从备份恢复，或重新添加这个文件。",
    ),
    "case.empty": Entry(
        "典型没有标题。",
        "请填写标题。",
    ),
    "meeting.title": Entry(
        "会议没有名称。",
        "请填写会议名称。",
    ),
    "meeting.name": Entry(
        "参会名单里有一行没有姓名。",
        "请填写姓名，或删去这一行。",
    ),
    "meeting.outside": Entry(
        "{day} 不在“{round}”（{span}）之内，这样的点评不计入本轮统计。",
        "请核对年份和日期；确实如此，可以照常保存。",
    ),
    "meeting.short": Entry(
        "应到 {expected} 人，实到 {present} 人，没有达到方案要求的{share}。",
        "请核对缺席情况；确实如此，可以照常保存。",
    ),
    "meeting.reviewer_unknown": Entry(
        "点评人“{name}”不在台账里，也没有写单位或职务。",
        "请在参会人员里填写他的单位和职务。",
    ),
    "meeting.no_tasks": Entry(
        "没有勾选要填写的点评任务。",
        "请在“点评任务”里勾选；只想记下这次会议，请按“保存”。",
    ),
    "draw.seed": Entry(
        "没有写明抽取用的种子。",
        "请填写事先公布的一串字，例如当天的日期或号码。",
    ),
    "draw.count": Entry(
        "抽取数量不对：范围里共有 {size} 个。",
        "请填写 1 到 {size} 之间的数；范围是空的，就先开设轮次或另选党组织。",
    ),
    "interview.by": Entry(
        "没有写明约谈人。",
        "请填写约谈人的姓名和职务。",
    ),
    "interview.until": Entry(
        "整改时限早于约谈日期。",
        "请核对日期。",
    ),
}
