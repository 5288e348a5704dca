"""Tables saved as text: encoding, separator and quotes by content; what is unsure is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.errors.fault import Refusal
from app.intake.sheet_text import read_text_table, separator

if TYPE_CHECKING:
    from collections.abc import Sequence


def rows(text: str, encoding: str = "utf-8") -> list[list[str]]:
    return list(read_text_table(text.encode(encoding)).rows)


def code_of(data: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        list(read_text_table(data).rows)
    return refused.value.fault.code


@pytest.mark.parametrize("mark", [",", "\t", ";", "|", "，", "；", "、"])
def test_the_separator_is_told_by_what_it_cuts(mark: str) -> None:
    lines = ["党员名册", *(mark.join(("张三", "一支部", f"1975.{n:02}")) for n in range(1, 10))]
    assert separator("\n".join(lines)) == mark
    assert rows("\n".join(lines))[1] == ["张三", "一支部", "1975.01"]


def test_marks_within_cells_do_not_separate() -> None:
    text = '姓名,职务\n张三,"书记,委员"\n李四、王五,委员\n赵六;,\n'
    assert rows(text) == [
        ["姓名", "职务"],
        ["张三", "书记,委员"],
        ["李四、王五", "委员"],
        ["赵六;", ""],
    ]
    assert rows("sep=;\n姓名;职务,级别\n张三;委员,科员\n")[0] == ["姓名", "职务,级别"]


def test_quotes_and_line_breaks_in_cells() -> None:
    text = '姓名,职务\r\n"张""三""","书记\r\n委员"\r\n'
    assert rows(text) == [["姓名", "职务"], ['张"三"', "书记\r\n委员"]]
    table = read_text_table(text.encode())
    assert table.warnings == ()


@pytest.mark.parametrize("bad", ['"张三,一支部\n', '"张"三,一支部\n'])
def test_quotes_without_their_partner_swallow_no_row(bad: str) -> None:
    table = read_text_table(f"姓名,支部\n{bad}李四,二支部\n王五,三支部\n".encode())
    found = list(table.rows)
    assert [row[1] for row in found] == ["支部", "一支部", "二支部", "三支部"]
    assert [warning.code for warning in table.warnings] == ["sheet.quotes"]


def test_a_cell_of_10000_characters_is_one_cell() -> None:
    assert rows("姓名,支部\n" + "甲" * 200_000 + ",一支部\n")[1][0] == "甲" * 200_000


BIG5 = [
    "姓名,黨支部\r\n" + "張學良,憲兵隊第一黨支部書記\r\n" * 20,
    "姓名\r\n張三\r\n",
    "姓名,支部\r\n林書豪,臺北支部\r\n",
    "員工名冊\r\n陳水,財務\r\n",
]


@pytest.mark.parametrize("text", BIG5)
def test_big5_is_never_taken_for_simplified(text: str) -> None:
    assert code_of(text.encode("big5")) == "sheet.encoding"
    assert rows(text)
    assert rows(text, "utf-16")


@pytest.mark.parametrize(
    "text",
    [
        "姓名,党支部\n张三,第一党支部\n",
        "姓名\n𠮷田㛃\n张三\n",
        "姓名,单位\n朱镕基,城阳分局\n仝䶮,办公室\n",
        "姓名,單位\n張學良,憲兵隊\n陳獨秀,編輯部\n",
    ],
)
def test_gb18030_is_taken_as_it_is(text: str) -> None:
    table = read_text_table(text.encode("gb18030"))
    assert [row[0] for row in table.rows] == [line.split(",")[0] for line in text.split("\n")[:-1]]
    assert table.warnings == ()


def test_self_made_characters_are_said_or_asked() -> None:
    text = "姓名,单位\n张\ue000,一支部\n" + "李四,二支部\n" * 100
    table = read_text_table(text.encode())
    assert [warning.code for warning in table.warnings] == ["sheet.private_signs"]
    assert "1 个字" in table.warnings[0].message


def test_what_is_in_no_known_encoding_is_refused() -> None:
    assert code_of("姓名,支部\n".encode() + b"\xff\xfe\xff,x\n") == "sheet.encoding"
    assert code_of("\ufeff姓名".encode("utf-16-le")[:-1]) == "sheet.encoding"
    assert code_of(bytes(range(256))) == "sheet.unreadable"


def _agree(found: Sequence[Sequence[str]], width: int) -> bool:
    return all(len(row) == width for row in found)


def test_a_large_list_needs_no_more_than_its_own_size() -> None:
    text = "姓名,支部\n" + "张三,一支部\n" * 50_000
    assert _agree(rows(text, "gb18030"), 2)
