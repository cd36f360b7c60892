from __future__ import annotations

import pytest

from chalicelib.domain import texts


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("Ærø, Ξάνθη, Ħal Qormi", None, id="every script"),
        pytest.param("<b>bold</b>", None, id="markup is text"),
        pytest.param("two\nlines\tand a tab", None, id="lines and tabs"),
        pytest.param("left‎right", None, id="a harmless mark"),
        pytest.param("a" * 11, "too_long", id="too long"),
        pytest.param("nul\x00", "control_character", id="NUL"),
        pytest.param("bell\x07", "control_character", id="bell"),
        pytest.param("half\ud800", "control_character", id="lone surrogate"),
        pytest.param("ab\u202ecd", "control_character", id="turned round"),
        pytest.param("ab\u2066cd", "control_character", id="isolated"),
        pytest.param("ab\ue000", "control_character", id="private"),
    ],
)
def test_what_is_wrong_with_a_text(text, fault):
    longest = 10 if fault == "too_long" else 100

    assert texts.fault(text, longest) == fault


def test_a_text_is_kept_in_one_form():
    assert texts.clean("  A\u030arhus\r\nby\rnight ") == "Århus\nby\nnight"
