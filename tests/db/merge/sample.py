"""What stands in the ledgers of the tests, and what is typed into them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.review import Block, Review
from tests.builders import person_id, review, round_, unit

if TYPE_CHECKING:
    from tests.db.merge.exchange import Office

CITY = """
甲市委 [党委] 书记=王一
  甲一局党委 [党委] 书记=张三
  甲二局党委 [党委] 书记=孙七
"""
BUREAU = """
甲一局党委 [党委] 书记=张三
  一支部 [党支部] 书记=李四 党员=李四、赵五、郑八
  二支部 [党支部] 书记=钱六 党员=钱六、吴九
"""
ROUND = round_()


def reviews_of_bureau() -> list[Review]:
    directory = unit(BUREAU).on("2010-12-31")
    made = review(directory, "一支部", "张三"), review(directory, "赵五", "李四")
    return [
        replace(
            each, snapshot={"a": "甲"}, blocks=(Block("review", {"review.problems": "学习不够"}),)
        )
        for each in made
    ]


def typed(made: Office, name: str, text: str, key: str = "review.problems") -> None:
    """Type something into the review of a person."""
    (found,) = [r for r in made.reviews() if r.target.id == person_id(name)]
    values = {**found.blocks[0].values, key: text}
    made.stores.reviews.save(replace(found, blocks=(replace(found.blocks[0], values=values),)))


def text_of(made: Office, name: str, key: str = "review.problems") -> str:
    (found,) = [r for r in made.reviews() if r.target.id == person_id(name)]
    return found.typed.get(key, "")
