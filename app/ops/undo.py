"""Undo and redo of what users do, one step for each operation."""

from app.db.undo import Undo
from app.domain.errors.catalogue import refusal
from app.ops.changes import Changes, Topic
from app.ops.workspace import Workspace

_TOPICS: dict[str, tuple[Topic, ...]] = {
    "organization": (Topic.STRUCTURE,),
    "person": (Topic.STRUCTURE,),
    "member": (Topic.STRUCTURE,),
    "appointment": (Topic.STRUCTURE,),
    "oversight": (Topic.STRUCTURE,),
    "round": (Topic.ROUNDS,),
    "task": (Topic.TASKS,),
    "review": (Topic.REVIEWS, Topic.TASKS),
    "review_reviewer": (Topic.REVIEWS,),
    "review_snapshot": (Topic.REVIEWS,),
    "review_block": (Topic.REVIEWS,),
    "question": (Topic.QUESTIONS,),
    "cycle_record": (Topic.CYCLE,),
    "setting": (Topic.CYCLE, Topic.PHRASES),
    **dict.fromkeys(
        ("package", "held", "conflict", "submission", "unit_figures", "explanation", "remark"),
        (Topic.HANDOFF,),
    ),
}
_SCHEME = frozenset({"scheme", "form", "table_template"})
_UNTITLED = "修改"
LARGE = 200
"""How many rows are many."""


class UndoOps:
    """What a user can take back, and do again.

    Steps are noted from the moment on in which this is made: commands never pay for it.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Note from now on what is changed in this ledger."""
        self._workspace = workspace
        self._undo = workspace.undo = workspace.undo or Undo(workspace.database)

    @property
    def undo_title(self) -> str | None:
        """What would be taken back, in words; None: there is nothing."""
        return _named(self._undo.title())

    @property
    def redo_title(self) -> str | None:
        """What would be done again, in words; None: there is nothing."""
        return _named(self._undo.title(redo=True))

    def is_large(self, *, redo: bool = False) -> bool:
        """Tell whether so much would change that the ledger is better backed up before."""
        return self._undo.rows(redo=redo) >= LARGE

    def undo(self) -> Changes:
        """Take back the last step: all it wrote, and nothing else.

        Raises:
            Refusal: ``undo.nothing``, or of the file; nothing is changed then.
        """
        return self._play(redo=False)

    def redo(self) -> Changes:
        """Do the step again that was taken back last.

        Raises:
            Refusal: ``redo.nothing``, or of the file; nothing is changed then.
        """
        return self._play(redo=True)

    def _play(self, *, redo: bool) -> Changes:
        tables = self._undo.play(redo=redo)
        if not tables:
            raise refusal("redo.nothing" if redo else "undo.nothing")
        workspace = self._workspace
        workspace.structure_changed()
        topics = {topic for table in tables for topic in _TOPICS.get(table, ())}
        if tables & _SCHEME:
            scheme = workspace.stores.schemes.scheme()
            if scheme is not None:
                workspace.scheme_changed(scheme, workspace.stores.schemes.form_specs())
            topics |= {Topic.ROUNDS, Topic.TASKS, Topic.REVIEWS}
        return Changes(frozenset(topics))


def _named(title: str | None) -> str | None:
    return None if title is None else title or _UNTITLED
