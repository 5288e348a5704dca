"""The field's standard terms: every enumeration with the Chinese word for each value."""

import re
from enum import StrEnum


class OrganizationKind(StrEnum):
    """Kinds of organisation (党组织类别)."""

    LOCAL_COMMITTEE = "local_committee"
    LEADING_GROUP = "leading_group"
    WORK_COMMITTEE = "work_committee"
    COMMITTEE = "committee"
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"
    JOINT_BRANCH = "joint_branch"
    GROUP = "group"
    UNIT = "unit"


ORGANIZATION_KINDS: dict[OrganizationKind, str] = {
    OrganizationKind.LOCAL_COMMITTEE: "地方党委",
    OrganizationKind.LEADING_GROUP: "党组",
    OrganizationKind.WORK_COMMITTEE: "工委",
    OrganizationKind.COMMITTEE: "党委",
    OrganizationKind.GENERAL_BRANCH: "党总支",
    OrganizationKind.BRANCH: "党支部",
    OrganizationKind.JOINT_BRANCH: "联合党支部",
    OrganizationKind.GROUP: "党小组",
    OrganizationKind.UNIT: "科室",
}

KIND_SPELLINGS: dict[str, OrganizationKind] = {
    **{word: kind for kind, word in ORGANIZATION_KINDS.items()},
    "基层党委": OrganizationKind.COMMITTEE,
    "机关党委": OrganizationKind.COMMITTEE,
    "机关委员会": OrganizationKind.COMMITTEE,
    "分党委": OrganizationKind.COMMITTEE,
    "委员会": OrganizationKind.COMMITTEE,
    "党工委": OrganizationKind.WORK_COMMITTEE,
    "工作委员会": OrganizationKind.WORK_COMMITTEE,
    "省委": OrganizationKind.LOCAL_COMMITTEE,
    "市委": OrganizationKind.LOCAL_COMMITTEE,
    "县委": OrganizationKind.LOCAL_COMMITTEE,
    "区委": OrganizationKind.LOCAL_COMMITTEE,
    "省委员会": OrganizationKind.LOCAL_COMMITTEE,
    "市委员会": OrganizationKind.LOCAL_COMMITTEE,
    "县委员会": OrganizationKind.LOCAL_COMMITTEE,
    "总支": OrganizationKind.GENERAL_BRANCH,
    "总支部": OrganizationKind.GENERAL_BRANCH,
    "总支部委员会": OrganizationKind.GENERAL_BRANCH,
    "支部": OrganizationKind.BRANCH,
    "支部委员会": OrganizationKind.BRANCH,
    "联合支部": OrganizationKind.JOINT_BRANCH,
    "小组": OrganizationKind.GROUP,
    "分局": OrganizationKind.UNIT,
    "项目部": OrganizationKind.UNIT,
    "部门": OrganizationKind.UNIT,
    "单位": OrganizationKind.UNIT,
}

GRASS_ROOTS = frozenset(
    {
        OrganizationKind.COMMITTEE,
        OrganizationKind.GENERAL_BRANCH,
        OrganizationKind.BRANCH,
        OrganizationKind.JOINT_BRANCH,
    }
)
"""基层党组织: 基层党委, 党总支, 党支部, 联合党支部."""


def kind_from_name(name: str) -> OrganizationKind | None:
    """Return the kind that the end of an organisation's name tells, or None.

    The longest ending wins: 联合党支部 before 党支部, 总支部 before 支部.
    """
    for ending in sorted(KIND_SPELLINGS, key=len, reverse=True):
        if name.endswith(ending):
            return KIND_SPELLINGS[ending]
    return None


class PostKind(StrEnum):
    """Posts in an organisation (党内职务)."""

    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    COMMITTEE_MEMBER = "committee_member"
    GROUP_LEADER = "group_leader"


POSTS: dict[PostKind, str] = {
    PostKind.SECRETARY: "书记",
    PostKind.DEPUTY_SECRETARY: "副书记",
    PostKind.COMMITTEE_MEMBER: "委员",
    PostKind.GROUP_LEADER: "组长",
}

COMMITTEE_POSTS = frozenset(
    {PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.COMMITTEE_MEMBER}
)
"""班子成员: the whole committee, the secretary included."""


_OTHER_SECRETARIES = re.compile("(纪委|纪工委|纪检组?|团委|团工委|团总支|团支部|政法委)副?书记")


