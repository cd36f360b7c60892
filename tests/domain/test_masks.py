from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.masks import Mask, names
from chalicelib.domain.requests import Person, Sealed

words = st.text(st.characters(categories=["L"]), min_size=3, max_size=8)


def test_a_name_and_its_words_and_what_fills_slots_are_hidden():
    sealed = Sealed(
        person=Person(name="Tomás de Belmonte"), slots={"Q-1": {"document": "Card 0931-K"}}
    )
    mask = Mask(names(sealed))

    hidden = mask.hide("Tomás de Belmonte, that is tomás, holds card 0931-K. Atomás does not.")

    assert hidden == "[[0]], that is [[1]], holds [[2]]. Atomás does not."
    assert mask.show(
        "[[2]] har [[0]], altså [[1]]."
    ) == "Card 0931-K har Tomás de Belmonte, altså tomás.".replace("Card", "card")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Erika Müller", "Müllers"),
        ("Jan Nowak", "Nowaka"),
        ("Aino Virtanen", "Virtaneniin"),
        ("Ewa Kowalska", "Kowalskiej"),
        ("Ewa Kowalska", "Ewy Kowalskiej"),
    ],
)
def test_a_name_is_hidden_in_its_other_forms(name, text):
    mask = Mask(names(Sealed(person=Person(name=name))))

    hidden = mask.hide(text)

    assert hidden.split()[-1] == "[[0]]"
    assert mask.show(hidden) == text


def test_a_short_name_hides_no_longer_word():
    assert Mask(["Ann"]).hide("Anne knows Ann.") == "Anne knows [[0]]."


def test_what_has_lost_a_mark_is_no_translation():
    mask = Mask(["Ann"])
    mask.hide("Ann and Ann")

    assert mask.show("[[0]]") is None
    assert mask.show("[[0]] [[1]] [[1]]") is None


def test_without_names_a_text_stays_and_what_looks_like_a_mark_comes_back():
    mask = Mask(names(Sealed()))

    hidden = mask.hide("See [[7]]")

    assert mask.show(hidden) == "See [[7]]"


@given(st.lists(words, max_size=4), st.lists(words, max_size=12))
def test_no_name_is_sent_and_all_come_back(hidden, text):
    written = " ".join([*text, *hidden, *text])
    mask = Mask(hidden)

    sent = mask.hide(written)

    lower = sent.lower().split()
    assert not [name for name in hidden if name.lower() in lower]
    assert mask.show(sent) == written
