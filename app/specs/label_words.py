"""The vocabulary of printed labels: which field a label of a form nobody has seen means."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from app import paths
from app.domain.own_form import Certainty
from app.domain.words import TargetKind

_BRACKETS = re.compile(r"[（(【\[〔][^）)】\]〕]*[）)】\]〕]")
_SERIAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})[、.．,，:：)）]+")
_IDLE = re.compile(r"[\s的和及与或、，,。.；;：:／/_＿*＊·“”\"]+")
_OTHERS = ("签名", "签字", "盖章", "电话", "邮编", "号码", "年龄", "民族", "学历", "单位意见")
"""Words that make a label mean something else than the words beside them."""
_OF_MEMBERS = re.compile("点评党员|党员(领导)?干部|党员.*[表票卡]")
_OF_ORGANIZATIONS = re.compile("党组织|支部|单位")
_NEAR = 0.75
_SHARE, _END_SHARE = 0.5, 0.4
"""How much of a label a word at its beginning or end must be."""
_LEAST_PART = 2


@dataclass(frozen=True, slots=True)
class KnownLabel:
    """A field that labels may mean."""

    key: str
    title: str
    target: TargetKind | None
    words: tuple[str, ...]
    parts: tuple[str, ...] = ()
    """Words in the label of a large cell that make it likely."""


@dataclass(frozen=True, slots=True)
class KindWords:
    """Words of labels that tell how an own field is filled in."""

    date: tuple[str, ...]
    number: tuple[str, ...]
    score: tuple[str, ...]
    score_ends: tuple[str, ...]
    person_ends: tuple[str, ...]
    yes_no_begins: tuple[str, ...]


@cache
def _vocabulary() -> dict[str, Any]:
    source = paths.resources() / "intake" / "labels.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def kind_words() -> KindWords:
    """Return the words that tell how own fields are filled in."""
    return KindWords(**{name: tuple(words) for name, words in _vocabulary()["kinds"].items()})


@cache
def known_labels() -> tuple[KnownLabel, ...]:
    """Return the fields of the vocabulary, in its order."""
    return tuple(
        KnownLabel(
            each["key"],
            each["title"],
            TargetKind(each["target"]) if "target" in each else None,
            tuple(each["words"]),
            tuple(each.get("parts", ())),
        )
        for each in _vocabulary()["fields"]
    )


def squeezed(label: str) -> str:
    """Return a label without what people write one way or the other."""
    text = _BRACKETS.sub("", "".join(label.split()))
    return _IDLE.sub("", _SERIAL.sub("", text))


class LabelWords:
    """The labels that forms for one kind of target know."""

    def __init__(self, target: TargetKind, own: Mapping[str, str] | None = None) -> None:
        """Know the labels.

        Args:
            target: what the form is filled for.
            own: label → key of the ledger's own forms; they come first.
        """
        self._words: dict[str, str] = {
            squeezed(word): field.key
            for field in known_labels()
            if field.target in (None, target)
            for word in field.words
        }
        self._words.update({squeezed(label): key for label, key in (own or {}).items()})
        self._words.pop("", None)

    def meaning(self, label: str) -> tuple[str, Certainty]:
        """Return the key that a label means, and how sure that is; no key where it is unknown."""
        text = squeezed(label)
        if text in self._words:
            return self._words[text], Certainty.CERTAIN
        part = self._part(text)
        if part:
            return self._words[part], Certainty.GUESSED
        near = max(((_likeness(text, word), word) for word in self._words), default=(0.0, ""))
        if near[0] >= _NEAR and _no_other(text, near[1]):
            return self._words[near[1]], Certainty.GUESSED
        return "", Certainty.OWN

    def hint(self, label: str) -> str:
        """Return the key that the label of a large cell most likely means; empty: none, or two."""
        text = squeezed(label)
        keys = {f.key for f in known_labels() for part in f.parts if part in text}
        return keys.pop() if len(keys) == 1 and _no_other(text, "") else ""

    def _part(self, text: str) -> str:
        """Return the longest word that a label begins or ends with, if it is most of it."""
        fitting = [
            word
            for word in self._words
            if len(word) > _LEAST_PART
            and (
                (text.endswith(word) and len(word) >= len(text) * _END_SHARE)
                or (text.startswith(word) and len(word) >= len(text) * _SHARE)
            )
            and _no_other(text, word)
        ]
        return max(fitting, key=len, default="")


def guess_target(labels: Iterable[str], title: str) -> TargetKind:
    """Return what a form is filled for, by its labels and its title."""
    words = {target: _only(target) for target in TargetKind}
    squeezed_labels = [squeezed(label) for label in labels]
    points = {
        target: sum(label in found for label in squeezed_labels) for target, found in words.items()
    }
    text = "".join(title.split())
    points[TargetKind.MEMBER] += 2 * bool(
        re.search("点评党员|党员(领导)?干部|党员.*登记|党员.*表", text)
    )
    points[TargetKind.ORGANIZATION] += 2 * bool(re.search("党组织|支部|单位", text))
    return max(TargetKind, key=lambda target: points[target])


@cache
def _only(target: TargetKind) -> frozenset[str]:
    """Return the labels that only forms for one kind of target have."""
    mine = {squeezed(w) for f in known_labels() if f.target is target for w in f.words}
    others = {squeezed(w) for f in known_labels() if f.target is not target for w in f.words}
    return frozenset(mine - others)


def _likeness(one: str, other: str) -> float:
    """Return how alike two labels are, from 0 to 1; 0 where they surely are not near enough."""
    total = len(one) + len(other)
    shared = min(sum(each in other for each in one), sum(each in one for each in other))
    if not shared or 2 * shared < _NEAR * total:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _no_other(text: str, word: str) -> bool:
    return not any(each in text and each not in word for each in _OTHERS)
