"""The video: its scenes, and the captions and the transcript in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chalicelib import i18n
from sitegen import data
from sitegen.faults import Fault, SiteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One caption."""

    starts: float
    """Seconds from the beginning of the video."""
    ends: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A scene as the transcript tells it."""

    seen: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """The video in words."""

    width: int
    height: int
    seconds: float
    scenes: Mapping[str, tuple[Scene, ...]]
    """By language code."""


def read(content: Path) -> Film:
    """
    Return the video below *content*.

    Raises:
        SiteError: The captions of a language are not those of the storyboard, or are missing.
    """
    board = data.load(content / "video/storyboard.yaml")
    folder = content / "video/captions"
    lacking = [each for each in i18n.LANGUAGES if not (folder / f"{each}.yaml").exists()]
    if lacking:
        faults = [Fault(str(folder / f"{each}.yaml"), 1, "is missing") for each in lacking]
        raise SiteError(faults)
    last = board["scenes"][-1]
    return Film(
        width=board["width"],
        height=board["height"],
        seconds=last["start"] + last["seconds"],
        scenes={
            path.stem: tuple(_scenes(board["scenes"], path))
            for path in sorted(folder.glob("*.yaml"))
        },
    )


def vtt(scenes: tuple[Scene, ...]) -> str:
    """Return the captions of *scenes* as a WebVTT file."""
    cues = [
        f"{_clock(cue.starts)} --> {_clock(cue.ends)}\n{cue.text}\n"
        for scene in scenes
        for cue in scene.cues
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _scenes(board: list[dict[str, object]], path: Path) -> Iterator[Scene]:
    words = data.load(path)["scenes"]
    if [scene["id"] for scene in board] != list(words):
        raise SiteError([Fault(str(path), 1, "these are not the scenes of the storyboard")])
    for scene in board:
        said = words[scene["id"]]
        start, times = scene["start"], scene["cues"]
        if len(said["said"]) != len(times):  # type: ignore[arg-type]
            message = f"{scene['id']} has another number of captions than the storyboard"
            raise SiteError([Fault(str(path), 1, message)])
        yield Scene(
            seen=said["seen"],
            cues=tuple(
                Cue(starts=start + begin, ends=start + end, text=text)
                for (begin, end), text in zip(times, said["said"], strict=True)  # type: ignore[call-overload]
            ),
        )


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
