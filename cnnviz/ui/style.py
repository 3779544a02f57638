"""The look of every standard widget: palette, typeface and a short style sheet, all from one Look."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip

from cnnviz.model import resources
from cnnviz.model.view import ColorScheme
from cnnviz.ui.theme import BRIGHT, CONTRAST, DARK, GREY, LIGHT, Look, Theme, mixed, palette

#: Pixels: how wide the frame is that says that the working of a sum has the keyboard.
WORKING_FRAME = 2
#: The text size, in percent, from which on menus are closer.
_LARGE = 150


def theme_for(scheme: ColorScheme) -> Theme:
    """The theme of a choice; that of the system where the choice is left to it."""
    match scheme:
        case ColorScheme.LIGHT:
            return LIGHT
        case ColorScheme.DARK:
            return DARK
        case ColorScheme.CONTRAST:
            return CONTRAST
        case ColorScheme.GREY:
            return GREY
        case ColorScheme.SYSTEM:
            return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def presented_theme(scheme: ColorScheme) -> Theme:
    """The theme of a choice for a class: light and dark become black on white and white on black."""
    chosen = theme_for(scheme)
    return {LIGHT.name: BRIGHT, DARK.name: CONTRAST}.get(chosen.name, chosen)


def dress(look: Look) -> None:
    """Give every standard widget of the application the colours and the text size of `look`."""
    colors, font = palette(look.theme), look.font()
    QApplication.setPalette(colors)
    QApplication.setFont(font)
    QToolTip.setPalette(colors)
    QToolTip.setFont(font)


class _Tints(NamedTuple):
    """Colours between those of a theme: of what is pointed at, held down and chosen, and of what can be dragged."""

    hover: str
    pressed: str
    chosen: str
    handle: str


def style_sheet(look: Look) -> str:
    """What Fusion and the palette leave to be said. Lengths grow with the text."""
    theme = look.theme
    tints = _Tints(
        hover=mixed(theme.text, theme.window, 0.08).name(),
        pressed=mixed(theme.text, theme.window, 0.16).name(),
        chosen=mixed(theme.accent, theme.surface, 0.16).name(),
        handle=mixed(theme.text, theme.surface, 0.28 if theme.contrast <= 4.5 else 0.75).name(),
    )
    return "".join(
        (
            _grounds(look),
            _menus(look, tints),
            _tool_bars(look, tints),
            _buttons(look, tints),
            _ticks(look),
            _fields(look),
            _notes(look),
            _scroll_bars(look, tints),
            _sliders(look, tints),
            _choices(look, tints),
            _tabs(look, tints),
            _by_name(look),
        )
    )


def _spaces(look: Look) -> tuple[int, int, int]:
    """What surrounds text, little, more and most: it grows with it, but not so far that it takes its room."""
    small, medium, large = (min(look.length(length), round(1.5 * length)) for length in (2, 4, 8))
    return small, medium, large


def _grounds(look: Look) -> str:
    """What everything else stands on."""
    theme, (_, medium, _) = look.theme, _spaces(look)
    return f"""
QMainWindow, QDialog {{ background: {theme.window}; }}
QFrame#card {{ background: {theme.surface}; border: 1px solid {theme.line}; border-radius: 8px; }}
QLabel#cardTitle {{ color: {theme.muted}; padding: {medium}px 0 0 13px; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {theme.line}; }}
"""


def _menus(look: Look, tints: _Tints) -> str:
    """The bar of menus, and what they open."""
    theme, (small, medium, large) = look.theme, _spaces(look)
    # An entry without an icon is as high as one with it.
    row = look.length(20)
    # On a laptop's screen the lecture's menu would not fit into one column.
    above = medium if look.text_scale < _LARGE else small
    return f"""
QMenuBar {{ background: {theme.window}; padding: 0 {medium}px; }}
QMenuBar::item {{ padding: {medium}px {large}px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {tints.hover}; }}
QMenu {{ background: {theme.raised}; border: 1px solid {theme.line}; padding: {medium}px 0;
    icon-size: {row}px; }}
QMenu::item {{ padding: {above}px {look.length(24)}px {above}px {large}px; min-height: {row}px; }}
QMenu::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
QMenu::item:disabled {{ color: {theme.off}; }}
QMenu::item:disabled:selected {{ background: {tints.hover}; }}
QMenu::icon {{ padding-left: {large}px; }}
QMenu::indicator {{ width: {look.length(12)}px; height: {look.length(12)}px; margin-left: {large}px; }}
QMenu::indicator:checked {{ background: {theme.accent}; border-radius: 3px;
    image: url("{_mark("tick", theme)}"); }}
QMenu::indicator:checked:exclusive {{ border-radius: {look.length(6)}px; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: {medium}px 0; }}
"""


def _tool_bars(look: Look, tints: _Tints) -> str:
    """Tools are flat until they are pointed at."""
    theme, (small, medium, large) = look.theme, _spaces(look)
    return f"""
