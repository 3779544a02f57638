"""Films as files, opened again by Pillow and by ffmpeg."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from imageio_ffmpeg import get_ffmpeg_exe
from PIL import GifImagePlugin, Image

from cnnviz.model.networks import SHIPPED, lecture_document
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.refused import Refused
from cnnviz.ui.films.encoding import ENCODERS, Size, encoder_for, to_gif, to_mp4
from cnnviz.ui.films.film import HELD, film_of, pixels_of
from cnnviz.ui.films.job import film_content
from cnnviz.ui.theme import CONTRAST, Look

pytestmark = pytest.mark.usefixtures("qapp")

VOTES = Playhead(Span.STAGE, stage=6, speed=8.0)


def nothing() -> None:
    """What is told where nobody listens."""


def still(red: int, green: int, blue: int) -> bytes:
    return bytes((blue, green, red, 255)) * (64 * 32)


STILLS = [still(255, 0, 0), still(0, 128, 0), still(0, 0, 255)]
SIZE = Size(64, 32)


def test_a_gif_has_every_frame_in_its_colours_and_its_time() -> None:
    film = Image.open(io.BytesIO(to_gif(iter(STILLS), STILLS, SIZE, 4.0, nothing)))
    assert isinstance(film, GifImagePlugin.GifImageFile)
    assert film.size == SIZE
    assert film.n_frames == 3
    for index, color in enumerate(((255, 0, 0), (0, 128, 0), (0, 0, 255))):
        film.seek(index)
        assert film.info["duration"] == 250
        shown = film.convert("RGB").getpixel((40, 20))
        assert isinstance(shown, tuple)
        assert max(abs(one - other) for one, other in zip(shown, color, strict=True)) <= 8
    assert film.info["loop"] == 0


def test_an_mp4_has_the_size_and_the_length_that_were_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(to_mp4(iter(STILLS * 2), STILLS, SIZE, 4.0, nothing))
    read = [get_ffmpeg_exe(), "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    done = subprocess.run(read, capture_output=True, check=True)
    assert b"Duration: 00:00:01.5" in done.stderr
    frames = np.frombuffer(done.stdout, dtype=np.uint8).reshape(-1, SIZE.height, SIZE.width, 3)[:, 16, 40]
    assert len(frames) == 15
    assert frames[0].argmax() == frames[7].argmax() == 0
    assert frames[3].argmax() == 1
    assert frames[-1].argmax() == 2


def test_a_film_that_is_given_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken() -> Iterator[bytes]:
        yield STILLS[0]
        raise KeyboardInterrupt

    for encode in (to_gif, to_mp4):
        with pytest.raises(KeyboardInterrupt):
            encode(broken(), STILLS, SIZE, 4.0, nothing)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".gif", ".mp4"])
def test_a_film_tells_how_far_it_is_and_when_it_is_packed(ending: str) -> None:
    film, told = film_of(lecture_document(), VOTES, Look()), list[tuple[float | None, str]]()
    content = film_content(film, ENCODERS[ending], lambda share, text: told.append((share, text)))
    assert told[:3] == [(0.0, "frame 1 of 3"), (1 / 3, "frame 2 of 3"), (2 / 3, "frame 3 of 3")]
    assert set(told[3:]) == {(None, "packing the frames")}
    assert content.startswith(b"GIF89a") if ending == ".gif" else content[4:8] == b"ftyp"


def test_a_gif_can_be_given_up_while_it_is_packed() -> None:
    asked = list[bytes]()

    def frames() -> Iterator[bytes]:
        for one in STILLS:
            asked.append(one)
            yield one

    def give_up() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        to_gif(frames(), STILLS, SIZE, 4.0, give_up)
    assert asked == STILLS


def test_without_ffmpeg_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(Refused, match="pip install imageio-ffmpeg"):
        to_mp4(iter(STILLS), STILLS, SIZE, 4.0, nothing)
    with pytest.raises(Refused, match=r"film\.avi.*\.gif or \.mp4"):
        encoder_for(Path("film.avi"))


@pytest.mark.parametrize(("free", "why"), [(4096, "There is no room to make the film in"), (2**30, "try a smaller")])
def test_a_full_disk_is_said_where_ffmpeg_says_nothing(
    free: int, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    # What it is called with, Python takes for a mistake.
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", sys.executable)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=free))
    with pytest.raises(Refused, match=why) as refused:
        to_mp4(iter(STILLS), STILLS, SIZE, 4.0, nothing)
    assert (f"“{tmp_path}”" in str(refused.value)) is (free == 4096)
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_to_make_a_film_in_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(Refused, match="TMPDIR"):
        to_mp4(iter(STILLS), STILLS, SIZE, 4.0, nothing)


def test_a_film_begins_with_nothing_and_ends_with_everything_held() -> None:
    film = film_of(lecture_document(), VOTES, Look())
    values = 2
    assert film.count == 1 + values + round(HELD * film.pace)
    first, last, held = film.frame(0), film.frame(values), film.frame(film.count - 1)
    assert first != film.frame(1)
    assert last == held
    assert film.frame(1) != last


def test_small_steps_take_a_frame_each_and_show_the_sum_as_far_as_it_goes() -> None:
    whole = film_of(lecture_document(), Playhead(Span.MAP, stage=1), Look())
    fine = film_of(lecture_document(), Playhead(Span.MAP, stage=1, fine=True), Look())
    assert len(whole.positions) == 1 + 49
    assert len(fine.positions) == 1 + 49 * 4
    painted = [_ink_below(fine.frame(index).copy(0, 470, 1280, 250)) for index in range(1, 5)]
    assert painted == sorted(painted)
    assert len(set(painted)) == 4


def test_the_scale_and_the_theme_are_those_chosen() -> None:
    film = film_of(lecture_document(), VOTES, Look(CONTRAST), scale=2)
    frame = film.frame(0)
    assert (frame.width(), frame.height()) == (2560, 1440) == (film.size.width(), film.size.height())
    assert frame.pixelColor(2559, 1439).name() == CONTRAST.surface
    assert len(pixels_of(frame)) == 2560 * 1440 * 4


def test_a_film_without_end_is_refused_with_what_to_do() -> None:
    large = next(shipped for shipped in SHIPPED if "28" in shipped.title).make()
    with pytest.raises(Refused, match=r"[\d,]+ frames, and at most 3,000.*one map"):
        film_of(large, Playhead(fine=True), Look())
    assert film_of(large, replace(VOTES, span=Span.MAP, stage=1), Look()).count < 3000


def _ink_below(image: object) -> int:
    from PySide6.QtGui import QImage

    assert isinstance(image, QImage)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(grey.constBits(), dtype=np.uint8)
    return int((pixels < 250).sum())
