"""Two parts side by side, or one below the other where there is no room for that."""

from __future__ import annotations

from PySide6.QtCore import QRect

from cnnviz.ui.flow import Flow


class Beside(Flow):
    """Widgets from left to right, from the top of their line on; the last of each line takes the rest of it.

    Where one grows in height as it gets narrower, its line does so, too. A margin on the right is left free.
    """

    def _place(self, rect: QRect, *, moves: bool) -> int:
        y, room = rect.y(), rect.width() - self.contentsMargins().right()
        for line in self._lines(room):
            widths = [size.width() for _, size in line]
            widths[-1] = max(room - sum(widths[:-1]) - self.spacing() * (len(line) - 1), widths[-1])
            highest = max(
                item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
                for (item, size), width in zip(line, widths, strict=True)
            )
            x = rect.x()
            for (item, _), width in zip(line, widths, strict=True):
                if moves:
                    item.setGeometry(QRect(x, y, width, highest))
                x += width + self.spacing()
            y += highest + self.spacing()
        return y - self.spacing() - rect.y()