QToolBar {{ background: {theme.window}; border: none; padding: 0 {large}px {small}px {large}px; spacing: {small}px; }}
QToolButton#qt_toolbar_ext_button {{ padding: 0; border: none; }}
QToolBar::separator {{ background: {theme.line}; width: 1px; margin: {medium}px {medium}px; }}
QToolButton {{ border: 2px solid transparent; border-radius: 6px; padding: {small}px; background: transparent; }}
QToolButton:hover {{ background: {tints.hover}; }}
QToolButton:pressed, QToolButton:open {{ background: {tints.pressed}; }}
QToolButton:checked {{ background: {tints.chosen}; }}
QToolButton:focus {{ border-color: {theme.accent}; }}
QToolButton[popupMode="1"] {{ padding-right: {look.length(16)}px; }}
QToolButton::menu-button {{ border: none; width: {look.length(14)}px; }}
QToolButton[popupMode="2"] {{ padding-right: {look.length(12)}px; }}
QToolButton::menu-indicator {{ subcontrol-origin: border; subcontrol-position: center right; right: {small}px; }}
"""


def _buttons(look: Look, tints: _Tints) -> str:
    """The one that Enter presses is filled."""
    theme, (_, medium, _) = look.theme, _spaces(look)
    return f"""
QPushButton {{ border: 1px solid {theme.line}; border-radius: 6px; padding: {medium}px {look.length(10)}px;
    background: {theme.raised}; }}
QPushButton:hover {{ background: {tints.hover}; }}
QPushButton:pressed {{ background: {tints.pressed}; }}
QPushButton:checked {{ background: {tints.chosen}; border-color: {theme.accent}; }}
QPushButton:default {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; }}
QPushButton:focus {{ border: 2px solid {theme.accent}; padding: {medium - 1}px {look.length(10) - 1}px; }}
QPushButton:default:focus {{ border: 3px double {theme.on_accent};
    padding: {medium - 2}px {look.length(10) - 2}px; }}
