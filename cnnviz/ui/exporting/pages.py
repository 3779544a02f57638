"""The pages of the dialog: a figure, numbers, a film, a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QWidget

from cnnviz.model.player.playhead import SPEEDS, Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.tables.writing import NOTATIONS
from cnnviz.ui.exporting.choices import THEMES, ChoiceBox, scales
from cnnviz.ui.exporting.wishes import FigureWish, FilmWish, LessonWish, NumbersWish, Offers, Wish
from cnnviz.ui.figures.writing import LARGEST_SCALE, USUAL_SCALE

_ALL = (None, "All")
#: What comes of learning, by name and title.
LEARNING = (("curves", "The curves of the training run"), ("confusion", "The confusion matrix"))


class Page(QWidget):
    """What is exported, and how.

    changed(): a hand chose something.
    """

    changed = Signal()
    title = ""
    can_copy = False

    def __init__(self) -> None:
        super().__init__()
        self.form = QFormLayout(self)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    def wish(self) -> Wish | None:
        """What is wished for; None where there is nothing."""
        raise NotImplementedError

    def set_offers(self, offers: Offers) -> None:
        """Offer what there is."""

    def _row(self, text: str, box: ChoiceBox[Any]) -> None:
        label = QLabel(text)
        label.setBuddy(box)
        box.activated.connect(self._on_chosen)
        self.form.addRow(label, box)

    def _check(self, text: str, tip: str) -> QCheckBox:
        check = QCheckBox(text)
        check.setToolTip(tip)
        check.clicked.connect(self._on_chosen)
        self.form.addRow("", check)
        return check

    @Slot()
    def _on_chosen(self) -> None:
        self._refit()
        self.changed.emit()

    def _refit(self) -> None:
        """Let what was chosen have its say in what else there is to choose."""


class FigurePage(Page):
    """A panel as a figure."""

    title = "Figure"
    can_copy = True

    def __init__(self, panels: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.panel = ChoiceBox("What", [*panels, *LEARNING])
        self.ending = ChoiceBox(
            "Format", [(".png", "PNG, pixels"), (".svg", "SVG, text stays text"), (".pdf", "PDF, text stays text")]
        )
        self.theme = ChoiceBox("Theme", THEMES)
        self.scale = scales(LARGEST_SCALE, USUAL_SCALE)
        for text, box in (
            ("&What", self.panel),
            ("&Format", self.ending),
            ("&Theme", self.theme),
            ("&Size", self.scale),
        ):
            self._row(text, box)

    def wish(self) -> Wish:
        return FigureWish(self.panel.value, self.ending.value, self.theme.value, self.scale.value)

    def _refit(self) -> None:
        self.scale.setEnabled(self.ending.value == ".png")


class NumbersPage(Page):
    """Numbers as text."""

    title = "Numbers"
    can_copy = True

    def __init__(self) -> None:
        super().__init__()
        self._offers = Offers((), (), None)
        self.what = ChoiceBox[tuple[str, int]]("What")
        self.part = ChoiceBox[int | None]("Which")
        self.ending = ChoiceBox("Format", [(each.ending, each.title) for each in NOTATIONS])
        for text, box in (("&What", self.what), ("W&hich", self.part), ("&Format", self.ending)):
            self._row(text, box)
        self.exact = self._check("Every &digit", "Lose nothing, rather than two decimals as they are shown")

    def wish(self) -> Wish:
        what, stage = self.what.value
        return NumbersWish(what, self.ending.value, self.exact.isChecked(), stage, self.part.value)

    def set_offers(self, offers: Offers) -> None:
        self._offers = offers
        stages = [(("stage", index), name) for index, (name, _) in enumerate(offers.stages)]
        fixed = [(("votes", 0), "The votes"), (("sum", 0), "The sum of the value asked about")]
        filters = [(("filters", 0), "The filters")] if offers.filters else []
        learning = [((name, 0), title) for name, title in LEARNING]
        self.what.offer([*fixed, *filters, *stages, *learning])
        self._refit()

    def _refit(self) -> None:
        what, stage = self.what.value
        names = self._offers.filters if what == "filters" else ()
        if what == "stage" and (count := self._offers.stages[stage][1]) > 1:
            names = tuple(f"Map {number}" for number in range(1, count + 1))
        self.part.offer([_ALL, *enumerate(names)])
        self.part.setEnabled(bool(names))


class FilmPage(Page):
    """The step player as a film."""

    title = "Film"

    def __init__(self) -> None:
        super().__init__()
        self._offers = Offers((), (), None)
        self.span = ChoiceBox("What", [(Span.WAY, "The whole way"), (Span.STAGE, "One stage"), (Span.MAP, "One map")])
        self.stage = ChoiceBox[int]("Stage")
        self.of_map = ChoiceBox[int]("Map")
        self.speed = ChoiceBox("Speed", [(speed, f"{speed:g}×") for speed in SPEEDS])
        self.ending = ChoiceBox("Format", [(".gif", "GIF, for slides and pages"), (".mp4", "MP4, for players")])
        self.theme = ChoiceBox("Theme", THEMES)
        self.scale = ChoiceBox("Size", [(1, "1280 × 720"), (2, "2560 × 1440")])
        for text, box in (
            ("&What", self.span),
            ("Sta&ge", self.stage),
            ("&Map", self.of_map),
            ("S&peed", self.speed),
            ("&Format", self.ending),
            ("&Theme", self.theme),
            ("&Size", self.scale),
        ):
            self._row(text, box)
        self.fine = self._check("Every sma&ll step", "Line up, multiply, add, divide: a picture for each")

    def wish(self) -> Wish | None:
        if self._offers.playhead is None:
            return None
        playhead = Playhead(
            self.span.value,
            self.stage.value,
            self.of_map.value if self.span.value is Span.MAP else 0,
            fine=self.fine.isChecked(),
            speed=self.speed.value,
        )
        return FilmWish(playhead, self.ending.value, self.theme.value, self.scale.value)

    def set_offers(self, offers: Offers) -> None:
        is_first, self._offers = self._offers.playhead is None, offers
        self.stage.offer([(index, name) for index, (name, _) in enumerate(offers.stages) if index])
        if offers.playhead is not None and is_first:
            self._take(offers.playhead)
        self._refit()

    def _take(self, playhead: Playhead) -> None:
        self.span.set_value(playhead.span)
        self.stage.set_value(playhead.stage)
        self._refit()
        self.of_map.set_value(playhead.of_map)
        self.speed.set_value(playhead.speed)
        self.fine.setChecked(playhead.fine)

    def _refit(self) -> None:
        if self._offers.playhead is None:
            return
        count = max(self._offers.stages[self.stage.value][1], 1)
        self.of_map.offer([(index, str(index + 1)) for index in range(count)])
        self.stage.setEnabled(self.span.value is not Span.WAY)
        self.of_map.setEnabled(self.span.value is Span.MAP)


class LessonPage(Page):
    """The lesson, to be handed out."""

    title = "Lesson"

    def __init__(self) -> None:
        super().__init__()
        self._has_lesson = False
        self._about = QLabel()
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setWordWrap(True)
        self.form.addRow(self._about)
        self.ending = ChoiceBox("Format", [(".pdf", "PDF, to print"), (".html", "HTML, one page for any browser")])
        self._row("&Format", self.ending)
        self.answers = self._check("With the &answers", "The answers to the tasks, and nothing hidden in the figures")

    def wish(self) -> Wish | None:
        return LessonWish(self.ending.value, self.answers.isChecked()) if self._has_lesson else None

    def set_offers(self, offers: Offers) -> None:
        self._has_lesson = bool(offers.lesson)
        self._about.setText(offers.lesson or "Open a lesson first: Lessons, in the menu Lecture.")
        for widget in (self.ending, self.answers):
            widget.setEnabled(self._has_lesson)
