"""The paper room for those who write files: fits forms to their page, paints them into PDF."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtGui import QGuiApplication

from app.domain.form import Annex, FormSpec, FormValues
from app.paper.font_check import FontCheck
from app.paper.layout import lay_out
from app.paper.overflow import Fit, fit
from app.paper.pdf import pdf_bytes


class Fitted(Protocol):
    """Values that stand on their page, with what goes on an 附页."""

    @property
    def values(self) -> FormValues:
        """What stands in the cells."""
        ...

    @property
    def annexes(self) -> Sequence[Annex]:
        """What does not fit."""
        ...


class Press:
    """Fits and paints; without a window it keeps the application that Qt's fonts need."""

    def __init__(self) -> None:
        """Make an application where there is none."""
        self._application = QGuiApplication.instance() or QGuiApplication(
            ["dianping", "-platform", "offscreen"]
        )

        self._fonts = FontCheck()

    def boxes(self, spec: FormSpec, values: FormValues) -> str:
        """Return the characters that no font of this machine can draw."""
        return self._fonts.boxes(spec, values)

    def fit(self, spec: FormSpec, values: FormValues) -> Fit:
        """Cut the values for the page."""
        return fit(spec, values)

    def pdf(self, spec: FormSpec, forms: Iterable[Fitted]) -> bytes:
        """Paint forms one after the other, as they come, into one PDF."""
        sheets = (lay_out(spec, form.values, tuple(form.annexes)) for form in forms)
        return pdf_bytes(sheets, spec.title)