QPushButton:disabled {{ color: {theme.off}; background: {theme.raised}; border-color: {theme.line}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
"""


def _ticks(look: Look) -> str:
    """What is ticked, alone or one of several."""
    theme = look.theme
    return f"""
QCheckBox {{ border: 2px solid transparent; border-radius: 6px; padding: 1px; }}
QCheckBox:focus {{ border-color: {theme.accent}; }}
QCheckBox::indicator {{ width: {look.length(12)}px; height: {look.length(12)}px; }}
QCheckBox::indicator:unchecked {{ background: {theme.surface}; border: 1px solid {theme.muted}; border-radius: 3px; }}
QCheckBox::indicator:checked {{ background: {theme.accent}; border: 1px solid {theme.accent}; border-radius: 3px;
    image: url("{_mark("tick", theme)}"); }}
QCheckBox::indicator:checked:disabled {{ background: {theme.off}; border-color: {theme.off}; }}
QRadioButton {{ border: 2px solid transparent; border-radius: 6px; padding: 1px; }}
QRadioButton:focus {{ border-color: {theme.accent}; }}
QRadioButton::indicator {{ width: {look.length(10)}px; height: {look.length(10)}px; background: {theme.surface};
    border: {look.length(2)}px solid {theme.muted}; border-radius: {look.length(10) // 2 + look.length(2)}px; }}
QRadioButton::indicator:checked {{ width: {look.length(6)}px; height: {look.length(6)}px;
    border: {look.length(4)}px solid {theme.accent}; border-radius: {look.length(6) // 2 + look.length(4)}px; }}
"""


def _fields(look: Look) -> str:
    """What is written in."""
    theme, (_, medium, _) = look.theme, _spaces(look)
    return f"""
QLineEdit {{ background: {theme.surface}; border: 1px solid {theme.muted}; border-radius: 4px;
    padding: 1px {medium}px; }}
QLineEdit:focus {{ border: 2px solid {theme.accent}; padding: 0 {medium - 1}px; }}
QLineEdit:disabled {{ color: {theme.off}; border-color: {theme.line}; }}
QPlainTextEdit {{ background: {theme.surface}; border: 1px solid {theme.muted}; border-radius: 4px; padding: 1px; }}
QPlainTextEdit:focus {{ border: 2px solid {theme.accent}; padding: 0; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
"""


def _notes(look: Look) -> str:
    """What is said in passing."""
    theme, (_, medium, _) = look.theme, _spaces(look)
    return f"""
QStatusBar {{ background: {theme.window}; }}
QStatusBar::item {{ border: none; }}
QToolTip {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.line}; padding: {medium}px; }}
"""


def _scroll_bars(look: Look, tints: _Tints) -> str:
    """Narrow, and without arrows."""
    theme = look.theme
    return f"""
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: {look.length(10)}px; }}
QScrollBar:horizontal {{ height: {look.length(10)}px; }}
QScrollBar::handle {{ background: {tints.handle}; border-radius: 4px; margin: 1px; }}
QScrollBar::handle:vertical {{ min-height: {look.length(24)}px; }}
QScrollBar::handle:horizontal {{ min-width: {look.length(24)}px; }}
QScrollBar::handle:hover {{ background: {theme.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _sliders(look: Look, tints: _Tints) -> str:
    """A line that is filled as far as the handle, in the one colour that can be seen on every ground.

    It is pressed wherever the groove is, which is as high as the handle.
    """
    theme = look.theme
    # An even number, so that the handle is round.
    side = 2 * min(look.length(6), 12)
    return f"""
QSlider {{ border: 2px solid transparent; border-radius: 6px; }}
QSlider:horizontal {{ min-height: {side + 6}px; }}
QSlider:focus {{ border-color: {theme.accent}; }}
QSlider::groove {{ background: transparent; }}
QSlider::groove:horizontal {{ height: {side + 4}px; }}
QSlider::add-page, QSlider::sub-page {{ background: {tints.handle}; border-radius: 2px; margin: {side // 2}px 0; }}
QSlider::sub-page {{ background: {theme.accent}; }}
QSlider::handle {{ background: {theme.accent}; border: 2px solid {theme.surface}; border-radius: {side // 2 + 2}px; }}
QSlider::handle:horizontal {{ width: {side}px; }}
QSlider::handle:hover, QSlider::handle:pressed {{ background: {theme.text}; }}
QSlider::handle:disabled {{ background: {theme.off}; }}
QSlider::sub-page:disabled {{ background: {tints.handle}; }}
"""


def _choices(look: Look, tints: _Tints) -> str:
    """What opens a list, and what counts up and down: framed like a line to write in."""
    theme, side = look.theme, min(look.length(12), 24)
    return f"""
QComboBox, QAbstractSpinBox {{ background: {theme.raised}; border: 1px solid {theme.muted}; border-radius: 4px;
    padding: 1px {side + 8}px 1px 6px; min-height: {look.length(18)}px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox:hover {{ background: {tints.hover}; }}
QComboBox QAbstractItemView {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.line};
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; outline: none; }}
QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {theme.accent}; padding: 0 {side + 7}px 0 5px; }}
QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {theme.off}; border-color: {theme.line}; }}
QComboBox::drop-down {{ border: none; width: {side + 8}px; }}
QComboBox::down-arrow {{ width: {side}px; height: {side}px; image: url("{_mark("down", theme)}"); }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; background: transparent; width: {side + 6}px; }}
QSpinBox::up-button:hover, QSpinBox::down-button:hover {{ background: {tints.hover}; }}
QSpinBox::up-arrow {{ width: {side}px; height: {side}px; image: url("{_mark("up", theme)}"); }}
QSpinBox::down-arrow {{ width: {side}px; height: {side}px; image: url("{_mark("down", theme)}"); }}
"""


def _tabs(look: Look, tints: _Tints) -> str:
    """Titles side by side, the one in front underlined."""
    theme = look.theme
    return f"""
QTabWidget::pane {{ border: none; border-top: 1px solid {theme.line}; }}
QTabBar {{ border: none; }}
QTabBar::tab {{ color: {theme.muted}; border: 2px solid transparent; padding: 4px 8px; }}
QTabBar::tab:hover {{ background: {tints.hover}; }}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
QTabBar::tab:focus {{ border-color: {theme.accent}; border-radius: 6px; }}
"""


def _by_name(look: Look) -> str:
    """What only one kind of widget of ours has. Here, because a sheet of its own for each would be worked out anew."""
    theme, inset = look.theme, look.length(8)
    return f"""
QToolButton#drawing {{ padding: 1px; }}
QToolButton#drawing[popupMode="2"] {{ padding-right: 10px; }}
QListView#presets, QListView#gallery {{ background: transparent; outline: none; }}
QListView#presets::item {{ border: 2px solid transparent; border-radius: 4px; background: transparent; }}
QListView#presets::item:selected:active {{ border-color: {theme.accent}; }}
QListView#gallery::item {{ border: 2px solid transparent; border-radius: 6px; color: {theme.text}; }}
QListView#gallery::item:hover, QListView#gallery::item:selected {{ border-color: {theme.accent};
    background: transparent; color: {theme.text}; }}
QScrollArea#working, QScrollArea#scene {{ border: {WORKING_FRAME}px solid transparent; border-radius: 6px; }}
QScrollArea#working:focus, QScrollArea#scene:focus {{ border-color: {theme.accent}; }}
QFrame#task {{ border: 1px solid {theme.line}; border-radius: 6px; }}
QLabel#about {{ color: {theme.muted}; }}
QLabel#problem {{ color: {theme.problem}; }}
QLabel#toast {{ background: {theme.text}; color: {theme.window}; border-radius: {inset}px; padding: {inset}px; }}
"""


def _mark(name: str, theme: Theme) -> str:
    return resources.path(f"marks/{name}-{theme.name}.svg").as_posix()
