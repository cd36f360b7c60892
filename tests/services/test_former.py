"""Whoever had a request and handed it on is not told what became of it, by no refusal either."""

from __future__ import annotations

import pytest

from chalicelib.domain import drafts
from chalicelib.domain.errors import NotAllowed
from chalicelib.domain.moves import Accept, Forward, Say, Send
from chalicelib.services import requests
from chalicelib.storage import areas, directory
from tests.builders import (
    AREA,
    DENMARK,
    FINLAND,
    FINNS,
    FRIDAY,
    NOON,
    PORTUGAL,
    a_case,
    a_draft_request,
    a_question_set,
    acting,
    an_authority,
    area_texts,
)

METTE, INES, AINO = acting(DENMARK), acting(PORTUGAL, name="ines"), acting(FINLAND)


@pytest.fixture
def forwarded(aws) -> str:
    """The number of a request that the Portuguese have forwarded to the Finns."""
    areas.forget()
    areas.publish(a_question_set(), {"en": area_texts()})
    for each in (DENMARK, PORTUGAL, FINLAND):
        directory.save_authority(an_authority(each))
    draft = drafts.of(a_case(a_draft_request()))
    number = requests.create(AREA, draft, by=METTE, call=None, at=NOON).request.number
    act(number, Send(), METTE, 1)
    act(number, Forward(to=FINNS, reason="Theirs"), INES, 2)
    return number


def act(number, move, by, version):
    requests.act(number, move, version=version, by=by, call=None, at=NOON)


@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize("version", [2, 3, 4, None])
def test_a_former_addressee_is_refused_alike_whatever_has_happened_since(
    forwarded, goes_on, version
):
    if goes_on:
        act(forwarded, Accept(agreed_on=FRIDAY), AINO, 3)

    with pytest.raises(NotAllowed):
        act(forwarded, Accept(agreed_on=FRIDAY), INES, version)
    with pytest.raises(NotAllowed):
        requests.say(forwarded, Say(text="Well?"), by=INES, call=None, at=NOON)
