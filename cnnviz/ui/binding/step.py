"""Joins the page about one step of gradient descent to the state."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import Notice, State
from cnnviz.app.store import Store
from cnnviz.app.worker import Worker, answering
from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network
from cnnviz.engine.training import Samples, TrainingSettings
from cnnviz.model.descent import Descent, descend, first_batch
from cnnviz.model.document import Document, with_network
from cnnviz.model.errors.kink import Kink, kink_at
from cnnviz.model.errors.sheet import UNSAID, right_class
from cnnviz.model.errors.weights import chosen_weight
from cnnviz.model.material import practice_of
from cnnviz.model.numbers import NumberStyle, decimals_of_two_digits, format_exact, format_power
from cnnviz.model.results.exam import Source, drawn, source_of
from cnnviz.model.sums.gradient import decimals_of_step, step_ways, weight_gradient_ways
from cnnviz.model.typed_settings import with_typed
from cnnviz.model.view import Weight
from cnnviz.model.weight_blocks import WeightBlock, weight_blocks
from cnnviz.ui.step import StepPage
from cnnviz.ui.step.numbers import StepNumbers
from cnnviz.ui.theme import Look

log = logging.getLogger(__name__)

#: The undo step.
STEP = "Take a step"
NO_WEIGHTS = "This network has nothing to learn: add a convolution or a layer of votes."
NOT_FINITE = "With this learning rate a weight would grow out of bounds: type a smaller one, such as 0.03."
SURE = "The error is so small that the gradients are as good as 0: nothing is left to learn here."
#: The largest gradient that counts for nothing.
TINY = 1e-6
AT_REST = "Every gradient is 0, so this step changes nothing."


class Asked(NamedTuple):
    """Which step is asked for: that of the picture, with the right answer, or that of a batch of the samples.

    weight: the one that is looked at; None for a batch, of which no more is told.
    """

    network: Network
    settings: TrainingSettings
    picture: Array | None
    target: int | None
    weight: Weight | None
    source: Source | None


@dataclass(frozen=True, eq=False)
class Answered:
    """The step, or the sentence that says why there is none; and the kink that the error has at the weight, if any."""

    asked: Asked
    descent: Descent | str
    kink: Kink | None = None


class StepBinding(QObject):
    """Asks a thread of its own for the step of the picture, or of a batch, and takes it when a hand says so."""

    def __init__(self, store: Store, widget: StepPage) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        self._worker = Worker(answering(Stepper().answer), self)
        self._worker.answered.connect(self._on_worker_answered)
        self._asked: Asked | None = None
        self._answered: Answered | None = None
        self._blocks: tuple[WeightBlock, ...] = ()
        self._steps_wanted = 0
        widget.block_chosen.connect(self._on_block_chosen)
        widget.cell_chosen.connect(self._on_cell_chosen)
        widget.samples_wanted.connect(self._on_samples_wanted)
        widget.rate_entered.connect(self._on_rate_entered)
        widget.step_wanted.connect(self._on_step_wanted)
        widget.back_wanted.connect(self._on_back_wanted)
        widget.gradients_wanted.connect(self._on_gradients_wanted)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        document, view, settings = new.document, new.view, practice_of(new.document).settings
        is_new = old is None or old.document is not document
        if old is None or _structure(old.document) != _structure(document):
            self._blocks = weight_blocks(document.network, document.filter_names)
            self._widget.set_blocks([block.title for block in self._blocks])
        if is_new:
            self._widget.set_rate(format_exact(settings.learning_rate))
            self._widget.set_can_go_back(can=new.history.undo_name == STEP)
        if is_new or old is None or old.view is not view:
            self._widget.set_subject(settings.batch_size, of_samples=view.of_samples)
            self._widget.set_gradients(are_shown=view.gradients)
            self._show(new)
        self._ask(new)

    def set_look(self, look: Look) -> None:
        """Draw the page in another theme or text size."""
        self._widget.set_look(look)

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._worker.stop()

    def _ask(self, state: State) -> None:
        """Ask for the step, where something that it depends on has changed."""
        document, view = state.document, state.view
        of_samples = view.of_samples
        asked = Asked(
            document.network,
            practice_of(document).settings,
            None if of_samples else document.picture,
            None if of_samples else view.target,
            None if of_samples else chosen_weight(document.network, view.weight),
            source_of(document) if of_samples else None,
        )
        if self._asked is not None and _is_same(self._asked, asked):
            return
        self._asked = asked
        self._worker.ask(asked)

    @Slot(object)
    def _on_worker_answered(self, answered: Answered) -> None:
        self._answered = answered
        if self._asked is None or self._asked.network is not self._store.state.document.network:
            # Out of sight, the page still has the numbers of the network before; its step is not this one's.
            self._steps_wanted = 0
            return
        self._show(self._store.state)
        if self._steps_wanted and self._is_up_to_date:
            self._take()

    @property
    def _is_up_to_date(self) -> bool:
        return self._answered is not None and self._answered.asked is self._asked

    def _show(self, state: State) -> None:
        weight = chosen_weight(state.document.network, state.view.weight)
        if weight is None:
            self._widget.show_problem(NO_WEIGHTS)
            return
        index, cell = _place_of(self._blocks, weight)
        block = self._blocks[index]
        self._widget.set_block(index)
        descent = None if self._answered is None else self._answered.descent
        if isinstance(descent, str):
            self._widget.show_problem(descent)
        elif descent is not None and _fits(descent, block):
            assert self._answered is not None
            kink = self._answered.kink if self._answered.asked.weight == weight else None
            self._widget.show_step(step_numbers(descent, block, cell, state.document.settings.numbers, kink))

    # What a hand did

    @Slot(int)
    def _on_block_chosen(self, index: int) -> None:
        rows, columns = self._blocks[index].places.shape
        self._store.look(weight=self._blocks[index].weight(rows // 2, columns // 2))

    @Slot(int, int)
    def _on_cell_chosen(self, row: int, column: int) -> None:
        self._store.look(weight=self._blocks[self._widget.blocks.currentIndex()].weight(row, column))

    @Slot(bool)
    def _on_samples_wanted(self, are_wanted: bool) -> None:
        self._store.look(of_samples=are_wanted)

    @Slot(bool)
    def _on_gradients_wanted(self, are_wanted: bool) -> None:
        self._store.look(gradients=are_wanted)

    @Slot(str)
    def _on_rate_entered(self, text: str) -> None:
        is_taken = self._store.edit(
            "Change the learning rate", lambda document: with_typed(document, "learning_rate", text)
        )
        self._widget.rate.settle() if is_taken else self._widget.rate.refuse()

    @Slot()
    def _on_step_wanted(self) -> None:
        field = self._widget.rate
        if not field.commit():
            refusal = self._store.state.notice or Notice("")
            self._store.tell(f"The step was not taken. {refusal.text}", is_problem=True)
            field.lead_to()
            return
        self._steps_wanted += 1
        if self._is_up_to_date:
            self._take()

    @Slot()
    def _on_back_wanted(self) -> None:
        if self._store.state.history.undo_name == STEP:
            self._store.undo()

    def _take(self) -> None:
        self._steps_wanted -= 1
        descent = None if self._answered is None else self._answered.descent
        after = descent.network if isinstance(descent, Descent) else None
        if after is None:
            self._steps_wanted = 0
        else:
            self._store.edit(STEP, lambda document: with_network(document, after))


class Stepper:
    """Answers questions about steps; lives in one thread, and remembers the last samples."""

    def __init__(self) -> None:
        self._last: tuple[Source, Samples] | None = None

    def answer(self, asked: Asked) -> Answered:
        """The step that is asked for. Raises nothing."""
        try:
            descent = self._descent(asked)
            if asked.weight is None or isinstance(descent, str):
                return Answered(asked, descent)
            return Answered(asked, descent, kink_at(descent.gradients, asked.weight))
        except ValueError as error:
            return Answered(asked, str(error))
        except Exception:
            # The thread lives on whatever a layer does; the person reads a sentence, the log has the rest.
            log.exception("The step could not be computed.")
            return Answered(asked, "The step could not be computed; the details are in the log.")

    def _descent(self, asked: Asked) -> Descent | str:
        with np.errstate(all="ignore"):  # Numbers that grow out of bounds are shown as such.
            if asked.source is None:
                assert asked.picture is not None
                trace = asked.network.forward(asked.picture[None])
                target = right_class(trace, asked.target)
                return UNSAID if target is None else descend(trace, target, asked.settings)
            batch = first_batch(self._training(asked.source).fitted_to(asked.network), asked.settings)
            return descend(asked.network.forward(batch.pictures), batch.labels, asked.settings)

    def _training(self, source: Source) -> Samples:
        if self._last is None or self._last[0] != source:
            self._last = source, drawn(source).training
        return self._last[1]


def step_numbers(
    descent: Descent, block: WeightBlock, cell: tuple[int, int], style: NumberStyle, kink: Kink | None = None
) -> StepNumbers:
    """What the page shows of `descent` for one grid of weights, of which one is chosen; `kink` is the error's there."""
    grids = descent.weights(block.layer, block.name)
    old, gradient, new = (values.reshape(-1)[block.places] for values in grids)
    after = descent.network
    is_going = after is not None and after is not descent.before
    ways = step_ways(float(old[cell]), float(gradient[cell]), descent.rate, float(new[cell]), style)
    return StepNumbers(
        old,
        gradient,
        new,
        cell,
        format_exact(descent.rate),
        (NOT_FINITE,) if after is None else ways,
        _sources(descent, block.weight(*cell), style, kink),
        _errors(descent),
        style,
        is_going,
    )


