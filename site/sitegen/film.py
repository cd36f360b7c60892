"""The video: its scenes, and the captions and the transcript in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib import i18n
from sitegen import data
from sitegen.faults import Fault, SiteError, blaming


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
    titles: Mapping[str, str]
    """By language code."""
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
    with blaming(str(content / "video/storyboard.yaml")):
        last = board["scenes"][-1]
        seconds = last["start"] + last["seconds"]
        width, height = board["width"], board["height"]
    titles, scenes = {}, {}
    for path in sorted(folder.glob("*.yaml")):
        words = data.load(path)
        with blaming(str(path)):
            titles[path.stem] = words["title"]
            scenes[path.stem] = tuple(_scenes(board["scenes"], words["scenes"]))
    return Film(width=width, height=height, seconds=seconds, titles=titles, scenes=scenes)


def vtt(scenes: tuple[Scene, ...]) -> str:
    """Return the captions of *scenes* as a WebVTT file."""
    cues = [
        f"{_clock(cue.starts)} --> {_clock(cue.ends)}\n{cue.text}\n"
        for scene in scenes
        for cue in scene.cues
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _scenes(board: list[dict[str, Any]], words: Mapping[str, Any]) -> Iterator[Scene]:
    if [scene["id"] for scene in board] != list(words):
        raise ValueError("these are not the scenes of the storyboard")
    for scene in board:
        said = words[scene["id"]]
        if len(said["said"]) != len(scene["cues"]):
            raise ValueError(f"{scene['id']} has another number of captions")
        yield Scene(seen=said["seen"], cues=tuple(_cues(scene, said["said"])))


def _cues(scene: Mapping[str, Any], texts: list[str]) -> Iterator[Cue]:
    for (begin, end), text in zip(scene["cues"], texts, strict=True):
        yield Cue(starts=scene["start"] + begin, ends=scene["start"] + end, text=text)


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
