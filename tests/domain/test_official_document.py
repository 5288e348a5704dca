"""A document in official manner says everything once, in the order in which it is printed."""

from __future__ import annotations

from datetime import date

from app.domain.official_document import Line, OfficialDocument, Role, written_day


def test_a_letter_begins_with_whom_it_goes_to_and_ends_with_who_signs_and_when() -> None:
    letter = OfficialDocument(
        "关于整改情况的回复",
        (Line("现回复如下。"),),
        addressee="王建国同志",
        signature="第一支部",
        day=date(2011, 1, 8),
    )

    roles = [(line.role, line.text) for line in letter.paragraphs() if isinstance(line, Line)]
    assert roles == [
        (Role.TITLE, "关于整改情况的回复"),
        (Role.ADDRESSEE, "王建国同志："),
        (Role.BODY, "现回复如下。"),
        (Role.SIGNATURE, "第一支部"),
        (Role.DATE, "2011年1月8日"),
    ]


def test_one_attachment_has_no_number_and_several_stand_under_each_other() -> None:
    def attached(*names: str) -> list[str]:
        paragraphs = OfficialDocument("报告", (), attachments=names).paragraphs()
        return [p.text for p in paragraphs if isinstance(p, Line) and p.role is Role.ATTACHMENT]

    assert attached("统计表") == ["附件：统计表"]
    assert attached("统计表", "名单") == ["附件：1. 统计表", "\u3000\u3000\u30002. 名单"]


def test_a_day_is_written_without_zeros() -> None:
    assert written_day(date(2011, 1, 8)) == "2011年1月8日"
