"""Habits of naming organisations in a roster."""

from __future__ import annotations

from tests.intake.corpus.case import Case


def _named(*names: str) -> list[list[str]]:
    return [
        ["姓名", "所在党支部"],
        *([f"张{'一二三四五六七八九'[i]}", n] for i, n in enumerate(names)),
    ]


CASES = (
    Case(
        "official_names",
        "the names as on the seals",
        _named(
            "中共城阳分局第一支部委员会",
            "城阳分局党委第一党支部",
            "第一支部",
            "第 1 党支部",
            "一支部",
            "中共城阳分局机关第二党支部委员会",
            "城阳分局党委/第二党支部",
        ),
        new=7,
        people={
            "张一": {"branch": "第一党支部"},
            "张二": {"branch": "第一党支部"},
            "张三": {"branch": "第一党支部"},
            "张四": {"branch": "第一党支部"},
            "张五": {"branch": "第一党支部"},
            "张六": {"branch": "机关第二党支部"},
            "张七": {"branch": "第二党支部"},
        },
    ),
    Case(
        "abbreviations",
        "abbreviated names and short names",
        _named("流亭支部", "流亭所", "个私协会联合支部", "机关一支部", "流亭工商所"),
        ending="utf8",
        new=5,
        people={
            "张一": {"branch": "流亭工商所党支部"},
            "张二": {"branch": "流亭工商所党支部"},
            "张三": {"branch": "个体私营企业协会联合党支部"},
            "张四": {"branch": "机关第一党支部"},
            "张五": {"branch": "流亭工商所党支部"},
        },
    ),
    Case(
        "codes_around_names",
        "numbers of other programs in front, remarks behind",
        _named("631001 第一党支部", "第二党支部（机关大院）", "第一党支部[631]"),
        new=3,
        people={"张一": {"branch": "第一党支部"}, "张二": {"branch": "第二党支部"}},
    ),
    Case(
        "ambiguous_branch",
        "a name that can be two branches",
        _named("机关支部", "第二党支部"),
        new=1,
        asked=[("row.organization_ambiguous", (2,))],
        people={"张二": {"branch": "第二党支部"}},
    ),
    Case(
        "unknown_branch",
        "branches that are not there; 十一 is not 一",
        _named("第九党支部", "第十一党支部", "第一党支部"),
        ending="xls",
        new=1,
        rejected=[
            (2, "所在党支部", "row.organization_unknown"),
            (3, "所在党支部", "row.organization_unknown"),
        ],
        people={"张三": {"branch": "第一党支部"}},
    ),
    Case(
        "committee_as_branch",
        "a member right below a committee",
        _named("城阳分局党委"),
        new=1,
        warned=[(2, "row.not_branch")],
    ),
    Case(
        "branch_and_group_in_columns",
        "the group abbreviated in a column of its own",
        [
            ["姓名", "支部", "所属党小组"],
            ["张三", "一支部", "二组"],
            ["李四", "一支部", "第九党小组"],
        ],
        new=2,
        warned=[(3, "row.organization_unknown")],
        people={"张三": {"branch": "第二党小组"}, "李四": {"branch": "第一党支部"}},
    ),
)