def post_from_title(title: str) -> PostKind | None:
    """Return the post that a written title means (副书记 before 书记), or None.

    The secretary of a 纪委 or of the 共青团 sits in the committee, no more.
    """
    if title.endswith("党员"):
        return None
    ours = _OTHER_SECRETARIES.sub("", title)
    if "副书记" in ours:
        return PostKind.DEPUTY_SECRETARY
    if "书记" in ours:
        return PostKind.SECRETARY
    if "小组长" in title or title == "组长":
        return PostKind.GROUP_LEADER
    if title:
        return PostKind.COMMITTEE_MEMBER
    return None


class OversightKind(StrEnum):
    """How a leader answers for an organisation."""

    IN_CHARGE = "in_charge"
    CONTACT_POINT = "contact_point"


OVERSIGHTS: dict[OversightKind, str] = {
    OversightKind.IN_CHARGE: "分管",
    OversightKind.CONTACT_POINT: "联系点",
}


class MemberCategory(StrEnum):
    """Full or probationary member (人员类别)."""

    FULL = "full"
    PROBATIONARY = "probationary"


MEMBER_CATEGORIES: dict[MemberCategory, str] = {
    MemberCategory.FULL: "正式党员",
    MemberCategory.PROBATIONARY: "预备党员",
}


CATEGORY_SPELLINGS: dict[str, MemberCategory] = {
    **{word: category for category, word in MEMBER_CATEGORIES.items()},
    **dict.fromkeys(
        ("正式", "中共党员", "党员", "中共正式党员", "中国共产党党员"), MemberCategory.FULL
    ),
    **dict.fromkeys(
        ("预备", "中共预备党员", "预备期", "预备期党员", "中国共产党预备党员"),
        MemberCategory.PROBATIONARY,
    ),
}
NOT_MEMBERS = frozenset({"群众", "共青团员", "团员", "民主党派", "无党派人士"})
"""Values of 政治面貌 that say that somebody is no member."""


class MemberStatus(StrEnum):
    """Where a membership stands (党员状态)."""

    ACTIVE = "active"
    MOVED_OUT = "moved_out"
    SUSPENDED = "suspended"
    EXPELLED = "expelled"
    DECEASED = "deceased"


MEMBER_STATUSES: dict[MemberStatus, str] = {
    MemberStatus.ACTIVE: "正常",
    MemberStatus.MOVED_OUT: "转出",
    MemberStatus.SUSPENDED: "停止党籍",
    MemberStatus.EXPELLED: "出党",
    MemberStatus.DECEASED: "去世",
}

STATUS_SPELLINGS: dict[str, MemberStatus] = {
    **{word: status for status, word in MEMBER_STATUSES.items()},
    "在册": MemberStatus.ACTIVE,
    "在册党员": MemberStatus.ACTIVE,
    "转入": MemberStatus.ACTIVE,
    "已转出": MemberStatus.MOVED_OUT,
    "组织关系转出": MemberStatus.MOVED_OUT,
    "组织关系已转出": MemberStatus.MOVED_OUT,
    "已转": MemberStatus.MOVED_OUT,
    "停止党籍党员": MemberStatus.SUSPENDED,
    "开除党籍": MemberStatus.EXPELLED,
    "除名": MemberStatus.EXPELLED,
    "退党": MemberStatus.EXPELLED,
    "已停止党籍": MemberStatus.SUSPENDED,
    "已出党": MemberStatus.EXPELLED,
    "已去世": MemberStatus.DECEASED,
    "逝世": MemberStatus.DECEASED,
    "已故": MemberStatus.DECEASED,
    "死亡": MemberStatus.DECEASED,
}


class TargetKind(StrEnum):
    """What a review is about: an organisation with its secretary, or a person."""

    ORGANIZATION = "organization"
    MEMBER = "member"


class ReviewerKind(StrEnum):
    """Who reviews."""

    PERSON = "person"
    BODY = "body"
    OUTSIDE = "outside"


class ReviewState(StrEnum):
    """How far a review has come."""

    PLANNED = "planned"
    SUMMARIZED = "summarized"
    HEARD = "heard"
    """A report was heard (听取汇报); no review."""
    REVIEWED = "reviewed"
    ARCHIVED = "archived"


