"""Joins what is dropped anywhere on the window to the state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from cnnviz.app.store import Store
from cnnviz.model.view import Panel
from cnnviz.ui.binding.files import FilesBinding
from cnnviz.ui.binding.images import ImagesBinding
from cnnviz.ui.binding.learning import LearningBinding
from cnnviz.ui.binding.looks import look_of, put_away, with_put_away
from cnnviz.ui.dropping import Dragged, Kind, dragged
from cnnviz.ui.overlay.drop_hint import DropHint
from cnnviz.ui.window import Window

#: The panel in which something shows once it is dropped; all else fills the window.
_PLACES: dict[Kind | None, Panel] = {Kind.PICTURE: Panel.DRAWING, Kind.SAMPLES: Panel.LEARNING}

#: Never a move, which would bid the owner to delete it.
_COPY = Qt.DropAction.CopyAction


class DroppingBinding(QObject):
    """Says while something is dragged over the window what will become of it, and takes it when it is let go."""

    _dropped = Signal(object, object)

    def __init__(
        self, store: Store, files: FilesBinding, images: ImagesBinding, learning: LearningBinding, window: Window
    ) -> None:
        super().__init__(window)
        self._store = store
        self._files = files
        self._images = images
        self._learning = learning
        self._window = window
        self._hint: DropHint | None = None
        # Queued, because a question asked inside the drop would hold up the window that the file comes from.
        self._dropped.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Take what is dropped from now on."""
        self._window.setAcceptDrops(True)
        self._window.installEventFilter(self)

    @property
    def hint(self) -> DropHint:
        """What is shown meanwhile, made for the first that is dragged."""
        if self._hint is None:
            self._hint = DropHint(self._window)
        return self._hint

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter:
                assert isinstance(event, QDragEnterEvent)
                return self._enter(event)
            case QEvent.Type.DragLeave:
                self.hint.hide()
            case QEvent.Type.Drop:
                assert isinstance(event, QDropEvent)
                self._drop(event)
                return True
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        what = dragged(event.mimeData())
        if what is None:
            return False
        self.hint.say(what.sentence, self._place(what), look_of(self._store.state), is_problem=what.kind is None)
        # What is refused is heard of on, so that the reason goes when it leaves; the pointer says that it is no place.
        event.setDropAction(_COPY if what.kind else Qt.DropAction.IgnoreAction)
        event.accept()
        return True

    def _place(self, what: Dragged) -> QWidget:
        panel = _PLACES.get(what.kind)
        card = None if panel is None else self._window.cards[panel]
        return card if card is not None and card.isVisible() else self._window

    def _drop(self, event: QDropEvent) -> None:
        self.hint.hide()
        what = dragged(event.mimeData())
        if what is None or what.kind is None:
            return
        event.setDropAction(_COPY)
        event.accept()
        # Read here: the image is its owner's, who takes it away once it is let go.
        image = event.mimeData().imageData() if what.path is None and what.kind is Kind.PICTURE else None
        self._dropped.emit(what, image)

    @Slot(object, object)
    def _take(self, what: Dragged, image: object) -> None:
        # What is done next, such as undo or the answer to a question, is meant for this window.
        self._window.activateWindow()
        if isinstance(image, QImage):
            self._images.take(image, "Take the dropped image")
        elif what.path is not None:
            match what.kind:
                case Kind.PICTURE:
                    self._images.open(what.path)
                case Kind.SAMPLES:
                    self._take_samples(what)
                case _:
                    self._files.open_path(what.path)

    def _take_samples(self, what: Dragged) -> None:
        from cnnviz.ui.binding.samples import SamplesBinding

        state = self._store.state
        self._store.look(**with_put_away(state.view, put_away(state) - {Panel.LEARNING}))
        self._window.learning.show_title("Samples")
        part = self._learning.part(SamplesBinding)
        if part is None or what.path is None:
            self._store.tell("Open the samples first (Learn, Samples).", is_problem=True)
        else:
            part.files.take(what.path)
