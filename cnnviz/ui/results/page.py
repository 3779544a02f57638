"""The page about how well the network answers: three sections, one in sight."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.flow import Flow
from cnnviz.ui.results.answers import AnswersSection
from cnnviz.ui.results.cases import CasesSection
from cnnviz.ui.results.race import RaceSection
from cnnviz.ui.theme import Look, Type


class Section(Enum):
    """What the page shows, by its title."""

    ANSWERS = "Answers"
    CASES = "Trickier cases"
    RACE = "Race"


_TIPS = {
    Section.ANSWERS: "How many samples are answered right, and which are not",
    Section.CASES: "How many are still right when pictures are turned, moved, scaled, thicker or noisy",
    Section.RACE: "Backpropagation against the slides' nudging, side by side",
}


class ResultsPage(QWidget):
    """Buttons that choose the section, what the section asks for, and below it the section or a sentence.

    section_chosen(section): a person wants to see it. centring_chosen(centres): how pictures are to be judged.
    """

    section_chosen = Signal(object)
    centring_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.answers, self.cases, self.race = AnswersSection(), CasesSection(), RaceSection()
        self._sections: dict[Section, AnswersSection | CasesSection | RaceSection] = {
            Section.ANSWERS: self.answers,
            Section.CASES: self.cases,
            Section.RACE: self.race,
        }
        self.buttons = {section: self._button(section) for section in Section}
        self._group = QButtonGroup(self)
        for place, button in enumerate(self.buttons.values()):
            self._group.addButton(button, place)
        self._group.idClicked.connect(self._on_section_clicked)
        self.centres = QCheckBox("Centre and scale to the ink")
        self.centres.setStatusTip("Put each picture's ink in the middle and scale it to fill before it is judged")
        self.centres.setToolTip(self.centres.statusTip())
        self.centres.clicked.connect(self.centring_chosen)
        self.sentence = QLabel()
        # Class names are a person's own: they are never markup.
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.section = Section.ANSWERS
        self.set_section(self.section)

    def _button(self, section: Section) -> QToolButton:
        button = QToolButton()
        button.setText(section.value)
        button.setCheckable(True)
        button.setStatusTip(_TIPS[section])
        button.setToolTip(_TIPS[section])
        return button

    def _lay_out(self) -> None:
        top = Flow(spacing=6)
        for button in self.buttons.values():
            top.addWidget(button)
        for section in self._sections.values():
            for control in section.controls:
                top.addWidget(control)
        top.addWidget(self.centres)
        self._stack = QStackedWidget()
        for widget in (*self._sections.values(), self.sentence):
            self._stack.addWidget(widget)
        area = ClearArea()
        area.take(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(area, 1)

    def set_section(self, section: Section) -> None:
        """Show another section, with what it asks for."""
        self.section = section
        self.buttons[section].setChecked(True)
        for other, widget in self._sections.items():
            for control in widget.controls:
                control.setVisible(other is section)
        self.centres.setVisible(section is not Section.RACE)
        self.show_section()

    def show_section(self) -> None:
        """Show the section, in place of a sentence."""
        self._stack.setCurrentWidget(self._sections[self.section])

    def show_sentence(self, text: str) -> None:
        """Say why there is nothing to show."""
        self.sentence.setText(text)
        self._stack.setCurrentWidget(self.sentence)

    def set_centres(self, *, centres: bool) -> None:
        """Say how pictures are judged."""
        self.centres.setChecked(centres)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for widget in (*self.buttons.values(), self.centres):
            widget.setFont(look.font())
        self.sentence.setFont(look.font(Type.TITLE))
        for section in self._sections.values():
            section.set_look(look)

    @Slot(int)
    def _on_section_clicked(self, place: int) -> None:
        self.section_chosen.emit(list(Section)[place])
