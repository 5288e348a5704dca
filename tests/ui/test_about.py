"""关于: everything that ships is named with its version and the words of its licence."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app import paths
from app.ui.about import AboutDialog
from app.ui.licences import Component, components

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FOLDER = paths.resources() / "licences"
PINNED = dict(
    re.findall(r"^([a-z0-9-]+)==([\w.]+)", Path("requirements.txt").read_text("utf-8"), re.M)
)
PLACES = {"pyside6-essentials": "PySide6", "shiboken6": "Shiboken6"}
OPEN = ("MIT", "BSD", "PSF", "LGPL", "Apache", "Python Software Foundation")


def of_package(name: str) -> Component:
    wanted = PLACES.get(name, name)
    return next(each for each in components() if each.name == wanted)


@pytest.mark.parametrize("package", sorted(PINNED))
def test_every_package_is_named_with_the_version_that_ships(package: str) -> None:
    assert of_package(package).version == PINNED[package]


@pytest.mark.parametrize("package", sorted(PINNED))
def test_no_package_comes_under_the_gpl_alone(package: str) -> None:
    about = distribution(package).metadata
    keys = ("License-Expression", "License", "Classifier")
    words = " ".join(line for key in keys for line in about.get_all(key, []))
    texts = " ".join(
        path.read_text() for path in distribution(package).files or () if "LICEN" in str(path)
    )
    assert any(licence in words + texts for licence in OPEN)
    assert "AGPL" not in words
    assert "Affero" not in words


@pytest.mark.parametrize("component", components(), ids=lambda each: each.name)
def test_every_component_has_version_use_and_words(component: Component) -> None:
    assert component.version or component.name == "OpenSSL"
    assert component.use
    assert len(component.text()) > 250


def test_no_text_is_left_over() -> None:
    named = {name for each in components() for name in each.texts} | {"components.toml"}
    assert {path.name for path in FOLDER.iterdir()} == named


def test_the_words_of_the_chosen_licence_are_shown(qtbot: QtBot) -> None:
    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in dialog._licence.toPlainText()
    row = [each.name for each in components()].index("peewee")
    dialog._list.setCurrentRow(row)
    shown = dialog._licence.toPlainText()
    assert shown.startswith(f"peewee {PINNED['peewee']}")
    assert "Charles Leifer" in shown
