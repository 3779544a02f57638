"""An image from outside as the picture, by whichever way it came."""

from __future__ import annotations

from pathlib import Path

from cnnviz.app.store import Store
from cnnviz.engine.arrays import Array
from cnnviz.model.document import with_picture
from cnnviz.model.picture.images import picture_from_image
from cnnviz.model.refused import Refused
from cnnviz.ui.image_files import read_grey


def open_image(store: Store, path: Path) -> bool:
    """Make the image file at `path` the picture, as one undo step; whether it was done.

    A file that cannot be read changes nothing, and the person is told why.
    """
    try:
        lightness = read_grey(path)
    except Refused as error:
        store.tell(str(error), is_problem=True)
        return False
    return take_image(store, lightness, f"Take the picture from “{path.name}”")


def take_image(store: Store, lightness: Array, name: str) -> bool:
    """Make an image of `lightness` ``(height, width)``, 0 to 1, the picture, as an undo step called `name`."""
    return store.edit(
        name,
        lambda document: with_picture(document, picture_from_image(lightness, document.grid, document.coding)),
    )
