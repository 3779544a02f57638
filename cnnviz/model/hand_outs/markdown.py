"""Markdown as HTML for paper: no markup of its own gets through, nothing is fetched, and links are written out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: The levels of headings that the page itself needs: its title, and those of scenes.
HEADINGS = 2


def to_html(text: str) -> str:
    """`text` as HTML."""
    reader = _reader()
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + HEADINGS, 6)}"
        if token.children:
            token.children = list(_written_out(token.children))
    rendered: str = reader.renderer.render(tokens, reader.options, {})
    return rendered


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _written_out(tokens: list[Token]) -> Iterator[Token]:
    """`tokens` with the address behind what is linked, and with what a picture shows in its place."""
    from markdown_it.token import Token

    address = ""
    for token in tokens:
        match token.type:
            case "link_open":
                address = str(token.attrs.get("href", ""))
            case "link_close":
                if address:
                    yield Token("text", "", 0, content=f" ({address})")
            case "image":
                yield Token("text", "", 0, content=f"[{token.content}]")
            case _:
                yield token
