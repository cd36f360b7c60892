"""Captions come from the storyboard's clock and the translator's words."""

from __future__ import annotations

import pytest

from chalicelib import i18n
from sitegen.faults import SiteError
from sitegen.film import Cue, Scene, read, vtt

BOARD = """
width: 1280
height: 720
scenes:
  - {id: doubt, start: 0, seconds: 9, cues: [[0.5, 4]]}
  - {id: reply, start: 60, seconds: 10, cues: [[1, 4.25], [5, 9]]}
"""
WORDS = """
title: How
scenes:
  doubt: {seen: "A desk.", said: ["Is it so?"]}
  reply: {seen: "A letter.", said: ["It is.", "All is well."]}
"""


@pytest.fixture
def content(tmp_path):
    (tmp_path / "video/captions").mkdir(parents=True)
    (tmp_path / "video/storyboard.yaml").write_text(BOARD)
    for language in i18n.LANGUAGES:
        (tmp_path / f"video/captions/{language}.yaml").write_text(WORDS)
    return tmp_path


def test_captions_are_timed_from_the_beginning_of_the_film(content):
    film = read(content)

    assert film.seconds == 70
    assert film.scenes["en"][1] == Scene(
        seen="A letter.",
        cues=(
            Cue(starts=61, ends=64.25, text="It is."),
            Cue(starts=65, ends=69, text="All is well."),
        ),
    )


def test_captions_are_written_as_browsers_read_them(content):
    written = vtt(read(content).scenes["en"])

    assert written.startswith("WEBVTT\n\n00:00:00.500 --> 00:00:04.000\nIs it so?\n\n")
    assert "00:01:01.000 --> 00:01:04.250\nIt is.\n" in written


@pytest.mark.parametrize(
    ("old", "new"), [("doubt:", "trust:"), (', "All is well."', "")], ids=["scene", "cue"]
)
def test_captions_that_do_not_fit_the_film_are_refused(content, old, new):
    (content / "video/captions/en.yaml").write_text(WORDS.replace(old, new))

    with pytest.raises(SiteError, match=r"captions/en\.yaml:1: "):
        read(content)


def test_a_language_without_captions_is_named(content):
    (content / "video/captions/mt.yaml").unlink()

    with pytest.raises(SiteError, match=r"captions/mt\.yaml:1: is missing"):
        read(content)
