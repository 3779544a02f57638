"""Joins the page about samples to the state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.worker import Worker, answering
from cnnviz.engine.arrays import Array
from cnnviz.engine.samples import CLASSES, LEVELS, Dials, become, dial_title, draw_samples
from cnnviz.model.document import Coding, Document, with_picture
from cnnviz.model.material import practice_of, uses_generated, with_practice
from cnnviz.model.picture.transforms import clear
from cnnviz.model.practice import Practice, with_settings
from cnnviz.model.samples.classes import (
    describe_classes,
    unknown_classes,
    with_class,
    with_class_renamed,
    with_votes_for_samples,
    without_class,
)
from cnnviz.model.samples.own import also_kept_as, own_samples, with_kept, with_label, with_sample_drawn, without
from cnnviz.ui.binding.sample_files import SampleFilesBinding
from cnnviz.ui.samples import SamplesPage
from cnnviz.ui.samples.dialogs import ask_class_name
from cnnviz.ui.samples.pictures import COUNT
from cnnviz.ui.theme import Look

_LEFT_OUT = "Left out: your own classes are others than X and O."
_UNKNOWN = "This network knows no X and O: keep drawings of your own."


class SamplesBinding(QObject):
    """Shows the person's samples and the generator's, and turns what a hand did into edits."""

    def __init__(self, store: Store, widget: SamplesPage) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        self.files = SampleFilesBinding(store, widget.collection)
        self._worker = Worker(answering(_previewed), self)
        self._worker.answered.connect(self._on_worker_answered)
        own, generator = widget.collection, widget.generator
        own.kept.connect(self._on_kept)
        own.chosen.connect(self._on_chosen)
        own.deleted.connect(self._on_deleted)
        own.moved.connect(self._on_moved)
        own.adding.connect(self._on_adding)
        own.renaming.connect(self._on_renaming)
        own.removing.connect(self._on_removing)
        own.taught.connect(self._on_taught)
        own.use_chosen.connect(self._on_use_chosen)
        own.augment_chosen.connect(self._on_augment_chosen)
        generator.count_chosen.connect(self._on_count_chosen)
        generator.seed_chosen.connect(self._on_seed_chosen)
        generator.level_chosen.connect(self._on_level_chosen)
        generator.dial_moved.connect(self._on_dial_moved)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        document, before = new.document, None if old is None else old.document
        if document is before:
            return
        if before is None or _shown_samples(before) != _shown_samples(document):
            own = own_samples(document)
            self._widget.collection.show_samples(
                own.classes, own.pictures, own.labels, own.coding.paper, own.coding.ink
            )
        if before is None or (before.samples, before.network.classes) != (document.samples, document.network.classes):
            unknown = describe_classes(unknown_classes(document))
            self._widget.collection.show_unknown(f"The network has no vote for {unknown}." if unknown else "")
        if before is None or _taught(before) != _taught(document):
            self._show_practice(document)
        if before is None or _previewable(before) != _previewable(document):
            self._ask(document)

    def set_look(self, look: Look) -> None:
        """Draw the page in another theme or text size."""
        self._widget.set_look(look)

    def stop(self) -> None:
        """End the threads and wait for them."""
        self.files.stop()
        self._worker.stop()

    def _show_practice(self, document: Document) -> None:
        practice = practice_of(document)
        level = next((name for name, dials in LEVELS.items() if dials == practice.dials), None)
        self._widget.generator.set_fields(practice.generated, practice.settings.seed)
        self._widget.generator.set_dials(asdict(practice.dials), level)
        self._widget.collection.set_uses(is_used=practice.uses_own, is_augmented=practice.augments)
        self._widget.generator.show_note(_note(document))

    # The pictures that come of the dials

    def _ask(self, document: Document) -> None:
        practice = practice_of(document)
        self._worker.ask(Preview(document.picture, document.coding, practice.dials, practice.settings.seed))

    @Slot(object)
    def _on_worker_answered(self, shown: Shown) -> None:
        paper, ink = shown.coding.paper, shown.coding.ink
        self._widget.generated.show_pictures(shown.generated, paper, ink)
        self._widget.becoming.show_pictures(shown.becoming, paper, ink)

    # One's own samples

    @Slot(int)
    def _on_kept(self, label: int) -> None:
        name = own_samples(self._store.state.document).classes[label]
        clears = self._widget.collection.clears.isChecked()

        def kept(document: Document) -> Document:
            after = with_kept(document, label)
            return with_picture(after, clear(after.picture, after.coding)) if clears else after

        if self._store.edit(f"Keep a sample of {name}", kept) and (other := also_kept_as(self._store.state.document)):
            self._store.tell(f"The same drawing is a sample of {other}, too: learning cannot get both right.")

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        self._store.edit("Bring a sample to the canvas", lambda document: with_sample_drawn(document, place))

    @Slot(object)
    def _on_deleted(self, places: tuple[int, ...]) -> None:
        self._store.edit(f"Delete {_samples(places)}", lambda document: without(document, places))

    @Slot(object, int)
    def _on_moved(self, places: tuple[int, ...], label: int) -> None:
        name = own_samples(self._store.state.document).classes[label]
        self._store.edit(f"Move {_samples(places)} to {name}", lambda document: with_label(document, places, label))

    @Slot()
    def _on_adding(self) -> None:
        self._name_class("New class", "", "Add a class", with_class)

    @Slot(int)
    def _on_renaming(self, label: int) -> None:
        old = own_samples(self._store.state.document).classes[label]
        self._name_class(
            f"Rename {old}",
            old,
            f"Rename class {old}",
            lambda document, name: with_class_renamed(document, label, name),
        )

    def _name_class(self, title: str, name: str, step: str, named: Callable[[Document, str], Document]) -> None:
        """Ask for a name until it can be taken or is given up: what was typed stays there to be mended."""
        typed = ask_class_name(self._widget.window(), title, name)
        while typed is not None and not self._takes(step, typed, named):
            notice = self._store.state.notice
            typed = ask_class_name(self._widget.window(), title, typed, notice.text if notice else "")

    def _takes(self, step: str, name: str, named: Callable[[Document, str], Document]) -> bool:
        return self._store.edit(step, lambda document: named(document, name))

    @Slot(int)
    def _on_removing(self, label: int) -> None:
        name = own_samples(self._store.state.document).classes[label]
        self._store.edit(f"Remove class {name}", lambda document: without_class(document, label))

    @Slot()
    def _on_taught(self) -> None:
        self._store.edit("Give votes to your classes", with_votes_for_samples)

    @Slot(bool)
    def _on_use_chosen(self, is_wanted: bool) -> None:
        name = "Learn from your own samples" if is_wanted else "Leave your own samples out"
        self._practise(name, lambda practice: replace(practice, uses_own=is_wanted))

    @Slot(bool)
    def _on_augment_chosen(self, is_wanted: bool) -> None:
        name = "Learn from what samples become" if is_wanted else "Learn from samples as they are"
        self._practise(name, lambda practice: replace(practice, augments=is_wanted))

    # The generator

    @Slot(int)
    def _on_count_chosen(self, count: int) -> None:
        self._practise("Change how many are generated", lambda practice: replace(practice, generated=count))

    @Slot(int)
    def _on_seed_chosen(self, seed: int) -> None:
        self._practise("Change the seed", lambda practice: with_settings(practice, seed=seed))

    @Slot(str)
    def _on_level_chosen(self, level: str) -> None:
        self._practise(f"Choose the level “{level}”", lambda practice: replace(practice, dials=LEVELS[level]))

    @Slot(str, float, object)
    def _on_dial_moved(self, name: str, value: float, gesture: object) -> None:
        change: dict[str, Any] = {name: value}
        self._practise(
            f"Change the {dial_title(name)}",
            lambda practice: replace(practice, dials=replace(practice.dials, **change)),
            (name, gesture),
        )

    def _practise(self, name: str, change: Callable[[Practice], Practice], gesture: object | None = None) -> None:
        self._store.edit(name, lambda document: with_practice(document, change(practice_of(document))), gesture)


@dataclass(frozen=True, eq=False)
class Preview:
    """What would the dials make of the picture ``(rows, columns)``, and what would the generator draw?"""

    picture: Array
    coding: Coding
    dials: Dials
    seed: int


@dataclass(frozen=True, eq=False)
class Shown:
    """Pictures ``(rows, columns)``: generated, and the drawing with what it becomes."""

    generated: tuple[Array, ...]
    becoming: tuple[Array, ...]
    coding: Coding


def _previewed(asked: Preview) -> Shown:
    picture, coding, seed = asked.picture, asked.coding, asked.seed
    grid = (int(picture.shape[0]), int(picture.shape[1]))
    # Numbers that a hand typed may grow out of bounds; they are shown as such.
    with np.errstate(all="ignore"):
        # Each has a hand of its own that stays the same, so that what is seen to change is what was changed.
        became = tuple(
            become(picture, asked.dials, np.random.default_rng([seed, place]), coding.paper, coding.ink)
            for place in range(1, COUNT)
        )
    return Shown(_generated(grid, asked.dials, coding, seed), (picture, *became), coding)


@lru_cache(maxsize=1)
def _generated(grid: tuple[int, int], dials: Dials, coding: Coding, seed: int) -> tuple[Array, ...]:
    drawn = draw_samples(COUNT, grid, dials, np.random.default_rng(seed), coding.paper, coding.ink)
    return tuple(np.moveaxis(drawn.pictures[0], -1, 0))


def _previewable(document: Document) -> tuple[object, ...]:
    """What the preview depends on; equal where it is the same."""
    return id(document.picture), document.coding, document.practice


def _taught(document: Document) -> tuple[object, ...]:
    """What is generated and whether that is learned from depend on this; equal where they are the same."""
    return document.practice, document.samples, document.network.classes


def _note(document: Document) -> str:
    """Why generated samples are not learned from; empty where they are."""
    practice, known = practice_of(document), document.network.classes
    if not uses_generated(practice, document.samples):
        return _LEFT_OUT if practice.generated else ""
    return _UNKNOWN if known and not set(CLASSES) <= set(known) else ""


def _shown_samples(document: Document) -> object:
    """What the page shows of one's own samples; equal where it is the same."""
    return own_samples(document).classes if document.samples is None else document.samples


def _samples(places: tuple[int, ...]) -> str:
    return "a sample" if len(places) == 1 else f"{len(places)} samples"
