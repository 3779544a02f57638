"""Joins the page about training to the state."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import Notice, State
from cnnviz.app.store import Store
from cnnviz.app.training import Amount, Training, continued, fits
from cnnviz.engine.layers import Conv2d
from cnnviz.engine.training import Optimiser
from cnnviz.model.material import practice_of
from cnnviz.model.run import NO_CURVES
from cnnviz.model.run_words import describe_end, describe_run, describe_start
from cnnviz.model.typed_settings import as_typed, with_chosen, with_optimiser, with_typed
from cnnviz.model.words import stage_title
from cnnviz.ui.theme import Look
from cnnviz.ui.training import TrainingPage
from cnnviz.ui.training.freezing import Freezable
from cnnviz.ui.training.page import OFFERS

_AMOUNTS = {"sample": Amount.SAMPLE, "batch": Amount.BATCH, "epoch": Amount.EPOCH, "run": Amount.RUN}
NOT_KEPT = "The curves of a run are not kept in the file."
#: What an edit of a setting is called.
_NAMES = {
    "learning_rate": "Change the learning rate",
    "batch_size": "Change the batch size",
    "epochs": "Change the epochs",
    "weight_decay": "Change the weight decay",
    "seed": "Change the seed",
    "target_accuracy": "Change when training stops",
    "patience": "Change when training stops",
    "optimiser": "Choose the optimiser",
    "initialisation": "Choose the first weights",
    "loss": "Choose the error",
}


class TrainingBinding(QObject):
    """Turns the page's buttons into orders and its fields into edits, and a run into what the page shows."""

    def __init__(self, store: Store, training: Training, widget: TrainingPage) -> None:
        super().__init__(widget)
        self._store = store
        self._training = training
        self._widget = widget
        training.set_guard(self._may_begin)
        widget.transport.asked.connect(self._on_asked)
        widget.pace.paced.connect(self._on_paced)
        widget.scrubber.went.connect(self._training.go_to)
        widget.freezing.layer_chosen.connect(self._on_layer_chosen)
        widget.freezing.filter_chosen.connect(self._on_filter_chosen)
        for form in (widget.everyday, widget.further):
            form.typed.connect(self._on_typed)
            form.chosen.connect(self._on_chosen)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        if old is None or old.order is not new.order:
            self._widget.transport.set_running(is_running=new.order is not None)
        if old is None or old.view.pace != new.view.pace:
            self._widget.pace.set_pace(new.view.pace)
        if old is None or old.document.practice is not new.document.practice:
            self._show_settings(new)
        if old is None or (old.document.practice, old.document.network) != (
            new.document.practice,
            new.document.network,
        ):
            self._widget.freezing.set_layers(_freezable(new))
        if old is None or _watched(old) != _watched(new):
            self._show_run(new)

    def set_look(self, look: Look) -> None:
        """Draw the page in another theme or text size."""
        self._widget.set_look(look)

    def stop(self) -> None:
        """Nothing runs behind the page but the clock of its curves."""
        self._widget.curves.stop()

    def _show_settings(self, state: State) -> None:
        practice = practice_of(state.document)
        settings = practice.settings
        texts = as_typed(settings)
        chosen = {name: getattr(settings, name) for name in OFFERS}
        if practice.by_nudging:
            chosen["optimiser"] = None
        for form in (self._widget.everyday, self._widget.further):
            form.show_texts(texts)
            for name, offers in OFFERS.items():
                values = [value for value, _ in offers]
                form.show_choice(name, values.index(chosen[name]) if chosen[name] in values else -1)
        self._widget.set_nudging(is_nudging=practice.by_nudging)

    def _show_run(self, state: State) -> None:
        run, page = state.run, self._widget
        is_here = run is not None and fits(run, state)
        page.transport.set_can_rewind(can_rewind=is_here)
        if run is None or not is_here:
            page.curves.set_curves(NO_CURVES)
            page.curves.set_position(None)
            page.scrubber.set_place(0, 0)
            page.where.set_text(_beginning(state))
            return
        page.curves.set_curves(run.curves)
        page.curves.set_position(run.position if run.position != run.step else None)
        page.scrubber.set_place(run.position, run.step)
        page.where.set_text(_words(state))

    @Slot(str)
    def _on_asked(self, what: str) -> None:
        match what:
            case "pause":
                self._training.pause()
            case "rewind":
                self._training.rewind()
            case _:
                self._training.go(_AMOUNTS[what])

    def _may_begin(self) -> bool:
        """Take what is half typed; what is refused is said, and the keyboard led to it."""
        field = self._widget.everyday.commit() or self._widget.further.commit()
        if field is None:
            return True
        refusal = self._store.state.notice or Notice("")
        self._store.tell(f"Training has not begun. {refusal.text}", is_problem=True)
        field.lead_to()
        return False

    @Slot(float)
    def _on_paced(self, pace: float) -> None:
        self._store.look(pace=pace)

    @Slot(str, str)
    def _on_typed(self, name: str, text: str) -> None:
        is_taken = self._store.edit(_NAMES[name], partial(with_typed, name=name, text=text))
        for form in (self._widget.everyday, self._widget.further):
            form.settle(name, is_taken=is_taken)

    @Slot(str, object)
    def _on_chosen(self, name: str, value: object) -> None:
        if value is None or isinstance(value, Optimiser):
            self._store.edit(_NAMES[name], partial(with_optimiser, optimiser=value))
        else:
            self._store.edit(_NAMES[name], partial(with_chosen, settings={name: value}))

    @Slot(int, bool)
    def _on_layer_chosen(self, layer: int, is_frozen: bool) -> None:
        frozen = practice_of(self._store.state.document).settings.frozen_layers
        self._freeze(is_frozen=is_frozen, frozen_layers=frozen | {layer} if is_frozen else frozen - {layer})

    @Slot(int, int, bool)
    def _on_filter_chosen(self, layer: int, at: int, is_frozen: bool) -> None:
        frozen = practice_of(self._store.state.document).settings.frozen_filters
        one = (layer, at)
        self._freeze(is_frozen=is_frozen, frozen_filters=frozen | {one} if is_frozen else frozen - {one})

    def _freeze(self, *, is_frozen: bool, **settings: object) -> None:
        self._store.edit("Freeze" if is_frozen else "Let learn again", partial(with_chosen, settings=settings))


