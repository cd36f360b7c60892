from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import numbers

WHOLE = numbers.new(random.Random(2).choice)
bodies = st.text(numbers.ALPHABET, min_size=7, max_size=7)


def test_a_number_is_short_and_guarded():
    number = numbers.new(random.Random(1).choice)

    assert len(number) == len("K7QM-3XPT")
    assert numbers.parse(number) == number


@given(bodies, st.integers(0, 7), st.sampled_from(numbers.ALPHABET))
def test_any_single_slip_is_found(body, place, other):
    plain = body + numbers.check_character(body)

    slipped = plain[:place] + other + plain[place + 1 :]

    assert (numbers.parse(slipped) is None) is (slipped != plain)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("0110-0001", id="as written"),
        pytest.param("o1l0 000i", id="misread letters, a blank, lower case"),
        pytest.param("OIL00001", id="no dash"),
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed):
    plain = "0110000" + numbers.check_character("0110000")
    typed = typed[:-1] + plain[-1]

    assert numbers.parse(typed) == f"{plain[:4]}-{plain[4:]}"


def test_a_part_has_the_number_of_the_whole_and_a_suffix():
    part = numbers.part(WHOLE, 2)

    assert part == f"{WHOLE}-2"
    assert numbers.parse(part.lower().replace("-", " ")) == part
    assert (numbers.whole(part), numbers.whole(WHOLE)) == (WHOLE, None)
    assert numbers.parse(f"{WHOLE}-0") is None
    assert numbers.parse(f"{WHOLE}-12") is None


@pytest.mark.parametrize("text", ["", "K7QM", "K7QM-3XPA-1", "ÆØÅÆ-ØÅÆØ", "UUUU-UUUU"])
def test_other_text_is_no_number(text):
    assert numbers.parse(text) is None
