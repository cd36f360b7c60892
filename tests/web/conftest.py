"""A small stage behind the real app: authorities, one legal area, countries, signed tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.temperaments import Temperament
from chalicelib.i18n import LANGUAGES
from chalicelib.storage import areas, counterparts, countries, directory, lessons, taxonomies
from chalicelib.web import http, tokens
from infra.localstage.gateway import Gateway
from infra.publication import training, training_lessons
from tests.builders import (
    DENMARK,
    FINLAND,
    FRIDAY,
    INVENTED,
    NOON,
    PORTUGAL,
    a_country,
    a_question_set,
    an_authority,
    area_texts,
    words_in,
)
from tests.web import register_shelf
from tests.web.coordinators import settle
from tests.web.stage import A_DRAFT, AINO, INES, METTE, OUTSIDE, VIEWER, Api, jwks

if TYPE_CHECKING:
    from tests.conftest import Account


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock of the stage; it shows noon on a Monday until then."""

    def show(at: datetime) -> None:
        monkeypatch.setattr(http, "now", lambda: at)

    show(NOON)
    return show


@pytest.fixture
def api(aws: Account, now: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """The API of a small stage, without anybody signed in."""
    from app import app

    monkeypatch.setattr(tokens, "keys", tokens.Keys(jwks))
    areas.forget()
    countries.forget()
    register_shelf.forget()
    aws.holds(_small_stage)
    yield Api(Gateway(app))
    areas.forget()
    countries.forget()
    register_shelf.forget()


@pytest.fixture
def coordinators(aws: Account, api: Api) -> Iterator[None]:
    """Coordinators in the small stage, and a Danish authority in their care."""
    taxonomies.forget()
    aws.holds(settle)
    yield
    taxonomies.forget()


def _small_stage() -> None:
    areas.publish(a_question_set(), {language: area_texts(language) for language in LANGUAGES})
    for code in ("AT", "CZ", "DK", "GR"):
        countries.publish(a_country(code))
    register_shelf.publish()
    everybody = (DENMARK, PORTUGAL, FINLAND)
    for each in everybody:
        directory.save_authority(an_authority(each))
    counterparts.publish(
        dict.fromkeys(everybody, Temperament.PROMPT),
        {language: words_in(language) for language in LANGUAGES},
        INVENTED,
    )
    told = training_lessons.read(training.CONTENT / "training")
    lessons.publish(told.lessons, told.words, told.authorities)
    for official in (METTE, INES, AINO, VIEWER, OUTSIDE):
        directory.save_official(official)


@pytest.fixture
def mette(api: Api) -> Api:
    return api.of(METTE)


@pytest.fixture
def ines(api: Api) -> Api:
    return api.of(INES)


@pytest.fixture
def sent(mette: Api) -> str:
    """The number of a request that Denmark has sent to Portugal, with canaries in it."""
    draft = mette.call("POST", "/api/requests", A_DRAFT).json()
    assert mette.act(draft["number"], "send", tag=draft["etag"]).status == 200
    return str(draft["number"])


@pytest.fixture
def accepted(sent: str, ines: Api) -> str:
    assert ines.act(sent, "accept", {"agreed_on": FRIDAY.isoformat()}).status == 200
    return sent


@pytest.fixture
def replied(accepted: str, ines: Api) -> str:
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Passeios guiados"}]
    assert ines.act(accepted, "answer", {"answers": answers}).status == 200
    assert ines.act(accepted, "reply").status == 200
    return accepted
