"""Faults of 群众评议 and 民主测评."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "vote.negative": Entry(
        "票数不能是负数。",
        "请改正票数。",
    ),
    "vote.no_votes": Entry(
        "一票也没有，无法计算百分比。",
        "请填写票数。",
    ),
    "vote.grades": Entry(
        "填了 {count} 个票数，而这种评价有 {wanted} 个等次（{grades}）。",
        "请按等次的次序各填一个票数，没有的填 0。",
    ),
    "vote.scale_unknown": Entry(
        "没有编号为“{name}”的评价等次。",
        "可用的有：{known}。",
    ),
    "vote.counts": Entry(
        "票数“{text}”看不懂。",
        "请用逗号分开，例如 134,4,3。",
    ),
    "vote.present": Entry(
        "实到 {present} 人，多于应到的 {expected} 人。",
        "请核对应到和实到人数。",
    ),
    "vote.returned": Entry(
        "收回 {returned} 张，多于发出的 {issued} 张。",
        "请核对发出和收回的张数。",
    ),
    "vote.valid": Entry(
        "有效票 {valid} 张，多于收回的 {returned} 张。",
        "请核对收回和有效的张数。",
    ),
    "vote.invalid": Entry(
        "无效票 {invalid} 张，多于收回的 {returned} 张。",
        "请核对收回和无效的张数。",
    ),
    "vote.parts": Entry(
        "有效票 {valid} 张加无效票 {invalid} 张，不等于收回的 {returned} 张。",
        "请核对这三个数。",
    ),
    "vote.sum": Entry(
        "各等次和弃权共 {total} 票，应为 {voting} 票（有效票减去回避的）。",
        "请核对票数；有人回避的，请填写回避人数。",
    ),
    "vote.abstention": Entry(
        "填了弃权 {count} 票，而这种评价不能弃权。",
        "漏填的测评票应计为无效票；或者改用可以弃权的评价等次。",
    ),
    "vote.recused": Entry(
        "回避 {recused} 人，多于有效票 {valid} 张。",
        "请核对回避人数。",
    ),
    "vote.weights": Entry(
        "各类参评人员的权重合计 {total}%，应为 100%，并且每一类都要有。",
        "请改正权重；合并计票的，各类都填 0。",
    ),
    "vote.source": Entry(
        "采用其他来源的结果，没有写明来源。",
        "请填写由谁组织、依据什么材料。",
    ),
    "vote.no_objects": Entry(
        "没有评议对象。",
        "请先添加评议对象。",
    ),
    "vote.no_groups": Entry(
        "没有参评人员。",
        "请先填写由哪一类人员参加评议。",
    ),
    "vote.not_counted": Entry(
        "还有 {count} 项没有票数（共 {all} 项）。",
        "请录入完再汇总。",
    ),
    "vote.done": Entry(
        "“{title}”已经汇总，票数不能再改。",
        "确需更正的，请先退回计票。",
    ),
    "vote.counted": Entry(
        "“{title}”已经有票数，评价等次、评议内容和有票数的对象、参评人员不能再改。",
        "确需更改的，请先清空票数。",
    ),
    "vote.unknown": Entry(
        "没有找到这次评议。",
        "可能已被删除，请刷新后再看。",
    ),
    "vote.two_objects": Entry(
        "“{name}”作为{kind}列了两次。",
        "请删去一个。",
    ),
    "vote.marks": Entry(
        "这张测评票有 {wanted} 项，录入了 {count} 项，或有不认得的记号。",
        "每一项可以录入：{known}。",
    ),
    "vote.second": Entry(
        "第 {number} 张测评票两次录入不一致。",
        "请对照原票更正。",
    ),
    "vote.piles": Entry(
        "同一类参评人员既有全部对象一张的票，又有每个对象一张的票。",
        "请只用一种方式录入。",
    ),
    "vote.participation": Entry(
        "参加评议的 {came} 人，应到 {expected} 人，不足 {least}%。",
        "请核对，或说明原因。",
    ),
    "vote.no_accounts": Entry(
        "没有填写有效票数，票数无法核对。",
        "请填写发出、收回和有效的张数。",
    ),
    "vote.issued": Entry(
        "发出 {issued} 张，多于参加的 {most} 人。",
        "请核对是否有补发或委托投票。",
    ),
    "vote.best_share": Entry(
        "评为“{grade}”的 {rated} 人，正式党员 {full} 人，最多评 {most} 人。",
        "请按规定的比例评定。",
    ),
    "vote.probationary": Entry(
        "预备党员参加评议，不评定等次，这里评为“{rating}”。",
        "请核对是否已经转正。",
    ),
    "vote.sheet_heading": Entry(
        "没有找到表头：要有“评议对象”一栏和各等次（{grades}）的票数。",
        "请用“导出汇总表”得到的表格填写，或改正表头。",
    ),
    "vote.sheet_object": Entry(
        "“{name}”不在评议对象里，或有同名的。",
        "请核对姓名；同名的请在窗口里录入。",
    ),
    "vote.sheet_item": Entry(
        "“{name}”没有评议内容“{item}”。",
        "请核对评议内容。",
    ),
    "vote.sheet_number": Entry(
        "“{column}”一栏的“{text}”不是票数。",
        "请改为不小于 0 的整数。",
    ),
    "vote.sheet_double": Entry(
        "“{name}”的同一项内容有两行。",
        "请删去一行。",
    ),
    "vote.many_papers": Entry(
        "一共要 {count} 张测评票，一次最多 {most} 张。",
        "不编号的只需印一份再复印；编号的请分批印。",
    ),
}
