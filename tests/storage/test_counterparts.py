"""What a training stage knows of its counterparts comes back as it was written."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import NotFound
from chalicelib.domain.temperaments import Temperament
from chalicelib.storage import counterparts
from tests.builders import DENMARK, INVENTED, NOON, NUMBER, PORTUGAL, words_in

CAST = {DENMARK: Temperament.SLOW, PORTUGAL: Temperament.REFUSES}


pytestmark = pytest.mark.usefixtures("aws")


def publish():
    words = {language: words_in(language) for language in ("en", "pt")}
    counterparts.publish(CAST, words, INVENTED)


def test_what_is_published_comes_back():
    publish()
    publish()

    assert counterparts.temperaments() == CAST
    assert counterparts.words("pt") == words_in("pt")
    assert counterparts.words("en") == words_in("en")
    assert counterparts.invented() == INVENTED


def test_who_has_another_language_than_the_system_writes_english():
    publish()

    assert counterparts.words("nb") == words_in("en")


def test_a_stage_without_counterparts_knows_nothing_of_them():
    assert counterparts.temperaments() == {}
    with pytest.raises(NotFound):
        counterparts.words("en")
    with pytest.raises(NotFound):
        counterparts.invented()


def test_each_authority_has_a_switch_of_its_own():
    for authority, on in (
        (PORTUGAL, True),
        (DENMARK, True),
        (DENMARK, True),
        (PORTUGAL, False),
    ):
        counterparts.switch(authority, on=on, at=NOON)

    assert counterparts.switched_on() == (DENMARK,)
    assert (counterparts.is_on(DENMARK), counterparts.is_on(PORTUGAL)) == (True, False)


def test_what_somebody_was_asked_is_known_until_it_is_over():
    for _ in range(2):
        counterparts.note(DENMARK, NUMBER, at=NOON)
    assert counterparts.asked_of(DENMARK) == (NUMBER,)
    assert counterparts.asked_of(PORTUGAL) == ()

    for _ in range(2):
        counterparts.drop(DENMARK, NUMBER)

    assert counterparts.asked_of(DENMARK) == ()
