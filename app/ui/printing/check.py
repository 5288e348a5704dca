"""The check before printing: what is missing, and what no font can draw, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.form import FormSpec, FormValues
from app.domain.review import HEAD_WORDS
from app.paper.font_check import FontCheck

MOST_NAMED = 5


def lacking(spec: FormSpec, values: FormValues) -> tuple[str, ...]:
    """Return the printed labels of the cells that are to be filled and stand empty."""
    return tuple(
        found.label
        for found in spec.fields
        if (found.required or found.key in HEAD_WORDS) and not values.get(found.key, "").strip()
    )


@dataclass
class PrintCheck:
    """Gathers what is to be said about many forms."""

    _lacking: dict[str, list[str]] = field(default_factory=dict)
    _boxes: dict[str, str] = field(default_factory=dict)
    _fonts: FontCheck = field(default_factory=FontCheck)
    _seen: set[str] = field(default_factory=set)

    def look_at(self, key: str, name: str, spec: FormSpec, values: FormValues) -> None:
        """Look at a form; the same record in several copies is told once.

        Args:
            key: tells records apart.
            name: whom the form is about.
            spec: the form.
            values: what stands in its cells.
        """
        if key in self._seen:
            return
        self._seen.add(key)
        for label in lacking(spec, values):
            self._lacking.setdefault(label, []).append(name)
        boxes = self._fonts.boxes(spec, values)
        if boxes:
            self._boxes[name] = boxes

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is to be said, such as 3 份缺点评时间：张三、李四、王五 (one sentence per cell)."""
        said = [
            f"{len(names)} 份缺{label}：{named(names)}。" for label, names in self._lacking.items()
        ]
        said += [_boxes_told(self._boxes)] if self._boxes else []
        return tuple(said)


def _boxes_told(boxes: Mapping[str, str]) -> str:
    names = [f"{name}（{'、'.join(characters)}）" for name, characters in boxes.items()]
    return f"{len(boxes)} 份有本机字体没有的字，会印成方框：{named(names)}。"


def named(names: Sequence[str]) -> str:
    """Return names joined by 、; of many the first few and how many there are."""
    shown = "、".join(names[:MOST_NAMED])
    return f"{shown}等 {len(names)} 份" if len(names) > MOST_NAMED else shown
