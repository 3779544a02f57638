"""Joins the page about the layers to the state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.model.architecture import plan as plans
from cnnviz.model.architecture.blueprints import Blueprint, Knob
from cnnviz.model.architecture.building import Built, build, with_built
from cnnviz.model.architecture.description import describe
from cnnviz.model.architecture.plan import Plan, plan_of
from cnnviz.model.architecture.problems import problem_of
from cnnviz.model.architecture.ready_made import ReadyMade
from cnnviz.model.document import Document
from cnnviz.model.refused import Refused
from cnnviz.model.view import View
from cnnviz.ui.layers import LayersPage
from cnnviz.ui.theme import Look


class LayersBinding(QObject):
    """Applies a plan of layers as soon as it fits; one that does not is shown, with the reason, until it does."""

    def __init__(self, store: Store, widget: LayersPage) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        #: What is shown but does not fit; None where the network's own layers are shown.
        self._draft: Plan | None = None
        # While a knob is turned, every value is reckoned from the layers as they were when the hand took it, so that a
        # filter that went on the way is back when the knob is.
        self._gesture: object | None = None
        self._begun = plan_of(store.state.document)
        self._own = self._begun.base
        widget.turned.connect(self._on_turned)
        widget.added.connect(self._on_added)
        widget.duplicated.connect(self._on_duplicated)
        widget.block_duplicated.connect(self._on_block_duplicated)
        widget.moved.connect(self._on_moved)
        widget.removed.connect(self._on_removed)
        widget.ready_made_chosen.connect(self._on_ready_made_chosen)
        widget.remedied.connect(self._on_remedied)
        widget.discarded.connect(self._on_discarded)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        if old is not None and old.document.network is new.document.network:
            return
        if new.document.network is not self._own:
            self._gesture = None
        is_other = old is None or _outline(old.document) != _outline(new.document)
        if self._draft is not None:
            # The hand-made numbers of this moment are those to keep; other layers make the draft a thing of the past.
            self._draft = None if is_other else _based_on(self._draft, new.document)
        if is_other:
            self._show()

    def set_look(self, look: Look) -> None:
        """Draw the page in another theme or text size."""
        self._widget.set_look(look)

    def stop(self) -> None:
        """Nothing runs behind the page."""

    @property
    def _plan(self) -> Plan:
        return plan_of(self._store.state.document) if self._draft is None else self._draft

    def _show(self) -> None:
        self._widget.show_description(describe(self._plan), is_applied=self._draft is None)

    def _edit(self, name: str, edit: Callable[[Plan], Plan]) -> bool:
        """Change the plan; whether that could be done."""
        try:
            plan = edit(self._plan)
        except Refused as problem:
            self._store.tell(str(problem), is_problem=True)
            return False
        self._take(name, plan)
        return True

    def _take(self, name: str, plan: Plan, gesture: object | None = None) -> None:
        """Apply `plan` if it fits; else show it, and leave the network as it was before the gesture."""
        if problem_of(plan) is not None:
            if gesture is not None:
                self._own = self._begun.base
                self._store.cancel(gesture)
            self._draft = plan
        else:
            built = build(plan)
            self._draft, self._own = None, built.network
            view = self._store.state.view
            if self._store.edit(name, lambda document: with_built(document, built), gesture):
                self._follow(built, view)
        self._show()

    def _follow(self, built: Built, view: View) -> None:
        """Say what was kept, and go on looking at the layers that were looked at, wherever they stand now."""
        if built.told:
            # Others may have had something to say about the edit: training pauses, for one.
            notice = self._store.state.notice
            self._store.tell(built.told if notice is None else f"{built.told} {notice.text}")
        layer, pinned, weight = built.place_of(view.layer), view.pinned, view.weight
        if pinned is not None and pinned.stage:
            index = built.place_of(pinned.stage - 1)
            pinned = None if index is None else replace(pinned, stage=index + 1)
        if weight is not None:
            index = built.place_of(weight.layer)
            weight = None if index is None else replace(weight, layer=index)
        self._store.look(layer=view.layer if layer is None else layer, pinned=pinned, weight=weight)

    def _title(self, index: int) -> str:
        return plans.titles(self._plan)[index]

    # What a hand did

    @Slot(int, object, int, object)
    def _on_turned(self, index: int, knob: Knob, value: int, gesture: object | None) -> None:
        if gesture is None or gesture is not self._gesture:
            self._gesture, self._begun = gesture, self._plan
        name = f"{self._title(index)}: {knob.title.lower()}"
        self._take(name, plans.turn(self._begun, index, knob, value), gesture)

    @Slot(object, object)
    def _on_added(self, blueprints: tuple[Blueprint, ...], after: int | None) -> None:
        at = plans.place_for(self._plan, blueprints[0], after)
        name = "Add a block" if len(blueprints) > 1 else f"Add {blueprints[0].title}"
        if self._edit(name, lambda plan: plans.insert(plan, at, blueprints)):
            self._widget.go_to(at)

    @Slot(int)
    def _on_duplicated(self, index: int) -> None:
        if self._edit(f"{self._title(index)}: duplicate", lambda plan: plans.duplicate(plan, index)):
            self._widget.go_to(index + 1)

    @Slot(int)
    def _on_block_duplicated(self, index: int) -> None:
        behind = plans.block_of(self._plan, index).stop
        if self._edit(f"{self._title(index)}: duplicate the block", lambda plan: plans.duplicate_block(plan, index)):
            self._widget.go_to(behind)

    @Slot(int, int)
    def _on_moved(self, index: int, to: int) -> None:
        self._edit(f"{self._title(index)}: move", lambda plan: plans.move(plan, index, to))
        self._widget.go_to(to)

    @Slot(int)
    def _on_removed(self, index: int) -> None:
        self._edit(f"{self._title(index)}: remove", lambda plan: plans.remove(plan, index))
        self._widget.go_to(index)

    @Slot(object)
    def _on_ready_made_chosen(self, ready: ReadyMade) -> None:
        self._take(f"Choose “{ready.title}”", ready.plan(self._store.state.document))

    @Slot(int)
    def _on_remedied(self, index: int) -> None:
        problem = problem_of(self._plan)
        if problem is not None:
            remedy = problem.remedies[index]
            self._take(remedy.title, remedy.plan)
            self._widget.go_to(problem.index)

    @Slot()
    def _on_discarded(self) -> None:
        self._draft = None
        self._show()


def _outline(document: Document) -> tuple[object, ...]:
    """What the page shows of a document: everything but the numbers."""
    plan = plan_of(document)
    return plan.places, plan.input_shape, plan.classes


def _based_on(plan: Plan, document: Document) -> Plan:
    return plan if plan.is_example else replace(plan, base=document.network, names=document.filter_names)
