"""The storyboard as values: what stands where at which second.

Lengths are in units of the picture, 1280 by 720; times in seconds; rotations in degrees.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

BLINK_SECONDS: Final = 0.16

Value = float | str
"""A number, or a colour as #rrggbb."""

Pose = dict[str, Value]
"""Values of properties, by name."""

EASINGS: Final[Mapping[str, Callable[[float], float]]] = MappingProxyType(
    {
        "linear": lambda done: done,
        "smooth": lambda done: done * done * (3 - 2 * done),
        "in": lambda done: done**3,
        "out": lambda done: 1 - (1 - done) ** 3,
        "spring": lambda done: 1 + 2.2 * (done - 1) ** 3 + 1.2 * (done - 1) ** 2,
        "hold": lambda done: float(done >= 1),
    }
)


@dataclass(frozen=True, slots=True)
class Key:
    """A value to be reached at a second of the scene, and how it is approached."""

    at: float
    value: Value
    easing: str = "smooth"


@dataclass(frozen=True, slots=True)
class Track:
    """The values of one property over the time of a scene."""

    keys: tuple[Key, ...]

    def at(self, second: float) -> Value:
        """Return the value at that *second* of the scene."""
        if second <= self.keys[0].at:
            return self.keys[0].value
        for before, after in pairwise(self.keys):
            if second < after.at:
                done = (second - before.at) / (after.at - before.at)
                return _between(before.value, after.value, EASINGS[after.easing](done))
        return self.keys[-1].value


Tracks = Mapping[str, Track]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A drawing on the stage, with its own movements and those of its parts."""

    drawing: str
    tracks: Tracks
    parts: Mapping[str, Tracks]
    sways: Mapping[str, tuple[float, float]]
    """By property: how far it sways to each side, and how many seconds a sway takes."""
    blinks: tuple[float, ...]
    route: tuple[float, ...]
    """Start, bend and end of the way on which `travel` goes from 0 to 1."""

    def pose(self, second: float) -> Pose:
        """Return the values of the whole drawing at that *second* of the scene."""
        pose = _pose(self.tracks, second)
        if "travel" in pose:
            pose["x"], pose["y"] = _on_route(self.route, float(pose.pop("travel")))
        for name, (far, seconds) in self.sways.items():
            swing = far * math.sin(2 * math.pi * second / seconds)
            pose[name] = float(pose.get(name, 0)) + swing
        return pose

    def part_poses(self, second: float) -> Iterator[tuple[str, Pose]]:
        """Yield the values of each moving part at that *second* of the scene."""
        for name, tracks in self.parts.items():
            yield name, _pose(tracks, second)
        if self.blinks:
            shut = any(0 <= second - blink < BLINK_SECONDS for blink in self.blinks)
            yield "eyes", {"stretch": 0.12 if shut else 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A part of the story, told in one place."""

    id: str
    start: float
    seconds: float
    shows: str
    cues: tuple[tuple[float, float], ...]
    """Begin and end of each caption, in seconds of the scene."""
    tracks: Tracks
    actors: tuple[Actor, ...]

    @property
    def end(self) -> float:
        """The second of the film at which the next scene begins."""
        return self.start + self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Storyboard:
    """The whole film."""

    width: int
    height: int
    fps: int
    overlap: float
    """Seconds for which a scene stays while the next one comes."""
    poster: float
    scenes: tuple[Scene, ...]

    @property
    def seconds(self) -> float:
        """The length of the film."""
        return self.scenes[-1].end

    def poses(self, second: float) -> dict[str, Pose]:
        """Return what is to be seen at that *second* of the film, by address on the stage.

        An address is the number of a scene, of an actor in it, and the name of a part,
        as far as needed, with slashes between: `2/5/flap`.
        """
        seen: dict[str, Pose] = {}
        for number, scene in enumerate(self.scenes):
            own = second - scene.start
            if not 0 <= own < scene.seconds + self.overlap:
                continue
            seen[f"{number}"] = _pose(scene.tracks, own)
            for position, actor in enumerate(scene.actors):
                seen[f"{number}/{position}"] = actor.pose(own)
                for part, pose in actor.part_poses(own):
                    seen.setdefault(f"{number}/{position}/{part}", {}).update(pose)
        return seen


def read(path: Path) -> Storyboard:
    """Return the storyboard in the file at *path*."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Storyboard(**data | {"scenes": tuple(_scene(scene) for scene in data["scenes"])})


def _scene(data: dict[str, Any]) -> Scene:
    return Scene(
        id=data["id"],
        start=data["start"],
        seconds=data["seconds"],
        shows=data["shows"],
        cues=tuple((begin, end) for begin, end in data["cues"]),
        tracks=_tracks(data.get("moves", {})),
        actors=tuple(_actor(actor) for actor in data["actors"]),
    )


def _actor(data: dict[str, Any]) -> Actor:
    return Actor(
        drawing=data["drawing"],
        tracks=_tracks(data.get("moves", {})),
        parts={name: _tracks(moves) for name, moves in data.get("parts", {}).items()},
        sways={name: (far, seconds) for name, (far, seconds) in data.get("sways", {}).items()},
        blinks=tuple(data.get("blinks", ())),
        route=tuple(data.get("route", ())),
    )


def _tracks(moves: dict[str, Any]) -> Tracks:
    return {name: Track(tuple(_keys(value))) for name, value in moves.items()}


def _keys(value: Value | list[list[Any]]) -> Iterator[Key]:
    if isinstance(value, list):
        yield from (Key(*key) for key in value)
    else:
        yield Key(0, value)


def _pose(tracks: Tracks, second: float) -> Pose:
    return {name: track.at(second) for name, track in tracks.items()}


def _between(start: Value, end: Value, done: float) -> Value:
    if isinstance(start, str) or isinstance(end, str):
        mixed = zip(_channels(str(start)), _channels(str(end)), strict=True)
        return "#" + "".join(f"{round(a + (b - a) * done):02x}" for a, b in mixed)
    return start + (end - start) * done


def _channels(colour: str) -> Iterator[int]:
    yield from bytes.fromhex(colour.removeprefix("#"))


def _on_route(route: tuple[float, ...], done: float) -> tuple[float, float]:
    x0, y0, x1, y1, x2, y2 = route
    left, middle, right = (1 - done) ** 2, 2 * done * (1 - done), done**2
    return left * x0 + middle * x1 + right * x2, left * y0 + middle * y1 + right * y2