def _watched(state: State) -> tuple[object, ...]:
    """What the words about the run are made of."""
    document = state.document
    return state.run, state.order is None, document.network, document.practice, state.path


def _beginning(state: State) -> str:
    """What is said where there are no curves; who opens what was trained may look for them."""
    words = describe_start(practice_of(state.document))
    is_opened = state.run is None and state.path is not None
    return f"{NOT_KEPT} {words}" if is_opened else words


def _words(state: State) -> str:
    run = state.run
    assert run is not None
    if not continued(state):
        return f"These curves are of the last run. {describe_start(practice_of(state.document))}"
    words = describe_run(run, is_going=state.order is not None)
    if run.done is None or state.order is not None or run.position != run.step:
        return words
    # What went wrong comes first; of a run that ended well, how much is right.
    return f"{describe_end(run)} {words}" if run.done.is_problem else f"{words}. {describe_end(run)}"


def _freezable(state: State) -> tuple[Freezable, ...]:
    network, settings = state.document.network, practice_of(state.document).settings
    return tuple(
        Freezable(
            index,
            f"{index + 1}. {stage_title(network, index + 1)}",
            index in settings.frozen_layers,
            tuple((index, at) in settings.frozen_filters for at in range(layer.filters))
            if isinstance(layer, Conv2d)
            else (),
        )
        for index, layer in enumerate(network.layers)
        if layer.parameters
    )
