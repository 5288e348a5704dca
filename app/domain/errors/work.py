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
}
