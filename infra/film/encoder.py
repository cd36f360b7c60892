"""Turns pictures into a film, in the two forms that all browsers know between them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final, cast

# No version and no random number in the files: the same pictures give the same bytes.
EXACT: Final = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1", "-an"]
PLAIN: Final = ["-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709"]
COLOURS: Final = [*PLAIN, "-color_trc", "bt709", "-vf", "scale=out_color_matrix=bt709"]

# fmt: off
H264: Final = [
    "-c:v", "libx264", "-preset", "slow", "-crf", "26", "-tune", "animation", "-threads", "2",
    "-movflags", "+faststart",
]
VP9: Final = [
    "-c:v", "libvpx-vp9", "-crf", "38", "-b:v", "0", "-deadline", "good", "-cpu-used", "4",
    "-row-mt", "1", "-threads", "2", "-g", "250",
]
# fmt: on


def encode(pictures: Iterable[bytes], fps: int, film: Path) -> None:
    """Write *pictures* in PNG, of which *fps* are shown a second, as *film* .mp4 and .webm."""
    film.parent.mkdir(parents=True, exist_ok=True)
    command = ["ffmpeg", "-y", "-hide_banner", "-loglevel", "error", "-f", "image2pipe"]
    command += ["-c:v", "png", "-framerate", str(fps), "-i", "-"]
    command += [*EXACT, *COLOURS, *H264, str(film.with_suffix(".mp4"))]
    command += [*EXACT, *COLOURS, *VP9, str(film.with_suffix(".webm"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as ffmpeg:
        into = cast(IO[bytes], ffmpeg.stdin)
        for picture in pictures:
            into.write(picture)
        into.close()
        if ffmpeg.wait():
            raise SystemExit("ffmpeg could not write the film")
