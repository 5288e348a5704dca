"""The print preview of one form as it stands, saved or not."""

from PySide6.QtWidgets import QWidget

from app.domain.form import FormSpec, FormValues
from app.ui.printing.forms import ready_form
from app.ui.printing.preview import PrintPreview
from app.ui.settings import Settings


class FormPreview(PrintPreview):
    """Shows the pages as they print; from here they go to the printer."""

    def __init__(
        self,
        spec: FormSpec,
        values: FormValues,
        name: str,
        parent: QWidget,
        settings: Settings | None = None,
    ) -> None:
        """Show a form.

        Args:
            spec: the form.
            values: what stands in its cells.
            name: the name of what is reviewed, for the printer's list.
            parent: the form dialog.
            settings: where the page set-up is remembered; None: in the user's own.
        """
        ready = ready_form(spec, values, name)
        super().__init__(ready.document, settings or Settings(), parent, ready.remarks)