def _sources(descent: Descent, weight: Weight, style: NumberStyle, kink: Kink | None) -> tuple[str, ...]:
    if descent.network is descent.before:
        return (AT_REST,)
    if max(float(np.abs(values).max()) for layer in descent.gradients.layers for values in layer.values()) < TINY:
        return (SURE,)
    if descent.pictures > 1:
        return (f"The gradient is the mean of those of {descent.pictures} pictures.",)
    gradient = float(descent.gradients.layers[weight.layer][weight.name][weight.index])
    decimals = decimals_of_step(descent.rate * gradient)
    ways = weight_gradient_ways(descent.gradients, weight, style, decimals)
    told = tuple(f"Gradient = {way}" for way in ways)
    return told if kink is None else (*(f"{way}, {kink.remark}" for way in told), *told)


def _errors(descent: Descent) -> tuple[str, ...]:
    """The error before and after the step, and whose it is; the longest way to say it first."""
    classes, found = descent.before.classes, descent.gradients
    decimals = _telling_decimals(found.error, descent.error_after)
    both = (found.error,) if descent.network is None else (found.error, descent.error_after)
    numbers, short = (" → ".join(_written(error, each) for error in both) for each in (decimals, 2))
    if descent.pictures > 1:
        whose = f"Mean error of {descent.pictures} pictures"
    else:
        whose = f"Error, with {classes[found.targets[0]]} as the right answer" if classes else "Error"
    return f"{whose}: {numbers}", f"Error {numbers}", numbers, short


