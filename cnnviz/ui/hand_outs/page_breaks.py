"""Where the pages of a hand-out begin, so that what belongs together is seen together."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFormat

#: The levels of the headings above a scene, and above a part of one.
SCENE, PART = 2, 3
#: What Unicode has for something that is no letter; it stands where a figure does.
FIGURE = "\N{OBJECT REPLACEMENT CHARACTER}"
_Policy = QTextFormat.PageBreakFlag


def keep_together(document: QTextDocument) -> None:
    """Begin pages so that each scene is on one, or at least each of its parts where it is too long for that.

    Of a part that is too long as well, no heading is parted from what it stands above.
    """
    for scene in _scenes(document):
        if _keep(document, scene):
            continue
        for part in _parts(scene):
            if not _keep(document, part):
                for heading in _headings(part):
                    _keep(document, heading, whole=False)


def _scenes(document: QTextDocument) -> Iterator[list[QTextBlock]]:
    """The blocks of each scene; with those of the first stands what is above it."""
    scene: list[QTextBlock] = []
    has_begun, block = False, document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() == SCENE:
            if has_begun:
                yield scene
                scene = []
            has_begun = True
        scene.append(block)
        block = block.next()
    yield scene


def _parts(scene: list[QTextBlock]) -> Iterator[list[QTextBlock]]:
    """A scene's begin with its first figure; then each other figure, the votes, and the task."""
    part: list[QTextBlock] = []
    has_figure = False
    for block in scene:
        is_figure = FIGURE in block.text()
        is_above_table = not _is_in_table(block) and _is_in_table(block.next())
        if has_figure and (is_figure or is_above_table or block.blockFormat().headingLevel() == PART):
            yield part
            part = []
        has_figure = has_figure or is_figure
        part.append(block)
    yield part


def _headings(part: list[QTextBlock]) -> Iterator[list[QTextBlock]]:
    """Each heading of a part, with those right below it, and the block that they stand above."""
    heading: list[QTextBlock] = []
    for block in part:
        if block.blockFormat().headingLevel():
            heading.append(block)
        elif heading and block.text():
            yield [*heading, block]
            heading = []


def _keep(document: QTextDocument, blocks: list[QTextBlock], *, whole: bool = True) -> bool:
    """Begin a page with `blocks` where that brings all of them onto one; whether they are on one.

    Of the last of them, where they need not be `whole`, its first line.
    """
    if _are_on_one_page(document, blocks, whole=whole):
        return True
    if blocks[0].position() == 0:
        return False
    _set_policy(blocks[0], _Policy.PageBreak_AlwaysBefore)
    if _are_on_one_page(document, blocks, whole=whole):
        return True
    _set_policy(blocks[0], _Policy.PageBreak_Auto)
    return False


def _are_on_one_page(document: QTextDocument, blocks: list[QTextBlock], *, whole: bool) -> bool:
    layout, height = document.documentLayout(), document.pageSize().height()
    first, last = (layout.blockBoundingRect(block) for block in (blocks[0], blocks[-1]))
    end = last.bottom() if whole else last.top() + blocks[-1].layout().lineAt(0).rect().bottom()
    return first.top() // height == end // height


def _set_policy(block: QTextBlock, policy: QTextFormat.PageBreakFlag) -> None:
    form = block.blockFormat()
    form.setPageBreakPolicy(policy)
    QTextCursor(block).setBlockFormat(form)


def _is_in_table(block: QTextBlock) -> bool:
    return block.isValid() and QTextCursor(block).currentTable() is not None
