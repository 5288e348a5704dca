"""The change log and the open questions as rows for people."""

from collections.abc import Iterable, Iterator

from app.db.review_heads import heads_among
from app.domain.history import Change
from app.domain.ids import ReviewId
from app.domain.review import HEAD_WORDS
from app.domain.words import REVIEW_STATES, ReviewState
from app.ops.tasks import target_name
from app.ops.workspace import Workspace

CHANGE_COLUMNS = (
    "序号",
    "时间",
    "操作人",
    "类别",
    "对象",
    "项目",
    "原内容",
    "新内容",
    "原因",
    "编号",
)
QUESTION_COLUMNS = ("问题", "可选的回答", "涉及的行", "编号")
_KINDS = {
    "review": "点评记录",
    "organization": "党组织",
    "person": "人员",
    "member": "党员",
    "appointment": "党内职务",
    "oversight": "分管联系",
    "task": "点评任务",
    "round": "点评轮次",
    "scheme": "点评方案",
    "step": "撤销重做",
}
_FIELDS = {
    "day": HEAD_WORDS["review.date"],
    "place": HEAD_WORDS["review.place"],
    "mode": HEAD_WORDS["review.mode"],
    "reviewers": HEAD_WORDS["reviewer.identity"],
    "state": "状态",
    "form": "登记表",
    "target": "点评对象",
    "round_id": "点评轮次",
    "organization_id": "所在党组织",
    "task_id": "点评任务",
    "secretary_id": "书记",
    "name": "名称",
    "short_name": "简称",
    "kind": "类别",
    "parent_id": "上级党组织",
    "tags": "标签",
    "status": "党员状态",
    "category": "人员类别",
    "post": "职务",
    "title": "职务名称",
    "held.since": "任职起",
    "held.until": "任职止",
    "active.since": "成立日期",
    "active.until": "撤销日期",
    "on_books.since": "转入日期",
    "on_books.until": "状态日期",
    "reviewer_kind": "点评人类别",
    "form_edition": "登记表版本",
}
_LONGEST = 32_000
"""Characters; a cell of Excel holds no more than 32,767."""


def change_rows(workspace: Workspace, changes: Iterable[Change]) -> Iterator[dict[str, str]]:
    """Give a row for each line of the change log: heading → text."""
    names = _Names(workspace)
    for change in changes:
        texts = (
            str(change.sequence),
            change.time,
            change.who,
            _KINDS.get(change.what, change.what),
            names.of(change),
            names.field(change.field),
            names.text(change.field, change.old),
            names.text(change.field, change.new),
            change.reason,
            change.record_id,
        )
        yield dict(zip(CHANGE_COLUMNS, (text[:_LONGEST] for text in texts), strict=True))


def question_rows(workspace: Workspace) -> Iterator[dict[str, str]]:
    """Give a row for each question that still waits for an answer: heading → text."""
    for each in workspace.stores.questions.open():
        asked = each.question
        texts = (
            asked.message,
            "；".join(asked.options),
            "、".join(map(str, asked.rows)),
            asked.id,
        )
        yield dict(zip(QUESTION_COLUMNS, texts, strict=True))


class _Names:
    """Words for what the log keeps as ids and keys."""

    def __init__(self, workspace: Workspace) -> None:
        self._directory = workspace.directory(workspace.today())
        self._database = workspace.database
        records = workspace.records
        self._known: dict[str, str] = {
            **{o.id: o.name for o in records.organizations},
            **{p.id: p.name for p in records.persons},
            **{m.id: self._directory.name(m.person_id) for m in records.members},
            **{r.id: r.name for r in workspace.stores.rounds.all()},
        }
        self._reviews: dict[str, str] = {}
        specs = [*workspace.earlier_editions(), *workspace.forms.values()]
        self._fields = {**_FIELDS, **{f.key: f.label for spec in specs for f in spec.fields}}
        self._forms = {form.id: form.title for form in workspace.scheme.forms}

    def of(self, change: Change) -> str:
        if change.what != "review":
            return self._known.get(change.record_id, "")
        if change.record_id not in self._reviews:
            heads = heads_among(self._database, [ReviewId(change.record_id)])
            name = target_name(self._directory, heads[0].target) if heads else ""
            self._reviews[change.record_id] = name
        return self._reviews[change.record_id]

    def field(self, key: str) -> str:
        return self._fields.get(key, key.removeprefix("extra."))

    def text(self, key: str, text: str) -> str:
        if key == "state" and text in {state.value for state in ReviewState}:
            return REVIEW_STATES[ReviewState(text)]
        if key == "form":
            return self._forms.get(text, text)
        return "、".join(self._known.get(part, part) for part in text.split("、"))
