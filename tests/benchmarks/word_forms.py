"""Filling Word forms against docxtpl and against the floor: deflating the ready XML and writing."""

from __future__ import annotations

import io
import random
import statistics
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docxtpl import DocxTemplate

from app.domain.scheme import FormDeclaration
from app.domain.words import TargetKind
from app.export.files import write_all
from app.export.word_form import WordTemplate
from app.intake.word_forms import read_back
from app.specs.form_reader import read_form
from tests.benchmarks.result import Result, median_ratio, seconds

if TYPE_CHECKING:
    from app.domain.form import FormSpec

FORMS = Path(__file__).resolve().parents[2] / "resources" / "schemes" / "qingdao-2010"
MEMORY = Path("/dev/shm")
"""Where there is a memory disk, the mood of the real one stays out of the ratios."""
COUNT, SLOW_COUNT, ROUNDS = 200, 20, 9
SENTENCES = (
    "围绕中心工作扎实开展创先争优活动",
    "党员干部带头学习提高服务群众的本领",
    "公开承诺事项逐项检查按期完成",
    "深入基层调研解决企业和社区的困难",
    "窗口单位改进作风效能明显提高",
    "制度建设还不够完善监督措施落实不到位",
    "下一步加强培训建立帮扶责任制",
    "认真听取意见及时整改并公开结果",
    "先锋岗位示范作用发挥不充分",
    "项目推进中创新办法不多",
)
WORDS = tuple(s[n : n + 2] for s in SENTENCES for n in range(0, len(s) - 1, 2))


def run() -> list[Result]:
    """Return the two ratios for 附件二, on the path that ``export-forms`` takes."""
    word = (FORMS / "org-review.docx").read_bytes()
    declaration = FormDeclaration(
        "org-review", "登记表", "登记表", "org-review.docx", TargetKind.ORGANIZATION, ()
    )
    spec = read_form(word, declaration, "org-review.docx")
    template = WordTemplate(word, spec)
    forms = [values_for(spec, number) for number in range(COUNT)]
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        results = _measure(Path(folder), template, forms)
    with tempfile.TemporaryDirectory() as folder:
        files = [(Path(folder) / f"{n}.docx", v) for n, v in enumerate(forms)]
        on_disk = seconds(lambda: write_all((p, template.fill(v)) for p, v in files)) / COUNT
    print(f"    on disk, flushed: {on_disk * 1000:.3f} ms a form")
    return results


def _measure(folder: Path, template: WordTemplate, forms: list[dict[str, str]]) -> list[Result]:
    ready = [_document(template.fill(values)) for values in forms]
    other = DocxTemplate(braces(template))
    turns = iter(range(10**6))

    def ours() -> None:
        to = _folder(folder, next(turns))
        write_all((to / f"{n}.docx", template.fill(values)) for n, values in enumerate(forms))

    def floor() -> None:
        to = _folder(folder, next(turns))
        for n, xml in enumerate(ready):
            (to / f"{n}.docx").write_bytes(zlib.compress(xml, 6))

    def theirs() -> None:
        to = _folder(folder, next(turns))
        for n, values in enumerate(forms[:SLOW_COUNT]):
            other.render({_name(key): text for key, text in values.items()}, autoescape=True)
            other.save(to / f"{n}.docx")

    for action in (ours, floor, theirs):
        action()
    _check(folder / "0", template.spec, forms)
    over_floor, over_theirs, times = [], [], []
    for _ in range(ROUNDS):
        mine = seconds(ours) / COUNT
        times.append(mine)
        over_floor.append((mine, seconds(floor) / COUNT))
        over_theirs.append((seconds(theirs) / SLOW_COUNT, mine))
    detail = f"[{statistics.median(times) * 1000:.3f} ms a form]"
    return [
        Result("Word form: docxtpl / ours", median_ratio(over_theirs), 40, True, detail),
        Result("Word form: ours / (deflate + write)", median_ratio(over_floor), 1.3),
    ]


def values_for(spec: FormSpec, number: int) -> dict[str, str]:
    """Return something for every cell, other for every number."""
    chance = random.Random(number)

    def text(words: int) -> str:
        return "".join(chance.choice(WORDS) for _ in range(words))

    return {
        key: "\n".join(f"{text(60)}。" for _ in range(3)) if field.kind == "text" else text(4)
        for key, field in spec.field_by_key.items()
    }


def _folder(parent: Path, number: int) -> Path:
    folder = parent / str(number)
    folder.mkdir()
    return folder


def _document(word: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml")


def _name(key: str) -> str:
    return key.replace(".", "__")


def braces(template: WordTemplate) -> io.BytesIO:
    """Return the same form as docxtpl wants it."""
    return io.BytesIO(
        template.fill({key: f"{{{{ {_name(key)} }}}}" for key in template.spec.field_by_key})
    )


def _check(folder: Path, spec: FormSpec, forms: list[dict[str, str]]) -> None:
    """Open what was written with another library and read it back."""
    for number, values in enumerate(forms):
        path = folder / f"{number}.docx"
        assert len(docx.Document(str(path)).tables) == 1
        (form,) = read_back(path.read_bytes(), [spec])
        assert form.values == values
        assert not form.warnings
