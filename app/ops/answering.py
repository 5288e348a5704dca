"""Which of its options an answer to a question means."""

from app.domain.binding import AS_NEW, NOT_OURS, SENDER, answers_to
from app.domain.errors.catalogue import refusal
from app.domain.ids import QuestionId
from app.domain.proposal import Question
from app.ops.workspace import Workspace


def meant(workspace: Workspace, question: Question, option: str) -> str:
    """Return the option that is meant; which of ours a sender is may be any organisation.

    A sender may also be a new unit under any organisation.

    Raises:
        Refusal: ``question.option``.
    """
    if option in answers_to(question):
        return option
    found = _of_sender(workspace, option) if question.code == SENDER else ""
    if not found:
        options = "、".join(question.options)
        raise refusal("question.option", option=option, options=options)
    return found


def declined(workspace: Workspace, question_id: QuestionId) -> Question | None:
    """Return the question of a sender that was turned away, so that it can be answered anew."""
    if workspace.stores.questions.answers().get(question_id) != NOT_OURS:
        return None
    return Question(question_id, SENDER, "", (), ())


def _of_sender(workspace: Workspace, option: str) -> str:
    """Return an answer in full that names any of ours, or a new unit under it; or empty."""
    tree = workspace.directory(workspace.today()).tree
    if not option.startswith(AS_NEW):
        found = tree.named(option)
        return tree.path(found[0].id) if len(found) == 1 else ""
    above, _, name = option.removeprefix(AS_NEW).rpartition("/")
    found = tree.named(above) if above and name else ()
    return f"{AS_NEW}{tree.path(found[0].id)}/{name}" if len(found) == 1 else ""
