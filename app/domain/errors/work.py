"""Faults of what a user asks for."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "round.none": Entry(
        "还没有点评轮次。",
        "请先开设轮次。",
    ),
    "round.unknown": Entry(
        "没有名为“{name}”的点评轮次。",
        "请检查轮次名称；现有轮次：{known}。",
    ),
    "round.exists": Entry(
        "已有名为“{name}”的点评轮次。",
        "请换一个名称。",
    ),
    "round.name_missing": Entry(
        "点评轮次没有名称。",
        "请填写名称，例如 2010年下半年。",
    ),
    "round.dates": Entry(
        "轮次的开始日期晚于结束日期。",
        "请改正日期，例如 2010-07-01 至 2010-12-31。",
    ),
    "organization.unknown": Entry(
        "没有找到党组织“{name}”。",
        "请检查名称，或写出完整路径。",
    ),
    "organization.ambiguous": Entry(
        "有 {count} 个党组织叫“{name}”，无法确定是哪一个。",
        "请写出完整路径：{paths}。",
    ),
    "organization.cycle": Entry(
        "“{name}”不能移到它自己的下级“{parent}”下面。",
        "请选择别的上级党组织。",
    ),
    "organization.root_fixed": Entry(
        "“{name}”是最高一级党组织，不能移动、合并或撤销。",
        "请选择它的下级党组织。",
    ),
    "organization.ended": Entry(
        "“{name}”在 {day} 还没有成立，或已经撤销。",
        "请核对日期。",
    ),
    "organization.unchanged": Entry(
        "“{name}”没有变化。",
        "请核对名称或上级。",
    ),
    "organization.earlier_change": Entry(
        "“{name}”在 {day} 之后已有变动记录。",
        "请按先后次序录入变动，日期不早于上一次变动。",
    ),
    "person.unknown": Entry(
        "没有找到“{name}”。",
        "请检查姓名，或先录入这个人。",
    ),
    "person.ambiguous": Entry(
        "有 {count} 个人叫“{name}”，无法确定是哪一个。",
        "请在窗口里从列表中选择。",
    ),
    "member.unknown": Entry(
        "没有找到这名党员，或在 {day} 已不在册。",
        "请核对名单和日期。",
    ),
    "organization.same_name": Entry(
        "“{parent}”下面已有“{name}”。",
        "请核对是否重复。",
    ),
    "organization.group_place": Entry(
        "“{parent}”不是党支部，党小组应设在党支部下面。",
        "请核对类别或上级。",
    ),
    "organization.not_empty": Entry(
        "还有 {members} 名党员、{units} 个下级。",
        "撤销党组织请用“撤销”，由别的党组织接收。",
    ),
    "post.two_secretaries": Entry(
        "同一时间有不止一名书记。",
        "请核对任职起止日期。",
    ),
    "post.twice": Entry(
        "同一个人的同一职务登记了两次。",
        "请删去一条。",
    ),
    "span.reversed": Entry(
        "{label}不对：止 {until} 不晚于起 {since}。",
        "请核对日期。",
    ),
    "member.on_books": Entry(
        "{name}已是“{organization}”的在册党员。",
        "换支部请用“转接组织关系”；如是同名的另一个人，请选“另一个人”。",
    ),
    "member.later_change": Entry(
        "{name}在 {day} 已有后来的变动记录。",
        "请按先后次序录入，日期不早于上一次变动。",
    ),
    "member.left_undated": Entry(
        "没有填写离开日期，按从来不在册计。",
        "请补填离开日期。",
    ),
    "member.same_number": Entry(
        "“{organization}”里有身份证号相同的党员。",
        "请核对是否重复。",
    ),
    "member.future": Entry(
        "{label}在今天之后。",
        "请核对。",
    ),
    "choice.missing": Entry(
        "没有选择{label}。",
        "请选择。",
    ),
    "split.twice": Entry(
        "{names}被划入两个党组织。",
        "请只在一处勾选。",
    ),
    "text.missing": Entry(
        "没有填写{label}。",
        "请填写。",
    ),
    "text.too_long": Entry(
        "{label}有 {count} 个字，最多 {most} 个。",
        "请缩短。",
    ),
    "text.unprintable": Entry(
        "{label}里有换行、制表符或其他不能显示的字符。",
        "请删去这些字符。",
    ),
    "organization.name_missing": Entry(
        "党组织名称没有填写。",
        "请填写名称。",
    ),
    "date.invalid": Entry(
        "“{text}”不是有效的日期。",
        "请写成 2011-01-12 这样的形式。",
    ),
    "date.ambiguous": Entry(
        "“{text}”无法判断是 1 月还是 10 月。",
        "请改为 {first} 或 {second} 后重新填写。",
    ),
    "form.unknown": Entry(
        "没有名为“{name}”的登记表。",
        "本方案的登记表：{known}。",
    ),
    "task.own_review": Entry(
        "{name}不能点评自己，也不能点评自己任书记的党组织。",
        "请选择别的点评人。",
    ),
    "task.unknown": Entry(
        "没有找到这条点评任务。",
        "请刷新后重试。",
    ),
    "review.unknown": Entry(
        "没有找到这份登记表，它可能已被删除。",
        "请刷新后重试。",
    ),
    "review.unfinished": Entry(
        "这份登记表还没有填完，不能归档。",
        "请先补齐必填项。",
    ),
    "review.locked": Entry(
        "“{name}”的登记表已锁定（{locked}），没有改动。",
        "确需改动的，请先解锁并写明原因。",
    ),
    "review.not_final": Entry(
        "“{name}”的登记表还没有点评完，不能定稿。",
        "请先填完登记表。",
    ),
    "review.not_locked": Entry(
        "“{name}”的登记表没有锁定。",
        "不需要解锁。",
    ),
    "review.first_state": Entry(
        "“{name}”的登记表还是“{state}”，没有可以退回的状态。",
        "请直接修改登记表。",
    ),
    "undo.nothing": Entry(
        "没有可以撤销的操作。",
        "打开台账以后的操作才能撤销。",
    ),
    "redo.nothing": Entry(
        "没有可以重做的操作。",
        "只有刚撤销的操作才能重做。",
    ),
    "bin.in_use": Entry(
        "“{name}”不能删除：{reason}。",
        "{remedy}",
    ),
    "bin.unknown": Entry(
        "回收站里没有这一项，可能已经恢复或清空。",
        "请刷新后重试。",
    ),
    "bin.no_place": Entry(
        "“{name}”不能恢复：{reason}。",
        "请先恢复或补录它所依靠的内容，再恢复它。",
    ),
    "reason.missing": Entry(
        "此操作需要写明原因。",
        "请填写原因后重试。",
    ),
    "task.no_reviewer": Entry(
        "还没有选择点评人。",
        "请输入姓名，并从列表中选择。",
    ),
    "meeting.empty": Entry(
        "没有要填写的内容。",
        "请至少填写点评时间、地点、点评形式、点评人中的一项。",
    ),
    "meeting.day_outside": Entry(
        "{day} 不在“{round}”（{span}）之内，这样的点评不计入本轮统计。",
        "请核对年份和日期；确实如此，请再按一次“填写”。",
    ),
    "question.unknown": Entry(
        "没有编号为“{id}”的问题，或它已经回答过。",
        "请用 import --dry-run 重新查看问题编号。",
    ),
    "question.option": Entry(
        "“{option}”不是这个问题的选项。",
        "可选：{options}。",
    ),
    "command.usage": Entry(
        "命令写法有误：{detail}",
        "请用 --help 查看用法。",
    ),
    "command.interrupted": Entry(
        "操作已中断，没有做完的部分没有保存。",
        "需要时请重新运行。",
    ),
    "internal": Entry(
        "程序出现意外错误，您的数据没有改动。",
        "请把日志文件交给维护人员：{log}。",
    ),
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
