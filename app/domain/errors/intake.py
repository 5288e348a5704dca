"""Faults of what people bring in."""

from app.domain.errors.fault import Entry

ENTRIES: dict[str, Entry] = {
    "sheet.unreadable": Entry(
        "无法识别为表格文件。",
        "请用 WPS 或 Excel 打开，另存为 .xlsx 后重新导入。",
    ),
    "sheet.html": Entry(
        "文件其实是网页（HTML），不是 Excel 表格。",
        "请用 WPS 打开，另存为 .xlsx 后重新导入。",
    ),
    "sheet.encrypted": Entry(
        "文件有密码保护。",
        "请去掉密码后重新导入。",
    ),
    "sheet.damaged": Entry(
        "文件已损坏或不完整。",
        "请重新复制该文件，或用 WPS 打开修复，另存为 .xlsx 后重新导入。",
    ),
    "sheet.word": Entry(
        "文件其实是 Word 文档，不是表格。",
        "请把表格复制到 Excel 中保存后重新导入。",
    ),
    "sheet.encoding": Entry(
        "无法确定文本文件的文字编码。",
        "请用 WPS 或 Excel 打开，另存为 .xlsx 后重新导入。",
    ),
    "sheet.too_large_unpacked": Entry(
        "文件解压后过大（{size}），超过允许的 {limit}。",
        "请拆分文件后再试。",
    ),
    "sheet.too_many_cells": Entry(
        "表格范围过大（{count} 个单元格，最多 {limit} 个）。",
        "请删去数据以外的行和列，另存后重新导入。",
    ),
    "sheet.empty": Entry(
        "表格里没有数据。",
        "请检查文件内容。",
    ),
    "sheet.header": Entry(
        "没有找到表头。",
        "请保留含“{wanted}”等列名的表头行。",
    ),
    "sheet.passed_by": Entry(
        "没有读取工作表“{sheets}”：不是可识别的名单。",
        "如需导入，请检查其表头。",
    ),
    "sheet.rows_passed_by": Entry(
        "没有读取第 {rows} 行：{why}。",
        "如果其中有数据，请把它移到表格的数据行里后重新导入。",
    ),
    "sheet.columns_kept": Entry(
        "没有认出“{columns}”列，原样保留在附加信息里。",
        "如果是常用栏目，请改用导入模板中的列名后重新导入。",
    ),
    "sheet.columns_unread": Entry(
        "没有认出“{columns}”列，没有读取。",
        "如果是常用栏目，请改用导入模板中的列名后重新导入。",
    ),
    "sheet.default_place": Entry(
        "有 {count} 行没有写“{column}”，按{where}“{text}”归入“{path}”。",
        "如有不符，请在表中补填后重新导入。",
    ),
    "sheet.phones_unread": Entry(
        "“{column}”里有 {count} 处电话号码，没有读取。",
        "党员的电话请填在党员名册的“联系电话”里。",
    ),
    "sheet.serial_dates": Entry(
        "“{column}”里有 {count} 个日期存成了 Excel 序号，如“{text}”按 {day} 读取。",
        "请核对；如有不符，请把该列设为日期格式后重新导入。",
    ),
    "row.columns_differ": Entry(
        "有两列“{column}”，写的不一样：第 {first} 列“{one}”，第 {second} 列“{other}”，没有录入，"
        "原样保留在附加信息里。",
        "请只保留正确的一列后重新导入。",
    ),
    "sheet.columns_differ": Entry(
        "有两列“{column}”（第 {first} 列、第 {second} 列），有 {count} 行写的不一样，"
        "如“{one}”和“{other}”，没有录入，原样保留在附加信息里。",
        "请只保留正确的一列后重新导入。",
    ),
    "row.serial_date": Entry(
        "“{text}”是 Excel 日期序号，按 {day} 读取。",
        "请核对。",
    ),
    "row.not_split": Entry(
        "“{text}”无法分成“{columns}”，原样保留在附加信息里。",
        "请分成几列填写后重新导入。",
    ),
    "row.name_mark": Entry(
        "“{text}”前后的记号没有读取，按“{name}”录入。",
        "如记号另有含义（如预备党员），请填在相应的栏目里。",
    ),
    "row.bracket": Entry(
        "“{text}”括号里的字没有读懂，按原样作为姓名。",
        "如不属于姓名，请删去括号后重新导入。",
    ),
    "row.bracket_differs": Entry(
        "“{text}”括号里的“{inner}”与“{column}”一列的“{there}”不一致，按该列读取。",
        "请核对。",
    ),
    "row.phone_lost_digits": Entry(
        "电话号码被存成了近似的数字，后几位已丢失，没有录入。",
        "请把该列设为文本格式后重新填写，也可留空。",
    ),
    "sheet.kind": Entry(
        "无法判断这是什么表。",
        "请核对表头（可照“导入模板”里的写；统计表要与“统计报表”导出的样式一致）；"
        "用命令导入时可用 --kind 说明它是什么。",
    ),
    "row.missing": Entry(
        "缺少“{column}”。",
        "请补填后重新导入。",
    ),
    "row.no_name": Entry(
        "“{text}”不是姓名（{why}），没有录入。",
        "请改正姓名后重新导入。",
    ),
    "row.odd_name": Entry(
        "“{text}”不像姓名（{why}），按原样录入。",
        "请核对。",
    ),
    "row.long_name": Entry(
        "“{text}”共有 {count} 个字，不能作为党组织名称（最多 {most} 个字）。",
        "请改正名称后重新导入。",
    ),
    "row.vacant": Entry(
        "“{text}”不是姓名，按空缺处理，没有登记。",
        "台账里原来登记的人不变；如已离任，请在程序里结束其任职。",
    ),
    "row.date": Entry(
        "“{text}”不是能识别的日期。",
        "请写成 1975.06 或 1975年6月1日 后重新导入。",
    ),
    "row.date_ambiguous": Entry(
        "“{text}”无法判断是 1 月还是 10 月。",
        "请改为 {first} 或 {second} 后重新导入。",
    ),
    "row.kind": Entry(
        "不认识的党组织类别“{text}”。",
        "可填：{known}。",
    ),
    "row.parent_missing": Entry(
        "上级党组织“{name}”不存在。",
        "请先录入上级党组织，或改正名称。",
    ),
    "row.parent_cycle": Entry(
        "上级关系绕成了圈：{path}。",
        "请改正其中一个的上级党组织。",
    ),
    "row.parent_self": Entry(
        "上级党组织填成了自己。",
        "请改正上级党组织。",
    ),
    "row.duplicate": Entry(
        "与第 {row} 行重复。",
        "请删去其中一行。",
    ),
    "row.root_parent": Entry(
        "上级党组织“{name}”不在本台账内，已忽略。",
        "最高一级党组织可以不填上级党组织。",
    ),
    "row.same_name": Entry(
        "已有同名党组织（{path}），按另一个党组织录入。",
        "如果是同一个，请在名单里同时列出它原来的上级。",
    ),
    "row.second_secretary": Entry(
        "写了不止一位书记，按“{first}”登记，没有登记“{others}”为书记。",
        "一个党组织只填一位书记，其他人请填入班子成员。",
    ),
    "row.holder_ambiguous": Entry(
        "{label}可能是名册里的不止一个人。",
        "请选择是哪一个。",
    ),
    "row.secretary_conflict": Entry(
        "“{organization}”的书记已登记为“{holder}”，这里写的是“{name}”。",
        "请选择由谁任书记。",
    ),
    "row.same_person": Entry(
        "“{organization}”里已有“{name}”，与这一行分不清是不是同一个人。",
        "请选择，或补填出生年月后重新导入。",
    ),
    "row.other_number": Entry(
        "“{organization}”里的“{name}”身份证号末四位是 {old}，这一行是 {new}。",
        "请选择是同一个人（更正身份证号）还是另一个人。",
    ),
    "row.other_branch": Entry(
        "“{name}”已登记在“{organization}”，这一行写在另一个党支部。",
        "请选择是转接组织关系，还是同名的另一个人。",
    ),
    "row.renamed": Entry(
        "台账里没有“{name}”，却有名单里没有的“{old}”，两者的下级、书记或党员相同。",
        "请选择是更名，还是新设的党组织。",
    ),
    "row.other_reviewer": Entry(
        "“{target}”在本轮已有一条记录（{old}），这一行的点评领导是“{new}”。",
        "请选择是修改点评人，还是另一条记录。",
    ),
    "row.possible_double": Entry(
        "“{organization}”里有同名同出生年月的党员。",
        "请核对是否重复；转移组织关系的，请把原记录改为转出。",
    ),
    "row.not_branch": Entry(
        "“{name}”不是党支部或党小组。",
        "党员应编入党支部，请核对。",
    ),
    "row.not_member": Entry(
        "政治面貌为“{text}”，不是党员。",
        "请从名册中删去这一行。",
    ),
    "row.id_lost_digits": Entry(
        "身份证号被存成了数字，后几位已丢失，没有录入。",
        "请把该列设为文本格式后重新填写，也可留空。",
    ),
    "row.id_mismatch": Entry(
        "身份证号与{what}不一致。",
        "请核对。",
    ),
    "row.day_assumed": Entry(
        "“{text}”没有写到日，按 {day} 计。",
        "如需精确，请写出日期。",
    ),
    "row.post_elsewhere": Entry(
        "党内职务“{text}”不是所在党支部的职务，没有登记。",
        "请在党组织名单的“书记”或“班子成员”里填写。",
    ),
    "row.second_root": Entry(
        "已有最高一级党组织“{root}”，这一行没有填上级党组织。",
        "请补填上级党组织。",
    ),
    "row.organization_unknown": Entry(
        "没有找到党组织“{name}”。",
        "请改正名称，或先导入党组织名单。",
    ),
    "row.organization_ambiguous": Entry(
        "有 {count} 个党组织叫“{name}”。",
        "请选择是哪一个，或写出完整路径。",
    ),
    "row.person_unknown": Entry(
        "没有找到“{name}”。",
        "请改正姓名，或先导入党员名册。",
    ),
    "row.person_ambiguous": Entry(
        "有 {count} 个人叫“{name}”。",
        "请选择是哪一个。",
    ),
    "row.round_unknown": Entry(
        "没有名为“{name}”的轮次。",
        "请先开设轮次，或改正轮次名称。",
    ),
    "row.form_unknown": Entry(
        "没有名为“{name}”的登记表。",
        "可填：{known}。",
    ),
    "row.day_taken": Entry(
        "“{text}”按 {day} 读取，没有读取“{rest}”。",
        "请核对。",
    ),
    "row.day": Entry(
        "“{text}”没有写到日。",
        "请写成 2010-12-01 或 2010年12月1日 后重新导入。",
    ),
    "row.no_cell": Entry(
        "登记表“{form}”没有“{column}”这一格，没有录入。",
        "请改填到表上有的栏目。",
    ),
    "row.review_locked": Entry(
        "“{name}”的登记表已锁定（{locked}），这一行没有写入。",
        "确需改动的，请先解锁并写明原因，再重新导入。",
    ),
    "row.number_unfit": Entry(
        "编号对应的记录不是这个点评对象、登记表和轮次，按新的一行处理。",
        "新增的行请不要填编号。",
    ),
    "column.unknown": Entry(
        "没有读取“{column}”这一列。",
        "如需导入，请改用规范的列名。",
    ),
    "row.state_unknown": Entry(
        "不认识的状态“{text}”。",
        "可填：{known}。",
    ),
    "row.mode_unknown": Entry(
        "不认识的点评形式“{text}”，按原文保留。",
        "方案中的形式：{known}。",
    ),
    "row.reversed": Entry(
        "结束日期 {until} 不晚于开始日期 {since}。",
        "请核对日期，否则它在任何一天都不算存在。",
    ),
    "row.kept_done": Entry(
        "写明“{stated}”，但台账里已是“{state}”，状态保持不变。",
        "确需退回的，请在程序里退回并写明原因。",
    ),
    "row.incomplete": Entry(
        "写明“{stated}”，但缺少{missing}，按“{state}”计。",
        "请补填后重新导入。",
    ),
    "row.value": Entry(
        "“{text}”不能填在“{column}”里。",
        "可填：{known}。",
    ),
    "row.age": Entry(
        "入党时年龄不足 18 岁或早于出生。",
        "请核对出生年月和入党时间。",
    ),
    "row.full_before_joined": Entry(
        "转正时间早于入党时间。",
        "请核对入党时间和转正时间。",
    ),
    "row.id_number": Entry(
        "身份证号校验不通过。",
        "请核对身份证号，可留空。",
    ),
    "row.outside_round": Entry(
        "点评时间不在轮次“{round}”之内。",
        "请核对点评时间。",
    ),
}
