"""文件: ledgers, imports, exports, printing, copies."""

from typing import TYPE_CHECKING

from app.domain.errors.catalogue import refusal
from app.ui.actions.chosen import chosen
from app.ui.actions.handoff import are_packages, take_packages
from app.ui.file_kinds import LEDGER_FILTER, LEDGER_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.ui.main_window import MainWindow


def new_ledger(window: "MainWindow") -> None:
    """Lead through the making of a ledger."""
    from app.ui.first_run.wizard import FirstRunWizard

    wizard = FirstRunWizard(window.office, window.settings, window)
    wizard.made.connect(window.show_desk)
    wizard.open()


def choose_ledger(window: "MainWindow") -> None:
    """Ask for a ledger file and open it."""
    from app.ui.file_dialog import ask_files, documents

    for path in ask_files(window, "打开台账", documents(), LEDGER_FILTER)[:1]:
        window.open_ledger(path)


def open_sample(window: "MainWindow") -> None:
    """Open the sample unit in a ledger of its own, made anew where there is none."""
    from app.ui.first_run.sample import sample_ledger

    path = sample_ledger(window)
    if path is not None:
        window.open_ledger(path)


def close_ledger(window: "MainWindow") -> None:
    """Close the ledger and show the start page."""
    from app.ui.leaving import leave_desk

    if window.desk is None or leave_desk(window, window.desk):
        window.close_ledger()


def leave(window: "MainWindow") -> None:
    """Close the window."""
    window.close()


def import_files(window: "MainWindow") -> None:
    """Ask for files and show what importing them would do."""
    _import(window, ())


def take_files(window: "MainWindow", paths: "Sequence[Path]") -> None:
    """Take files that were dropped on the window: a ledger is opened, others are imported.

    Raises:
        Refusal: ``ledger.none_open`` where there is no ledger that could take them.
    """
    if len(paths) == 1 and paths[0].suffix.lower() == LEDGER_SUFFIX:
        window.open_ledger(paths[0])
    elif are_packages(paths):
        take_packages(window, paths)
    elif window.desk is None:
        raise refusal("ledger.none_open")
    else:
        _import(window, paths)


def own_form(window: "MainWindow") -> None:
    """Take a form or a table of the unit's own into the scheme."""
    from app.ui.own_form.adopt import adopt_own_form

    if window.desk is not None:
        adopt_own_form(window, window.desk, window.settings, None, window.tell)


def write_templates(window: "MainWindow") -> None:
    """Write blank lists to hand out."""
    from app.ui.saving import write_templates as write

    if window.desk is not None:
        write(window, window.desk)


def _import(window: "MainWindow", paths: "Sequence[Path]") -> None:
    from app.ui.import_dialog import ImportDialog

    if window.desk is None:
        return
    desk = window.desk
    dialog = ImportDialog(desk.imports, desk.backups, window.settings, window)
    dialog.applied.connect(window.tell)
    dialog.asked.connect(window.menus.actions["questions"].trigger)
    dialog.own_form_found.connect(window.add_own_form)
    dialog.open()
    if paths:
        dialog.propose(paths)


def ask_questions(window: "MainWindow") -> None:
    """Show what imports could not decide."""
    from app.ui.questions_dialog import QuestionsDialog

    if window.desk is not None:
        dialog = QuestionsDialog(window.desk, window)
        dialog.answered.connect(window.tell)
        dialog.open()


def export_ledger(window: "MainWindow") -> None:
    """Write the 台账 as Excel."""
    from app.ui.saving import export_ledger as write

    if window.desk is not None:
        write(window, window.desk)


def export_all(window: "MainWindow") -> None:
    """Write everything that is in the ledger as Excel and Word."""
    from app.ui.saving import export_everything

    if window.desk is not None:
        export_everything(window, window.desk, window.settings)


def export_forms(window: "MainWindow") -> None:
    """Ask which forms to write, and where."""
    from app.ui.export.forms_dialog import export_forms as ask

    found = chosen(window)
    if found is not None:
        desk, page, round_, unit = found
        tasks, reviews = page.chosen_tasks(), page.chosen_reviews()
        ask(window, desk, window.settings, round_, unit, tasks, reviews)


def print_forms(window: "MainWindow") -> None:
    """Ask which forms to print, and show them."""
    from app.ui.printing.jobs import print_forms as ask

    found = chosen(window)
    if found is not None:
        desk, page, round_, unit = found
        tasks, reviews = page.chosen_tasks(), page.chosen_reviews()
        ask(window, desk, window.settings, round_, unit, tasks, reviews)


def print_blank(window: "MainWindow") -> None:
    """Show every form of the scheme without anything in it."""
    from app.ui.printing.jobs import print_blank as show

    if window.desk is not None:
        show(window, window.desk, window.settings)


def backups(window: "MainWindow") -> None:
    """Show the copies that were made, and bring one back."""
    from app.ui.backups_dialog import BackupsDialog

    if window.desk is not None:
        path = window.desk.workspace.database.path
        dialog = BackupsDialog(window.desk.backups, path, window.settings, window)
        dialog.made.connect(window.show_state)
        dialog.restore_asked.connect(window.bring_back)
        dialog.open()
