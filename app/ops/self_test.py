"""The program checks itself: its resources, and one of everything written and read back."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.form import FormSpec
from app.domain.sample import SampleWords
from app.ops.demo import make_demo
from app.ops.exports import OpenPaper
from app.ops.office import Office

_PASSPHRASE = "correct horse 口令"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was tried."""

    name: str
    ok: bool
    detail: str = ""


def run_self_test(
    office: Office, words: SampleWords, folder: Path, open_paper: OpenPaper
) -> tuple[Step, ...]:
    """Try everything once.

    Args:
        office: the office with the shipped schemes.
        words: what samples are made of.
        folder: an empty folder for what is written.
        open_paper: gives the paper room.
    """
    schemes = office.schemes()
    steps = [Step("读取方案", ok=bool(schemes), detail=f"{len(schemes)} 个")]
    for scheme in schemes:
        loaded = office.load_scheme(scheme.id)
        steps += [_form_step(spec, word) for spec, word in loaded.forms]
    made = make_demo(
        office, words, next(s for s in schemes if s.forms), folder / "示例", open_paper
    )
    files = (*made.forms, *made.tables)
    written = all(path.stat().st_size for path in files)
    steps.append(Step("示例单位全流程", ok=written, detail=f"{len(files)} 个文件"))
    merged = bool(made.packages) and all(path.stat().st_size for path in made.packages)
    steps.append(Step("上报与接收", ok=merged, detail=f"{len(made.packages)} 个数据包"))
    steps.append(_encrypted_step(office, made.ledger, folder))
    with office.open(made.ledger) as desk:
        integrity = desk.workspace.database.integrity()
        steps.append(Step("台账完整", ok=not integrity))
        desk.backups.backup(folder / "备份.ledger")
        again = desk.imports.propose([made.tables[-1]])
        steps.append(Step("台账导出后再导入无变化", ok=again.writes.is_empty))
    office.restore(folder / "备份.ledger", folder / "恢复.ledger")
    with office.open(folder / "恢复.ledger") as desk:
        steps.append(Step("备份与恢复", ok=bool(desk.rounds.all())))
    return tuple(steps)


def _encrypted_step(office: Office, ledger: Path, folder: Path) -> Step:
    """Issue a package with a passphrase, and make a ledger of it with the same one."""
    package, below = folder / "加密下发.dpbag", folder / "下级.ledger"
    with office.open(ledger) as desk:
        tree = desk.workspace.directory(desk.workspace.today()).tree
        unit = tree.children(tree.root.id)[0]
        desk.issuing.issue(package, unit.id, _PASSPHRASE)
    with office.receive_new(below, package, _PASSPHRASE) as desk:
        name = desk.workspace.directory(desk.workspace.today()).tree.root.name
    hidden = unit.name.encode() not in package.read_bytes()
    return Step("加口令的数据包", ok=name == unit.name and hidden, detail=package.name)


def _form_step(spec: FormSpec, word: bytes) -> Step:
    """Fill every cell with its own marker and read all of them back, by two libraries."""
    from app.export.word_form import WordTemplate
    from app.intake.second_reader import cell_texts
    from app.intake.word_forms import read_back

    markers = {field.key: f"填写{number}" for number, field in enumerate(spec.fields, 1)}
    filled = WordTemplate(word, spec).fill(markers)
    found = read_back(filled, [spec])
    read = len(found) == 1 and dict(found[0].values) == markers
    return Step(spec.title, ok=read and set(markers.values()) <= cell_texts(filled))
