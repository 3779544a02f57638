"""Text with emphasis, lists and tables, as lessons have it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent, QTextCursor, QTextDocument, QTextFrameFormat, QTextTable
from PySide6.QtWidgets import QFrame, QTextBrowser

from cnnviz.ui.theme import Look


class MarkdownView(QTextBrowser):
    """Shows Markdown. Text can be selected and copied; raw HTML is shown as text, and links are only text."""

    def __init__(self, *, grows: bool = False) -> None:
        """`grows`: be as high as the text, and leave scrolling to what it stands in."""
        super().__init__()
        self._grows = grows
        self._source = ""
        self._look = Look()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if grows else Qt.FocusPolicy.StrongFocus)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    @property
    def markdown(self) -> str:
        """What is shown."""
        return self._source

    def show_markdown(self, source: str) -> None:
        """Show `source`, from its beginning."""
        if source != self._source:
            self._source = source
            self._write()

    def set_look(self, look: Look) -> None:
        """Write in another theme or text size."""
        self._look = look
        # Before a class a long press, too, opens the lecture's menu.
        policy = Qt.ContextMenuPolicy
        self.setContextMenuPolicy(policy.NoContextMenu if look.is_presented else policy.DefaultContextMenu)
        self.setFont(look.font())
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.Text, QColor(look.theme.text))
        colors.setColor(QPalette.ColorRole.Base, QColor(look.theme.surface))
        self.setPalette(colors)
        self._write()

    def sizeHint(self) -> QSize:
        height = round(self.document().size().height()) if self._grows else super().sizeHint().height()
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height() if self._grows else 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._grows:
            self.updateGeometry()

    def _write(self) -> None:
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().setMarkdown(self._source, features)
        self._draw_tables()

    def _draw_tables(self) -> None:
        """Give tables a quiet grid with room in its cells; Markdown has no say in it."""
        # By way of a cursor: PySide6 keeps every root frame that was ever asked for, and each writing makes another.
        cursor = QTextCursor(self.document())
        is_more = True
        while is_more:
            table = cursor.currentTable()
            if table is not None:
                self._draw_table(table)
                cursor = table.lastCursorPosition()
            is_more = cursor.movePosition(QTextCursor.MoveOperation.NextBlock)

    def _draw_table(self, table: QTextTable) -> None:
        form = table.format().toTableFormat()
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QColor(self._look.theme.line))
        form.setCellPadding(self._look.length(4))
        table.setFormat(form)
