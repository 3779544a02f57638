"""A wheel, or two fingers on a touchpad, that passes over the controls of the window as its pages scroll."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSlider, QSpinBox, QWidget

from cnnviz.ui.application import Running
from tests.ui.hands import turn_wheel

CONTROLS = (QComboBox, QSlider, QSpinBox)


def test_it_neither_changes_nor_enters_them(fresh: Running) -> None:
    window = fresh.window
    window.resize(1280, 960)
    window.actions_.player.trigger()
    passed = _pass_over_all(window)
    window.actions_.learn.trigger()
    for title in ("Samples", "Error", "Step", "Training", "Results", "Layers"):
        window.learning.show_title(title)
        passed |= _pass_over_all(window)
    assert passed >= {"Pixels: the numbers for paper and ink", "How far it has played", "Rotation", "Speed"}


def _pass_over_all(window: QWidget) -> set[str]:
    """Every control in sight; their names."""
    QTest.qWait(0)
    controls = [control for kind in CONTROLS for control in window.findChildren(kind) if control.isEnabled()]
    seen = [control for control in controls if control.visibleRegion().contains(control.rect().center())]
    for control in seen:
        _pass_over(control)
    return {control.accessibleName() for control in seen}


def _pass_over(control: QWidget) -> None:
    before, focus = _standing(control), control.window().focusWidget()
    assert control is not focus
    for notches in (1, -1):
        turn_wheel(control, control.rect().center(), notches)
        assert _standing(control) == before, control.accessibleName()
    assert control.window().focusWidget() is focus


def _standing(control: QWidget) -> int:
    return control.currentIndex() if isinstance(control, QComboBox) else control.value()  # type: ignore[attr-defined]
