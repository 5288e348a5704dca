"""Fonts that stand in for others are told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.printing import fonts_told
from app.ui.printing.fonts_told import stand_ins

if TYPE_CHECKING:
    import pytest

    from app.ui.settings import Settings

    pass


def test_they_are_told_once_and_anew_on_another_machine(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts_told, "substituted", lambda _: (("仿宋_GB2312", "某宋"),))
    assert "本机没有字体仿宋_GB2312" in stand_ins(settings)
    assert stand_ins(settings) == ""
    monkeypatch.setattr(fonts_told, "substituted", lambda _: (("仿宋_GB2312", "某仿"),))
    assert "用某仿代替" in stand_ins(settings)


def test_where_every_font_is_there_nothing_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts_told, "substituted", lambda _: ())
    assert stand_ins(settings) == ""
