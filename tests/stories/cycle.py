"""A branch and its office go through a whole round, with real files, whatever the scheme.

From promises to the report: what happens at each step is told by the scheme's own data.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import openpyxl

from app import paths
from app.commands.paper import open_paper
from app.domain.cycle.cases import CaseKind
from app.domain.cycle.commitments import CommitmentState
from app.domain.cycle.meetings import Attendee, Role
from app.domain.cycle.opinions import SpeakerKind
from app.domain.cycle.postings import Feedback, Posting
from app.domain.form import FieldKind
from app.domain.review import HEAD_FIELDS, ReviewTask, Round, Target
from app.domain.sample import sample_unit
from app.domain.scheme import Track
from app.domain.words import CopyPurpose, OrganizationKind, TargetKind
from app.ops.archive import ArchiveBy
from app.ops.demo import round_dates, round_name
from app.ops.demo_work import write_rows
from app.ops.exports import FormsAsked
from app.ops.forms_asked import OfUnit
from app.ops.office import Office
from app.specs.sample_reader import read_sample
from tests.stories.cycle_votes import vote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from app.domain.ids import OrganizationId, ReviewId
    from app.domain.organization import Organization
    from app.domain.sample import SampleUnit
    from app.domain.scheme import Scheme
    from app.ops.desk import Desk
    from app.ops.reviews import OpenForm

OFFICE, BRANCH = "上级", "支部"
PROMISE, KEPT_SO_FAR = "每月为服务对象办一件实事", "已办实事四件"
OWN_PROMISE = "岗位零差错"
SUMMARY = "对照要求总结了前段工作，成绩和问题见附页。"
HEARD = "希望增加上门服务的次数"
PROBLEMS = ("集中学习的时间不够", "上门服务的次数偏少")
TEXTS = {
    "target.summary": SUMMARY,
    "review.evaluation": "组织有力，措施具体，群众认可。",
    "review.achievements": "窗口办件全部按期办结。",
    "review.problems": "".join(f"{n}.{text}；" for n, text in enumerate(PROBLEMS, 1)),
    "review.suggestions": "结合党员群众的意见，排出上门服务的日程。",
}
OTHER = "情况属实，有进展。"
MENDED = "每周五下午集中学习，每月上门服务两次"
PRACTICE = "上门服务日制度"
OBJECTION = "服务日程请公布在门口"
PHONE, NUMBER = "13900000017", "110105194912310021"
ANNEX_BYTES, PHOTO_BYTES = b"%PDF-1.4 annex", b"\x89PNG photo"
LARGEST = 3
"""So many records on each form; more would only take longer."""


@dataclass
class Cycle:
    """The ledgers of an office and of one branch under a scheme, and the files they wrote."""

    scheme: Scheme
    folder: Path
    today: date
    unit: SampleUnit
    round_start: date
    files: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    branch: str = ""
    mended_on: date = date.min

    def __post_init__(self) -> None:
        self.office = Office(paths.schemes(), lambda: self.today, lambda: str(uuid4()))

    @contextmanager
    def at(self, name: str) -> Iterator[Desk]:
        """Work in a ledger; it is closed again, so that everything goes through its file."""
        with self.office.open(self.folder / f"{name}.ledger") as desk:
            yield desk

    def after(self, days: int) -> date:
        """Let time pass: the day so many days after the round began."""
        self.today = self.round_start + timedelta(days=days)
        return self.today


def begun(scheme_id: str, folder: Path) -> Cycle:
    """Make the ledger of the office, and with its package the ledger of a branch."""
    words = read_sample(paths.resources() / "sample" / "sample.toml")
    schemes = Office(paths.schemes(), date.today, str).schemes()
    scheme = next(each for each in schemes if each.id == scheme_id)
    unit = sample_unit(words, "示例局", scheme.id, scheme)
    start, end = round_dates(scheme)
    made = Cycle(scheme, folder, start, unit, start)
    lists = write_rows(folder / "名单.xlsx", "党组织名单", unit.organizations, overwrite=False)
    ledger = folder / f"{OFFICE}.ledger"
    with made.office.create(ledger, scheme.id, unit.name, unit.kind) as desk:
        desk.imports.apply(desk.imports.propose([lists]))
        desk.rounds.open(round_name(scheme, start), start, end)
        chosen = _branch_to_follow(desk, scheme)
        made.branch = chosen.name
        issued = folder / "下发.dpbag"
        desk.issuing.issue(issued, chosen.id)
    with made.office.receive_new(folder / f"{BRANCH}.ledger", issued) as desk:
        rows = [row for row in unit.members if row["所在党支部"] == chosen.name]
        rows[1] = {**rows[1], "联系电话": PHONE, "身份证号": NUMBER}
        roster = write_rows(folder / "名册.xlsx", "党员名册", rows, overwrite=False)
        desk.imports.apply(desk.imports.propose([roster]))
    return made


def _branch_to_follow(desk: Desk, scheme: Scheme) -> Organization:
    """Choose a branch, one with a vote of its own where the scheme has such."""
    tree = desk.workspace.directory(desk.workspace.today()).tree
    round_ = desk.workspace.round()
    branches = [each for each in tree if each.kind is OrganizationKind.BRANCH]
    voting = {
        proposed.planned.organization_id
        for proposed in desk.assessments.proposed(desk.workspace.root_id, round_)
        if scheme.assessments
    }
    return next((each for each in branches if each.id in voting), branches[0])


# ---- what the branch does ----------------------------------------------------------------------


def live_through(cycle: Cycle) -> None:
    """Do everything from the promise to the package for the level above."""
    promise(cycle)
    meet_and_review(cycle)
    tracks = [step.track for step in cycle.scheme.steps]
    steps = {Track.POSTING: put_up, Track.RECTIFICATION: mend}
    for track in sorted(steps, key=lambda each: tracks.index(each) if each in tracks else 0):
        steps[track](cycle)
    with cycle.at(BRANCH) as desk:
        cycle.files["评议"] = vote(desk, cycle.folder / "评议")
    tell(cycle)


def tasks_of(desk: Desk) -> tuple[ReviewTask, ...]:
    """Return the tasks that the story does: of every form, and no more members than needed."""
    found = desk.workspace.stores.tasks.of_round(desk.workspace.round().id)
    by_form: dict[str, list[ReviewTask]] = {}
    for task in found:
        by_form.setdefault(task.form, []).append(task)
    return tuple(task for those in by_form.values() for task in those[:LARGEST])


def promiser(desk: Desk) -> Target:
    """Return the member who promised."""
    members = (t.target for t in tasks_of(desk) if t.target.kind is TargetKind.MEMBER)
    return next(members)


def promise(cycle: Cycle) -> None:
    """Import promises from an Excel list, hear people, keep a 附页 and evidence."""
    sheet = cycle.folder / "承诺.xlsx"
    cycle.after(1)
    with cycle.at(BRANCH) as desk:
        desk.commitment_lists.write_template(sheet)
        directory = desk.workspace.directory(cycle.today)
        name = directory.name(promiser(desk).person_id)
        until = f"{desk.workspace.round().end}"
        book = openpyxl.load_workbook(sheet)
        for row in (
            (cycle.branch, cycle.branch, PROMISE, "排出日程", until, "进行中", KEPT_SO_FAR),
            (name, cycle.branch, OWN_PROMISE, "双人复核", until, "", ""),
        ):
            book.worksheets[0].append(row)
        book.save(sheet)
    with cycle.at(BRANCH) as desk:
        round_ = desk.workspace.round()
        proposal = desk.commitment_lists.propose(sheet, round_)
        assert proposal.faults == ()
        desk.commitment_lists.apply(proposal)
        kept = [row.record.id for row in desk.commitments.rows(round_)]
        photo = cycle.folder / "佐证.png"
        photo.write_bytes(PHOTO_BYTES)
        desk.annexes.keep_with(kept[0], [photo])
        branch = Target(TargetKind.ORGANIZATION, desk.workspace.root_id)
        for target in (branch, promiser(desk)):
            said = desk.opinions.new(round_, target)
            group = replace(said, text=HEARD, speaker="群众代表", count=3, occasion="座谈会")
            counted = replace(
                desk.opinions.new(round_, target),
                text="窗口态度好",
                speaker_kind=SpeakerKind.COUNTED,
                count=12,
            )
            desk.opinions.save([group, counted])


def meet_and_review(cycle: Cycle) -> None:
    """Draw where the scheme draws, meet, talk, and fill the forms."""
    day = cycle.after(3)
    with cycle.at(BRANCH) as desk:
        round_, root = desk.workspace.round(), desk.workspace.root_id
        tasks = tasks_of(desk)
        papers = []
        if desk.gatherings.drawn_mode:
            draw, _ = desk.gatherings.draw(round_, root, TargetKind.MEMBER, 1, f"{day}")
            desk.gatherings.fill_drawn(draw)
            papers.append(desk.gatherings.draw_record(draw))
        new = desk.gatherings.new_meeting(round_, root)
        invited = Attendee("吴小红", Role.REPRESENTATIVE, unit="服务对象代表")
        meeting = replace(
            new,
            place="支部会议室",
            time="上午9时",
            roll=(*new.roll, invited),
            agenda=("书记汇报", "领导点评", "代表发言"),
            minutes="群众代表吴小红建议延长窗口时间。",
        )
        desk.gatherings.fill(meeting, [task.id for task in tasks])
        _talk(desk, round_, tasks)
        first = _write_forms(desk, tasks, day)
        annex = cycle.folder / "前段小结.pdf"
        annex.write_bytes(ANNEX_BYTES)
        desk.annexes.add(first, "前段小结", [annex])
        held = desk.gatherings.meetings(round_)[0]
        ops = desk.gatherings
        papers += [ops.sign_in_sheet(held), ops.agenda(held), ops.minutes(held)]
        papers += map(ops.interview_record, ops.interviews(round_))
        cycle.files["会议"] = ops.write(papers, cycle.folder / "会议")
        done = desk.exports.forms(
            round_, root, FormsAsked((CopyPurpose.OWN,)), cycle.folder / "登记表", open_paper
        )
        cycle.files["登记表"] = done.files


def _talk(desk: Desk, round_: Round, tasks: tuple[ReviewTask, ...]) -> None:
    """Talk with one who lags behind (专门约谈)."""
    target = tasks[-1].target
    talk = desk.gatherings.new_interview(round_, target, desk.workspace.root_id)
    desk.gatherings.save_interview(
        replace(talk, by="支部书记", matter="活动参加少", demands="本季度补学三次")
    )


def _write_forms(desk: Desk, tasks: tuple[ReviewTask, ...], day: date) -> ReviewId:
    """Fill the forms with what is ready and with texts; return the first record."""
    first: ReviewId | None = None
    for task in tasks:
        opened = desk.reviews.open(task.id)
        values = {**_texts(opened), **_ready(desk, opened)}
        saved, _ = desk.reviews.save(opened.review, {**opened.values, **values}, day)
        first = first or saved.id
    assert first is not None
    return first


def _texts(opened: OpenForm) -> dict[str, str]:
    later = ("rectification.summary",)
    keys = [f.key for f in opened.spec.fields if f.kind is FieldKind.TEXT]
    own = {key: TEXTS.get(key, OTHER) for key in keys if key not in (*HEAD_FIELDS, *later)}
    return {"review.place": "支部会议室", **own}


def _ready(desk: Desk, opened: OpenForm) -> Mapping[str, str]:
    """Take what the ledger knows, as one click in the form does."""
    before = _texts(opened)
    found = desk.ready_texts.of(opened.review, opened.spec)
    return {
        each.key: "\n".join(filter(None, (before.get(each.key), each.text)))
        if each.key in TEXTS
        else each.text
        for each in found
    }


def put_up(cycle: Cycle) -> None:
    """Post what the scheme wants posted, hear an objection, settle it."""
    cycle.after(4)
    with cycle.at(BRANCH) as desk:
        desk.postings.set_contact("支部委员会")
        written: list[Path] = []
        for number, posting in enumerate(desk.postings.round_postings(*_round_and_root(desk))):
            up = replace(posting, place="门厅公开栏")
            desk.postings.save(up)
            written += desk.postings.write(up, cycle.folder / f"公示{number}", open_paper)
        cycle.files["公示"] = tuple(written)
        first = postings(desk)[0]
        desk.postings.hear(first.id, Feedback(cycle.today, OBJECTION, "某党员"))
        desk.postings.handle(first.id, 0, "已公布", cycle.today)
        last = max(each.until for each in postings(desk) if each.until)
    cycle.today = last + timedelta(days=1)
    with cycle.at(BRANCH) as desk:
        for each in postings(desk):
            desk.postings.settle(each.id)


def _round_and_root(desk: Desk) -> tuple[Round, OrganizationId]:
    return desk.workspace.round(), desk.workspace.root_id


def postings(desk: Desk) -> tuple[Posting, ...]:
    """Return the postings of the round."""
    return desk.postings.all(desk.workspace.round())


def mend(cycle: Cycle) -> None:
    """Mend every problem, have it checked, answer the leaders in writing, keep the promises."""
    cycle.mended_on = cycle.today
    with cycle.at(BRANCH) as desk:
        round_ = desk.workspace.round()
        made, _ = desk.rectifications.gather(round_)
        ids = [row.record.id for row in desk.rectifications.rows(round_)]
        assert made == len(ids) > 0
        desk.rectifications.set_due(ids, round_.end)
        desk.rectifications.note_progress(ids, cycle.today, "已排出日程")
        desk.rectifications.finish(ids, MENDED)
        desk.rectifications.check_off(ids, "支部委员会", cycle.today)
        answered = desk.replies.answered_reviews(round_)
        cycle.files["书面回复"] = desk.replies.export(cycle.folder / "书面回复", answered)
        for review_id in answered:
            reply = replace(desk.replies.new(review_id), day=cycle.today, delivered_by="当面送交")
            desk.replies.save(replace(reply, verification="属实", verified_on=cycle.today))
            if desk.replies.has_summary_cell(review_id):
                text = desk.replies.summary(review_id)
                desk.replies.write_summary(review_id, text, "整改落实")
        promises = [row.record.id for row in desk.commitments.rows(round_)]
        desk.commitments.mark(promises, CommitmentState.KEPT, KEPT_SO_FAR)


def tell(cycle: Cycle) -> None:
    """Mark good practice, write report and bulletin, put everything away, hand it up."""
    with cycle.at(BRANCH) as desk:
        round_, root = _round_and_root(desk)
        day = desk.workspace.day_of(round_)
        review = next(r for r in desk.workspace.stores.reviews.of_round(round_.id) if r.is_done)
        case = replace(desk.reports.case_of(review.id), kind=CaseKind.PRACTICE, title=PRACTICE)
        desk.reports.save_case(case)
        folder = cycle.folder / "报告"
        cycle.files["报告"] = desk.reports.export(round_, root, day, folder, with_bulletin=True)
        cycle.files["归档"] = desk.archive.write(
            round_, root, cycle.folder / "归档", ArchiveBy.KIND, open_paper
        )
        cycle.files["全部"] = desk.everything.write(cycle.folder / "全部", open_paper)
        book = cycle.folder / "台账.xlsx"
        desk.exports.ledger(book)
        cycle.files["台账"] = (book,)
        package = cycle.folder / "上报.dpbag"
        desk.submissions.submit(package, round_, root, day)
        cycle.files["上报"] = (package,)


def hand_up(cycle: Cycle) -> None:
    """Receive the branch's package above, and write the office's own report."""
    with cycle.at(OFFICE) as desk:
        received = desk.receiving.apply(cycle.files["上报"])
        told = [(each.status, each.fault) for each in received.arrived]
        assert all(each.is_taken for each in received.arrived), told
    with cycle.at(OFFICE) as desk:
        round_, root = _round_and_root(desk)
        day = desk.workspace.day_of(round_)
        folder = cycle.folder / "上级报告"
        cycle.files["上级报告"] = desk.reports.export(round_, root, day, folder)


def of_unit(desk: Desk) -> OfUnit:
    """Choose all records of the round."""
    return OfUnit(*_round_and_root(desk))