def _telling_decimals(before: float, after: float) -> int:
    """Four, or as many as it takes to see by how much the two differ, within reason."""
    apart = abs(before - after)
    return 4 if not apart >= 1e-8 else max(4, decimals_of_two_digits(apart))


def _written(error: float, decimals: int) -> str:
    text = f"{error:.{decimals}f}"
    return text if not error or text.strip("0.") else format_power(error)


def _structure(document: Document) -> tuple[object, ...]:
    """All that the grids of weights and their titles depend on."""
    network = document.network
    shapes = [[(name, values.shape) for name, values in layer.parameters.items()] for layer in network.layers]
    return network.shapes, network.classes, document.filter_names, shapes


def _is_same(one: Asked, other: Asked) -> bool:
    """Whether the answer to one is the answer to the other."""
    return one.picture is other.picture and one._replace(picture=None) == other._replace(picture=None)


def _fits(descent: Descent, block: WeightBlock) -> bool:
    """Whether `descent` is about a network that has the numbers of `block`."""
    layers = descent.before.layers
    values = layers[block.layer].parameters.get(block.name) if block.layer < len(layers) else None
    return values is not None and values.shape == block.shape


def _place_of(blocks: tuple[WeightBlock, ...], weight: Weight) -> tuple[int, tuple[int, int]]:
    """The index of the grid that `weight` stands in, and its cell there."""
    cells = ((index, block.cell(weight)) for index, block in enumerate(blocks))
    return next((index, cell) for index, cell in cells if cell is not None)
