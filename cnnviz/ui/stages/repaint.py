"""What has to be painted anew."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from cnnviz.ui.stages.frame import Frame
from cnnviz.ui.stages.scene import Scene


def dirty_room(ready: Scene, shown: Frame, before: Frame | None, changed: tuple[int, ...]) -> QRectF:
    """Where the values of the `changed` stages stand, and their legends where those change too; no heads.

    One rectangle: painting through a clip of many takes longer than painting what lies between them.
    """
    is_verdict_new = before is None or before.verdict != shown.verdict
    stages = {*changed, len(ready.places) - 1} if is_verdict_new else {*changed}
    dirty = QRectF()
    for stage in stages:
        has_same_limits = before is not None and before.limits(stage) == shown.limits(stage)
        place = ready.places[stage]
        # The unit of gradients stands in the head.
        moved = place.values_and_legend if shown.gradients is None else place.extent
        dirty |= place.values if has_same_limits else moved
        if not has_same_limits and ready.common_legend is not None:
            dirty |= ready.common_legend
    return dirty
