"""The page that steers training and shows its curves."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from cnnviz.engine.training import SGD, Adam, CrossEntropy, Initialisation, RMSprop, SquaredError
from cnnviz.model.run_words import INITIALISATIONS
from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.line import Line
from cnnviz.ui.theme import Look
from cnnviz.ui.training.beside import Beside
from cnnviz.ui.training.curves import CurvePlots
from cnnviz.ui.training.freezing import Freezing
from cnnviz.ui.training.pace import Pace
from cnnviz.ui.training.scrubber import Scrubber
from cnnviz.ui.training.settings import EVERYDAY, FURTHER, SettingsForm
from cnnviz.ui.training.transport import Transport

#: What is offered for the settings that are chosen, and in which words. No optimiser is the slides' own way.
OFFERS = {
    "optimiser": (
        (SGD(), "SGD"),
        (SGD(momentum=0.9), "Momentum"),
        (RMSprop(), "RMSprop"),
        (Adam(), "Adam"),
        (None, "Nudging"),
    ),
    "initialisation": tuple((kind, INITIALISATIONS[kind]) for kind in reversed(Initialisation)),
    "loss": ((CrossEntropy(), CrossEntropy.title), (SquaredError(), SquaredError.title)),
}


#: The settings that play no part in nudging: it tries every picture, and knows no gradient.
_IDLE_IN_NUDGING = ("batch_size", "weight_decay")
#: The largest text, in percent, at which the settings and the curves fit side by side.
_TWO_COLUMNS = 125


class TrainingPage(QWidget):
    """Steering above and where it has led; on the left the settings used most, on the right the curves or others."""

    def __init__(self) -> None:
        super().__init__()
        self.transport, self.pace = Transport(), Pace()
        self.everyday, self.further = SettingsForm(EVERYDAY, OFFERS), SettingsForm(FURTHER, OFFERS)
        self.freezing, self.curves, self.scrubber = Freezing(), CurvePlots(), Scrubber()
        self.where = Line("Where training is")
        self.more = QPushButton("&More…")
        self.more.setCheckable(True)
        self.more.setStatusTip("Show the other settings in place of the curves")
        self.more.clicked.connect(self._on_more_clicked)
        self._content = QWidget()
        self._lay_out()
        self._area = ClearArea()
        self._area.take(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    def set_nudging(self, *, is_nudging: bool) -> None:
        """Offer what plays a part in nudging, or in backpropagation."""
        self.transport.set_nudging(is_nudging=is_nudging)
        for form in (self.everyday, self.further):
            form.set_idle(_IDLE_IN_NUDGING if is_nudging else ())

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        gap = min(look.length(10), 14)
        self._rows.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self._rows.setSpacing(gap // 2)
        self._columns.setSpacing(gap + gap // 2)
        self._others.setSpacing(gap)
        self.where.setFont(look.font())
        self.more.setFont(look.font())
        for part in (self.transport, self.pace, self.everyday, self.further, self.freezing, self.curves):
            part.set_look(look)
        # Large text leaves no room for two columns: the settings go below the curves, and the page scrolls down only.
        is_wide = look.text_scale <= _TWO_COLUMNS
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.BottomToTop)
        self._right.setMinimumHeight(look.length(120 if is_wide else 135))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.pace)
        left.addWidget(self.everyday)
        left.addWidget(self.more)
        left.addStretch(1)
        run = QWidget()
        watching = QVBoxLayout(run)
        watching.setContentsMargins(0, 0, 0, 0)
        watching.setSpacing(0)
        watching.addWidget(self.curves, 1)
        back = QHBoxLayout()
        back.setSpacing(6)
        back.addWidget(self.transport.buttons["rewind"])
        back.addWidget(self.scrubber, 1)
        watching.addLayout(back)
        others = QWidget()
        self._others = Beside(others)
        self._others.addWidget(self.further)
        self._others.addWidget(self.freezing)
        self._right = QStackedWidget()
        # Curves are as high as there is room: what they would like to be must not make the page scroll.
        self._right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._right.addWidget(run)
        self._others_area = ClearArea()
        self._others_area.take(others)
        self._others_area.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self._right.addWidget(self._others_area)
        self._columns = QHBoxLayout()
        self._columns.addLayout(left)
        self._columns.addWidget(self._right, 1)
        self._rows = QVBoxLayout(self._content)
        self._rows.addWidget(self.transport)
        self._rows.addWidget(self.where)
        self._rows.addLayout(self._columns, 1)

    @Slot(bool)
    def _on_more_clicked(self, is_wanted: bool) -> None:
        self._right.setCurrentIndex(int(is_wanted))
        self.more.setText("&Curves" if is_wanted else "&More…")
        # Where the settings stand below, what comes in place of the curves would be out of sight.
        self._area.ensureWidgetVisible(self._right, 0, 0)

    @Slot(int, int)
    def _on_range_changed(self, least: int, most: int) -> None:
        """Keep the room for the scroll bar free: coming, it would send what stands beside below, and so stay."""
        spare = 0 if most > least else self._others_area.verticalScrollBar().sizeHint().width()
        self._others.setContentsMargins(0, 0, spare, 0)
