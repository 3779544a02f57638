"""What a lecturer does to a lesson: each edit makes a new `Place`, and the same one where nothing changes."""

from __future__ import annotations

from dataclasses import replace
from types import EllipsisType

from cnnviz.model.document import Document
from cnnviz.model.lessons.lesson import SCENE_FIELDS, Lesson, Place, Scene, Task
from cnnviz.model.refused import Refused
from cnnviz.model.view import Panel, View


def captured(document: Document, view: View, title: str, text: str = "", tab: str | None = None) -> Scene:
    """A scene that begins with the work and the sight of it as they are now; `view` fits the network."""
    kept = {name: getattr(view, name) for name in SCENE_FIELDS}
    player = None if view.player is None else replace(view.player, playing=False)
    sight = View(played=view.played).with_(**{**kept, "player": player, "hidden": view.hidden - {Panel.LESSON}})
    return Scene(title, text, replace(document, lesson=None), sight, tab=tab)


def recaptured(scene: Scene, document: Document, view: View, tab: str | None = None) -> Scene:
    """`scene` with all that is told of it, but beginning with the work and the sight of it as they are now."""
    fresh = captured(document, view, scene.title, scene.text, tab)
    source = {"task": scene.source["task"]} if scene.source and "task" in scene.source else None
    return replace(fresh, task=scene.task, notes=scene.notes, source=source, typed=scene.typed)


def new_lesson(title: str, scene: Scene) -> Place:
    """A lesson of one scene, in no file yet."""
    return Place(Lesson(title, (scene,)), 0)


def with_scene_added(place: Place, scene: Scene) -> Place:
    """`scene` behind the one in sight, and in sight itself."""
    scenes, index = place.lesson.scenes, place.index + 1
    return _with_scenes(place, (*scenes[:index], scene, *scenes[index:]), index)


def with_scene_replaced(place: Place, scene: Scene) -> Place:
    """`scene` instead of the one in sight."""
    scenes, index = place.lesson.scenes, place.index
    if scene is scenes[index]:
        return place
    return _with_scenes(place, (*scenes[:index], scene, *scenes[index + 1 :]), index)


def with_scene_removed(place: Place) -> Place:
    """The lesson without the scene in sight; the one after it comes into sight, or the last.

    Raises:
        Refused: it is the only one.
    """
    scenes, index = place.lesson.scenes, place.index
    if len(scenes) == 1:
        raise Refused("A lesson needs at least one scene: add another before you remove this one.")
    rest = (*scenes[:index], *scenes[index + 1 :])
    return _with_scenes(place, rest, min(index, len(rest) - 1))


def with_scene_moved(place: Place, to: int) -> Place:
    """The scene in sight takes the place `to`, and stays in sight."""
    scenes = [*place.lesson.scenes]
    to = max(0, min(to, len(scenes) - 1))
    if to == place.index:
        return place
    scenes.insert(to, scenes.pop(place.index))
    return _with_scenes(place, tuple(scenes), to)


def with_text(
    place: Place,
    *,
    title: str | None = None,
    text: str | None = None,
    notes: str | None = None,
    task: Task | EllipsisType | None = ...,
) -> Place:
    """What is told of the scene in sight, changed where something is given; ``task=None`` takes the task away."""
    scene = place.scene
    changed = replace(
        scene,
        title=scene.title if title is None else " ".join(title.split()) or scene.title,
        text=scene.text if text is None else text,
        notes=scene.notes if notes is None else notes,
    )
    if not isinstance(task, EllipsisType) and task is not scene.task:
        source = None if scene.source is None else {name: scene.source[name] for name in scene.source if name != "task"}
        changed = replace(changed, task=task, source=source)
    told = ("title", "text", "notes", "task")
    if all(getattr(changed, name) == getattr(scene, name) for name in told):
        return place
    return with_scene_replaced(place, changed)


def with_title(place: Place, title: str) -> Place:
    """The lesson with another title; an empty one leaves it as it is."""
    lesson, title = place.lesson, " ".join(title.split())
    return place if title in ("", lesson.title) else replace(place, lesson=replace(lesson, title=title))


def with_lesson(document: Document, place: Place) -> Document:
    """`document` at another place of a lesson; itself where it is there already."""
    return document if place is document.lesson else replace(document, lesson=place)


def _with_scenes(place: Place, scenes: tuple[Scene, ...], index: int) -> Place:
    return Place(replace(place.lesson, scenes=scenes), index)
