"""The film's storyboard, drawings, captions and files agree, and a person can follow it."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from infra.film import storyboard

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "content/video"
ASSETS = ROOT / "site/assets"
MP4 = ASSETS / "video/how-imi-works.mp4"
WEBM = ASSETS / "video/how-imi-works.webm"

LANGUAGES = sorted(path.stem for path in SOURCES.glob("captions/*.yaml"))
OURS = {"en", "da"}
"""The languages in which the captions were first written; others may need more letters."""

SHAPES = {
    "circle",
    "clipPath",
    "defs",
    "ellipse",
    "feDropShadow",
    "filter",
    "g",
    "linearGradient",
    "path",
    "pattern",
    "rect",
    "stop",
    "svg",
    "use",
}
"""The elements from which we draw. None of them can hold a word."""

FILM = storyboard.read(SOURCES / "storyboard.yaml")
MOMENT = storyboard.read(SOURCES / "social.yaml")


def captions(language: str) -> dict[str, Any]:
    file = SOURCES / "captions" / f"{language}.yaml"
    read: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return read


def readings(language: str) -> Iterator[tuple[str, float]]:
    """Yield each caption with the seconds for which it stands."""
    for scene in FILM.scenes:
        said = captions(language)["scenes"][scene.id]["said"]
        for text, (begin, end) in zip(said, scene.cues, strict=True):
            yield text, end - begin


def drawn() -> Iterator[ET.Element]:
    """Yield each element of each drawing."""
    for path in SOURCES.glob("drawings/*.svg"):
        yield from ET.parse(path).iter()


def parts() -> dict[str, set[str]]:
    """Return the names of the movable parts, by drawing."""
    return {
        element.attrib["id"]: {
            inner.attrib["data-part"] for inner in element.iter() if "data-part" in inner.attrib
        }
        for element in drawn()
        if "id" in element.attrib
    }


def mp4_seconds(file: bytes) -> float:
    """Return the duration in the header of an MP4 file, of version 0."""
    at = file.index(b"mvhd") + 4
    scale, duration = struct.unpack_from(">II", file, at + 12)
    return float(duration / scale)


def webm_seconds(file: bytes) -> float:
    """Return the duration of a WebM file whose clock ticks in milliseconds, as is usual."""
    at = file.index(b"\x44\x89\x88") + 3
    (milliseconds,) = struct.unpack_from(">d", file, at)
    return float(milliseconds / 1000)


def test_the_film_takes_a_minute_to_a_minute_and_a_half():
    assert 60 <= FILM.seconds <= 90


def test_each_scene_begins_when_the_one_before_ends():
    assert FILM.scenes[0].start == 0
    for before, after in itertools.pairwise(FILM.scenes):
        assert after.start == pytest.approx(before.end), after.id


def test_captions_come_one_after_the_other_within_their_scene():
    for scene in FILM.scenes:
        times = [0.0, *(time for cue in scene.cues for time in cue), scene.seconds]

        assert times == sorted(times), scene.id
        assert scene.cues, scene.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_are_in_step_with_the_storyboard(language):
    told = captions(language)

    assert set(told) == {"title", "scenes"}
    assert told["title"]
    assert list(told["scenes"]) == [scene.id for scene in FILM.scenes]
    for scene in FILM.scenes:
        texts = told["scenes"][scene.id]
        assert set(texts) == {"seen", "said"}
        assert texts["seen"]
        assert all(texts["said"])
        assert len(texts["said"]) == len(scene.cues), scene.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_time_to_read_each_caption(language):
    characters_a_second = 20 if language in OURS else 25

    too_fast = [
        text for text, time in readings(language) if len(text) > characters_a_second * time
    ]

    assert not too_fast


@pytest.mark.parametrize("language", sorted(OURS))
def test_a_caption_of_ours_fits_into_two_lines(language):
    assert [text for text, _ in readings(language) if len(text) > 84] == []


def test_there_are_no_words_in_the_picture():
    for element in drawn():
        assert element.tag.rpartition("}")[2] in SHAPES
        assert not (element.text or "").strip()
        assert not (element.tail or "").strip()


@pytest.mark.parametrize("board", [FILM, MOMENT], ids=["film", "social"])
def test_everything_that_moves_is_drawn(board):
    known = parts()

    for scene in board.scenes:
        for actor in scene.actors:
            assert actor.drawing in known, scene.id
            assert set(actor.parts) <= known[actor.drawing], (scene.id, actor.drawing)


@pytest.mark.parametrize("board", [FILM, MOMENT], ids=["film", "social"])
def test_keys_are_in_the_order_of_time_and_approached_in_a_known_way(board):
    for scene in board.scenes:
        actors = [(actor.tracks, *actor.parts.values()) for actor in scene.actors]
        for tracks in (scene.tracks, *itertools.chain(*actors)):
            for name, track in tracks.items():
                times = [key.at for key in track.keys]
                assert times == sorted(set(times)), (scene.id, name)
                assert {key.easing for key in track.keys} <= set(storyboard.EASINGS)


def test_a_second_always_looks_the_same():
    again = storyboard.read(SOURCES / "storyboard.yaml")

    for second in range(int(FILM.seconds)):
        assert again.poses(second) == FILM.poses(second)


def test_both_files_last_as_long_as_the_storyboard():
    frame = 1 / FILM.fps

    assert mp4_seconds(MP4.read_bytes()) == pytest.approx(FILM.seconds, abs=frame)
    assert webm_seconds(WEBM.read_bytes()) == pytest.approx(FILM.seconds, abs=frame)


@pytest.mark.parametrize(
    ("file", "kilobytes"),
    [
        (MP4, 4000),
        (WEBM, 4000),
        (ASSETS / "video/poster.webp", 60),
        (ASSETS / "images/social.png", 150),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_a_slow_line_can_carry_it(file, kilobytes):
    assert file.stat().st_size <= kilobytes * 1000


def test_a_player_can_begin_before_it_has_the_whole_file():
    file = MP4.read_bytes()

    assert file.index(b"moov") < file.index(b"mdat")


def test_the_preview_has_the_size_that_other_sites_expect():
    size = struct.unpack_from(">II", (ASSETS / "images/social.png").read_bytes(), 16)

    assert size == (1200, 630)
