"""Make the film "How IMI works", its poster and the social preview: ``python infra/video.py``.

``python infra/video.py FOLDER SECOND…`` only puts pictures of these seconds into a folder.
It needs Chromium's headless shell and ffmpeg on this machine, and no network.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from infra.film import encoder, stage, storyboard

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCES: Final = ROOT / "content/video"
FILM: Final = ROOT / "site/assets/video/how-imi-works"
POSTER: Final = ROOT / "site/assets/video/poster.webp"
SOCIAL: Final = ROOT / "site/assets/images/social.png"


def main(arguments: list[str]) -> None:
    """Make everything, or pictures of certain seconds."""
    film = storyboard.read(SOURCES / "storyboard.yaml")
    with stage.opened(film, SOURCES / "drawings") as opened:
        if arguments:
            folder = Path(arguments[0])
            for second in map(float, arguments[1:]):
                (folder / f"{second:05.1f}.png").write_bytes(opened.picture(second))
            return
        POSTER.write_bytes(opened.picture(film.poster, stage.WEBP))
        frames = range(round(film.seconds * film.fps))
        pictures = (opened.picture(frame / film.fps, stage.FAST) for frame in frames)
        encoder.encode(pictures, film.fps, FILM)
    moment = storyboard.read(SOURCES / "social.yaml")
    with stage.opened(moment, SOURCES / "drawings") as opened:
        SOCIAL.write_bytes(opened.picture(0))


if __name__ == "__main__":
    main(sys.argv[1:])
