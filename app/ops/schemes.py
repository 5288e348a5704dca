"""The scheme of an open ledger: renewed in mid-round, earlier records as they were."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors.catalogue import refusal
from app.domain.scheme import Scheme
from app.ops.changes import Changes, Topic, changed
from app.ops.rounds import RoundOps
from app.ops.workspace import Workspace

if TYPE_CHECKING:
    from app.specs.library import LoadedScheme


@dataclass(frozen=True, slots=True)
class RenewedScheme:
    """What a renewal changed."""

    forms: tuple[str, ...]
    """Ids of the forms that have a new edition, or are new."""
    changes: Changes


class SchemeOps:
    """What a user can do with the scheme of a ledger."""

    def __init__(self, workspace: Workspace, rounds: RoundOps) -> None:
        """Work on this ledger."""
        self._workspace = workspace
        self._rounds = rounds

    def renew(self, loaded: "LoadedScheme") -> RenewedScheme:
        """Put a scheme with its forms and tables in the place of the ledger's own.

        Records keep the edition of the form that they were filled on, and are printed on it;
        new ones are filled on the new edition. The rounds are planned again.

        Args:
            loaded: the scheme, read from its folder.

        Raises:
            Refusal: ``scheme.form_in_use`` where it lacks a form that has records; nothing is
                changed then.
        """
        workspace = self._workspace
        missing = self.missing_forms(loaded.scheme)
        if missing:
            raise refusal("scheme.form_in_use", forms="”“".join(missing))
        scheme, forms = workspace.scheme, workspace.forms
        renewed = {spec.id: spec for spec, _ in loaded.forms}
        try:
            with workspace.transaction("更新方案"):
                tables = [(spec.id, spec, excel) for spec, excel in loaded.tables]
                workspace.stores.schemes.keep(loaded.scheme, loaded.forms, tables)
                workspace.scheme_changed(loaded.scheme, renewed)
                self._rounds.plan_again()
        except BaseException:
            workspace.scheme_changed(scheme, forms)
            raise
        fresh = tuple(
            form
            for form, spec in renewed.items()
            if form not in forms or forms[form].edition != spec.edition
        )
        return RenewedScheme(fresh, changed(Topic.TASKS, Topic.REVIEWS, Topic.ROUNDS))

    def missing_forms(self, scheme: Scheme) -> tuple[str, ...]:
        """Return the titles of forms with records that a scheme has not, or for other targets."""
        return tuple(self._missing(scheme))

    def _missing(self, scheme: Scheme) -> Iterator[str]:
        for form in dict.fromkeys(form for form, _ in self._workspace.stores.reviews.editions()):
            own = self._workspace.scheme.form(form)
            new = next((f for f in scheme.forms if f.id == form), None)
            if new is None or (own is not None and own.target is not new.target):
                yield own.title if own else form
