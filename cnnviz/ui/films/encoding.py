"""Frames as the content of a film: GIF by Pillow, MP4 by ffmpeg."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cnnviz.model.numbers import listed
from cnnviz.model.refused import Refused
from cnnviz.system import pip_line

#: Some players stumble over fewer frames a second, even where nothing moves; of more, there would only be more to do.
SMOOTH = 10
#: In bytes. ffmpeg does not say why it ended; with less it was for want of room.
LEAST_ROOM = 2**20
_NO_ROOM = "There is no room to make the film in {}: make some on that disk, or have TMPDIR name another folder."


class Size(NamedTuple):
    """Of a frame, in pixels."""

    width: int
    height: int


#: Pixels of four bytes, blue, green, red and one that means nothing, row by row without gaps.
Pixels = bytes
#: Is called again and again while no frame is asked for any more; where it raises, the film is given up.
Packing = Callable[[], None]


class _Packed(io.BytesIO):
    """A file in memory that tells whenever something is written to it."""

    def __init__(self, packing: Packing) -> None:
        super().__init__()
        self._packing = packing

    def write(self, data: Any, /) -> int:
        self._packing()
        return super().write(data)


def to_gif(frames: Iterable[Pixels], samples: Iterable[Pixels], size: Size, pace: float, packing: Packing) -> bytes:
    """A GIF of `frames`, each shown until the next one's time at `pace` a second; it begins anew for ever.

    samples: frames that have all the colours between them; there are 256 for the whole film.
    """
    from PIL import Image

    def image(pixels: Pixels) -> Image.Image:
        return Image.frombuffer("RGB", size, pixels, "raw", "BGRX", 0, 1)

    pictures = [image(pixels) for pixels in samples]
    whole = Image.new("RGB", (size.width, size.height * len(pictures)))
    for index, picture in enumerate(pictures):
        whole.paste(picture, (0, index * size.height))
    palette = whole.quantize(256, Image.Quantize.FASTOCTREE)
    painted = (image(pixels).quantize(palette=palette, dither=Image.Dither.NONE) for pixels in frames)
    first = next(painted)
    file = _Packed(packing)
    # GIF counts hundredths of a second, and browsers slow down what is faster than two of them.
    duration = max(round(100 / pace), 2) * 10
    first.save(file, "GIF", save_all=True, append_images=painted, duration=duration, loop=0, optimize=False)
    return file.getvalue()


def to_mp4(frames: Iterable[Pixels], samples: Iterable[Pixels], size: Size, pace: float, packing: Packing) -> bytes:
    """An MP4 of `frames`, `pace` a second, as every player and browser shows it.

    Raises:
        Refused: the package imageio-ffmpeg is not installed, or the disk is full.
    """
    rate = str(max(SMOOTH, round(pace)))
    raw = ["-f", "rawvideo", "-pix_fmt", "bgr0", "-s", f"{size.width}x{size.height}", "-r", str(pace), "-i", "-"]
    film = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
    with _folder() as folder:
        path = Path(folder) / "film.mp4"
        command = [_ffmpeg(), "-loglevel", "error", *raw, *film, "-r", rate, str(path)]
        # Without the flag a console would flash up on Windows.
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=hidden
        ) as ffmpeg:
            assert ffmpeg.stdin is not None
            try:
                for pixels in frames:
                    ffmpeg.stdin.write(pixels)
            except BrokenPipeError:
                pass  # Its return code tells.
            except BaseException:
                ffmpeg.kill()
                raise
            finally:
                with contextlib.suppress(BrokenPipeError):
                    ffmpeg.stdin.close()
        if ffmpeg.returncode and shutil.disk_usage(folder).free < LEAST_ROOM:
            raise Refused(_NO_ROOM.format(f"“{Path(folder).parent}”"))
        if ffmpeg.returncode:
            raise Refused("ffmpeg could not make the film: try a smaller scale, or a .gif.")
        return path.read_bytes()


def _folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory()
    except OSError as error:
        raise Refused(
            _NO_ROOM.format(f"“{tempfile.tempdir}”" if tempfile.tempdir else "any temporary folder")
        ) from error


def _ffmpeg() -> str:
    try:
        from imageio_ffmpeg import get_ffmpeg_exe
    except ImportError as error:
        line = pip_line("imageio-ffmpeg")
        raise Refused(f"Writing MP4 needs the package imageio-ffmpeg: install it with “{line}”.") from error
    return str(get_ffmpeg_exe())


Encode = Callable[[Iterable[Pixels], Iterable[Pixels], Size, float, Packing], bytes]
ENCODERS: Mapping[str, Encode] = {".gif": to_gif, ".mp4": to_mp4}


def encoder_for(path: Path) -> Encode:
    """What makes a film for a file named `path`.

    Raises:
        Refused: nothing does.
    """
    found = ENCODERS.get(path.suffix.lower())
    if found is None:
        raise Refused(f"“{path.name}” is no film that can be made: end its name in {listed(tuple(ENCODERS), 'or')}.")
    return found
