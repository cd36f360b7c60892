from __future__ import annotations

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

    hidden = mask.hide("Tomás de Belmonte, that is tomás, holds card 0931-K. Tomáska does not.")

    assert hidden == "[[0]], that is [[1]], holds [[2]]. Tomáska does not."
    assert mask.show(
        "[[2]] har [[0]], altså [[1]]."
    ) == "Card 0931-K har Tomás de Belmonte, altså tomás.".replace("Card", "card")


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
