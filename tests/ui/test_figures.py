"""Figures as files, opened again by readers that are not Qt's painter."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from cnnviz.model.document import with_picture
from cnnviz.model.filters.edits import duplicate_filter
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.refused import Refused
from cnnviz.model.results.confusion import NO_PICTURES, Confusion
from cnnviz.model.run import Curves
from cnnviz.model.sight import Sight, sight_of
from cnnviz.model.view import Probe, View
from cnnviz.ui.figures.confusion import confusion_figure
from cnnviz.ui.figures.curves import MOST_TICKS, curves_figure, ticks
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.figures.panels import DRAWABLES
from cnnviz.ui.figures.panels import draw as drawn
from cnnviz.ui.figures.way import way_figure
from cnnviz.ui.figures.writing import to_image, to_pdf, to_png, to_svg, write_figure
from cnnviz.ui.theme import CONTRAST, GREY, LIGHT, Look
from tests.model.runs import trained

pytestmark = pytest.mark.usefixtures("qapp")

PERFECT = Probe(1, (0, 1, 1))
SVG = "{http://www.w3.org/2000/svg}"


def draw(panel: str, sight: Sight, look: Look | None = None) -> Figure:
    return drawn(panel, sight, look or Look())


def words_in_svg(figure: Figure) -> list[str]:
    root = ElementTree.fromstring(to_svg(figure))
    assert root.tag == f"{SVG}svg"
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def words_in_pdf(figure: Figure) -> str:
    (page,) = pypdf.PdfReader(io.BytesIO(to_pdf(figure))).pages
    # The typeface has one glyph for a space and a tab.
    return " ".join(page.extract_text().split())


def test_the_maps_of_four_filters_have_their_numbers_too() -> None:
    """In a file letters are sharp that would be too small on a screen."""
    document = duplicate_filter(lecture_document(), 0, 1)
    # There is no such value but in the convolution's maps.
    assert words_in_svg(draw("stages", sight_of(document))).count("-.77") == 2 * 4


@pytest.mark.parametrize("panel", [each.name for each in DRAWABLES])
def test_text_stays_text_on_paper(panel: str) -> None:
    figure = draw(panel, sight_of(lecture_document(), View(pinned=PERFECT)))
    wanted = {
        "stages": ["Convolution", ".77", "1 Diagonal", "Votes"],
        "picture": ["-1", "1"],
        "filters": ["Diagonal", "Cross", "Other diagonal", "-1"],
        "arithmetic": ["Convolution, map 1 (Diagonal), row 2, column 2", "Multiply", "Divide by 9"],
        "votes": ["X wins by 0.44…", "O", "0.55"],
    }[panel]
    written, printed = words_in_svg(figure), words_in_pdf(figure)
    for word in wanted:
        assert word in written
        assert word in printed


def test_a_png_has_the_size_and_the_ground_that_were_chosen() -> None:
    for theme, scale in ((LIGHT, 1), (CONTRAST, 2), (GREY, 8)):
        figure = draw("votes", sight_of(smiley_document()), Look(theme))
        image = Image.open(io.BytesIO(to_png(to_image(figure, scale))))
        assert image.size == (figure.width * scale, figure.height * scale)
        assert image.convert("RGB").getpixel((0, 0)) == _rgb(theme.surface)


def test_a_pdf_is_one_page_of_the_figures_size_with_its_name() -> None:
    figure = draw("stages", sight_of(lecture_document()))
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(figure)))
    (page,) = reader.pages
    assert (page.mediabox.width, page.mediabox.height) == (figure.width, figure.height)
    assert reader.metadata is not None
    assert reader.metadata.title == "From the picture to the votes"


def test_one_pixel_between_paper_and_ink_leaves_the_others_as_they_are_on_the_canvas() -> None:
    """All others read -1.00, squeezed into their cells so that it looked like -100."""
    document = lecture_document()
    picture = document.picture.copy()
    picture[4, 4] = 0.5
    painted = words_in_svg(draw("stages", sight_of(with_picture(document, picture))))
    # The scales below the stages have some, too.
    assert painted.count("-1") >= np.count_nonzero(picture == -1.0)
    assert ".50" in painted
    assert "-1.00" not in painted


def test_what_the_class_must_not_see_is_in_no_figure() -> None:
    document = lecture_document()
    everything = words_in_svg(draw("stages", sight_of(document)))
    at_start = sight_of(document, View(player=Playhead(position=0)))
    shown = words_in_svg(draw("stages", at_start))
    assert ".77" in everything
    assert not {".77", "1.00", "0.55"} & set(shown)
    assert "-1" in shown
    assert "0.55" not in words_in_svg(draw("votes", at_start))
    to_predict = words_in_svg(draw("arithmetic", sight_of(document, View(pinned=PERFECT, predicts=True))))
    assert "Line up" in to_predict
    assert not {"Multiply", "Add", "Divide by 9"} & set(to_predict)
    # Its window lies in a stage that a lesson hides.
    with pytest.raises(Refused, match="not hidden"):
        draw("arithmetic", sight_of(document, View(pinned=Probe(3, (0, 0, 0)), concealed=frozenset({2}))))
    revealed = sight_of(document, View(pinned=PERFECT, predicts=True), reveals=True)
    assert "Multiply" in words_in_svg(draw("arithmetic", revealed))


@pytest.mark.parametrize("view", [View(player=Playhead(Span.MAP, stage=1, of_map=0)), View(pinned=Probe(6, (0,)))])
def test_on_paper_as_on_the_screen_each_map_shows_its_own_part(view: View) -> None:
    """What hides or dims lies over all maps of a stage, and SVG knows no parts of images."""
    figure = draw("stages", sight_of(lecture_document(), view))
    screen = to_image(figure, 1)
    paper = QImage(screen.size(), screen.format())
    painter = QPainter(paper)
    QSvgRenderer(to_svg(figure).encode()).render(painter)
    painter.end()
    # Seen from afar: letters and edges differ a little, by how much depends on Qt's version.
    afar = [
        image.scaled(image.size() / 8, mode=Qt.TransformationMode.SmoothTransformation) for image in (screen, paper)
    ]
    one, other = (np.frombuffer(image.constBits(), dtype=np.uint8).reshape(-1, 4)[:, :3].astype(int) for image in afar)
    # With a map that is empty or dim in one alone it is twice this.
    assert np.abs(one - other).max() < 60


def test_a_hidden_value_has_no_colour_either() -> None:
    document = lecture_document()
    hidden = draw("stages", sight_of(document, View(concealed=frozenset({1}))))
    way = to_png(to_image(hidden, 1)), to_png(to_image(draw("stages", sight_of(document)), 1))
    colors = [len(Image.open(io.BytesIO(png)).convert("RGB").getcolors(1 << 20) or ()) for png in way]
    assert colors[0] < colors[1]


def test_a_legend_does_not_tell_the_largest_of_values_that_are_all_hidden() -> None:
    document = smiley_document()
    legends = [
        words_in_svg(draw("stages", sight_of(document, View(concealed=frozenset(range(1, stages)))))).count("-4")
        for stages in (1, 2, 5)
    ]
    assert legends == [4, 3, 0]


def test_what_is_no_figure_is_refused_and_leaves_the_file(tmp_path: Path) -> None:
    figure = draw("votes", sight_of(lecture_document()))
    (tmp_path / "kept.bmp").write_text("mine")
    with pytest.raises(Refused, match=r"kept\.bmp.*\.png, \.svg or \.pdf"):
        write_figure(figure, tmp_path / "kept.bmp")
    assert (tmp_path / "kept.bmp").read_text() == "mine"
    with pytest.raises(Refused, match="cannot be written"):
        write_figure(figure, tmp_path / "nowhere" / "a.png")


def test_without_filters_or_classes_there_is_nothing_to_draw() -> None:
    document = smiley_document()
    bare = replace(document, network=replace(document.network, layers=document.network.layers[1:2], classes=()))
    for panel in ("filters", "votes", "arithmetic"):
        with pytest.raises(Refused):
            draw(panel, sight_of(bare))


def _rgb(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color.removeprefix("#")))


@pytest.mark.parametrize(("width", "height"), [(300, 120), (960, 400), (2000, 900)])
def test_the_whole_way_is_painted_on_any_size_of_paper(width: int, height: int) -> None:
    image = to_image(way_figure(sight_of(lecture_document()), Look(), width, height), 1)
    columns = [any(image.pixel(x, y) != 0xFFFFFFFF for y in range(height)) for x in range(width)]
    assert any(columns[width * 9 // 10 :])
    assert image.pixel(width - 1, height - 1) == 0xFFFFFFFF


def test_the_curves_of_a_run_are_drawn_with_round_numbers_beside_them() -> None:
    figure = curves_figure(trained(10).curves, Look())
    words = words_in_svg(figure)
    assert {"training", "test", "error", "% right", "step", "0", "20", "100", "10"} <= {*words}
    image = to_image(figure, 1)
    painted = np.frombuffer(image.constBits(), dtype=np.uint32)
    colors = {f"#{color & 0xFFFFFF:06x}" for color in np.unique(painted).tolist()}
    assert {LIGHT.negative, LIGHT.positive} <= colors


def test_curves_that_cannot_be_drawn_leave_the_rest() -> None:
    steps, gone = np.arange(1.0, 4.0), np.full(3, np.nan)
    words = words_in_svg(curves_figure(Curves(steps, gone, np.zeros(3), steps[:1], gone[:1], gone[:1]), Look()))
    assert {"error", "% right", "3"} <= {*words}
    assert ticks(2.0, 1.0) == [0.0, 1.0, 2.0]


@given(st.floats(1e-6, 1e9))
def test_the_numbers_of_an_axis_are_round_and_few(top: float) -> None:
    found = ticks(top)
    assert found[0] == 0
    assert top / 2 < found[-1] <= top * 1.001
    assert 3 <= len(found) <= MOST_TICKS
    assert f"{found[1]:.3e}"[:5] in {"1.000", "2.000", "5.000"}


@pytest.mark.parametrize(
    "classes", [("X", "O"), ("a class with a name that is longer than all others", *"BCDEFGHIJKLM")]
)
def test_the_confusion_matrix_has_every_count_in_its_place(classes: tuple[str, ...]) -> None:
    counts = np.arange(len(classes) ** 2).reshape(len(classes), -1)
    figure = confusion_figure(Confusion(classes, counts, "test samples"), Look())
    assert NO_PICTURES not in words_in_svg(figure)
    words = words_in_svg(figure)
    assert words.count("O") == (2 if "O" in classes else 0)
    assert [word for word in words if word.isdigit()] == [str(count) for count in range(len(classes) ** 2)]
    assert any(word.endswith("test samples answered right") for word in words)
    assert figure.width < 1300
    counts[1] = 0
    words = words_in_svg(confusion_figure(Confusion(classes, counts, "test samples"), Look()))
    assert NO_PICTURES in words
    assert len([word for word in words if word.isdigit()]) == len(classes) * (len(classes) - 1)