REVIEW_STATES: dict[ReviewState, str] = {
    ReviewState.PLANNED: "应点评",
    ReviewState.SUMMARIZED: "已小结",
    ReviewState.HEARD: "已听取汇报",
    ReviewState.REVIEWED: "已点评",
    ReviewState.ARCHIVED: "已归档",
}

DONE_STATES = frozenset({ReviewState.REVIEWED, ReviewState.ARCHIVED})
"""Only these count as reviewed (domain.md §4)."""

FINISHED_STATES = DONE_STATES | {ReviewState.HEARD}
"""With these a task is done, counted or not."""


class CopyPurpose(StrEnum):
    """For whom a copy of a form is made (the note under the form)."""

    SELF = "self"
    OWN = "own"
    SUPERIOR = "superior"
    POSTING = "posting"
    BLANK = "blank"


COPIES: dict[CopyPurpose, str] = {
    CopyPurpose.SELF: "本人",
    CopyPurpose.OWN: "党组织",
    CopyPurpose.SUPERIOR: "上一级党组织",
    CopyPurpose.POSTING: "公示",
    CopyPurpose.BLANK: "空白表",
}


class CheckLevel(StrEnum):
    """How serious a check is: 错误 blocks, 核实 needs a written reason, 提示 only tells."""

    ERROR = "error"
    VERIFY = "verify"
    HINT = "hint"


CHECK_LEVELS: dict[CheckLevel, str] = {
    CheckLevel.ERROR: "错误",
    CheckLevel.VERIFY: "核实",
    CheckLevel.HINT: "提示",
}


class GapReason(StrEnum):
    """Why a target has no reviewer."""

    TOP = "top"
    VACANT = "vacant"
    SELF = "self"
    NOT_ENTERED = "not_entered"


GAP_REASONS: dict[GapReason, str] = {
    GapReason.TOP: "已是最高一级，没有录入上级点评领导",
    GapReason.VACANT: "应点评的书记空缺，上级也没有可以点评的书记",
    GapReason.SELF: "应点评的领导就是本人，上级没有其他书记",
    GapReason.NOT_ENTERED: "没有录入应点评的领导",
}


class UncountedReason(StrEnum):
    """Why somebody or something is not behind a figure."""

    NOT_REVIEWED = "not_reviewed"
    TOOK_NO_PART = "took_no_part"
    UNFINISHED = "unfinished"
    UNDATED = "undated"
    LATER = "later"
    EXEMPT = "exempt"
    VACANT = "vacant"
    NOT_YET_FOUNDED = "not_yet_founded"
    ABOLISHED = "abolished"
    NOT_YET_ENTERED = "not_yet_entered"
    MOVED_OUT = "moved_out"
    SUSPENDED = "suspended"
    EXPELLED = "expelled"
    DECEASED = "deceased"


UNCOUNTED_REASONS: dict[UncountedReason, str] = {
    UncountedReason.NOT_REVIEWED: "未点评",
    UncountedReason.TOOK_NO_PART: "未参加点评",
    UncountedReason.UNFINISHED: "点评记录尚未完成",
    UncountedReason.UNDATED: "点评记录没有填写点评时间",
    UncountedReason.LATER: "点评时间晚于统计日",
    UncountedReason.EXEMPT: "免点评",
    UncountedReason.VACANT: "书记空缺",
    UncountedReason.NOT_YET_FOUNDED: "统计日尚未成立",
    UncountedReason.ABOLISHED: "已撤销",
    UncountedReason.NOT_YET_ENTERED: "统计日尚未转入",
    UncountedReason.MOVED_OUT: "已转出",
    UncountedReason.SUSPENDED: "已停止党籍",
    UncountedReason.EXPELLED: "已出党",
    UncountedReason.DECEASED: "已去世",
}


MEASURE_TITLES: dict[str, str] = {
    "leaders_total": "领导总人数",
    "leaders_took_part": "领导参加点评人数",
    "secretaries_total": "基层党组织书记总人数",
    "secretaries_took_part": "基层党组织书记参加点评人数",
    "organizations_total": "基层党组织总数",
    "organizations_reviewed": "基层党组织被点评数",
    "members_total": "党员总数",
    "members_reviewed": "党员被点评数",
}
"""Headings of the official measures where a scheme says nothing else."""

TIER_TITLES = ("总人数", "参加点评人数")
"""What follows the title of a further tier of leaders."""
