"""What people wrote, translated by a machine: without names, and only where it is switched on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from chalicelib.config import settings
from chalicelib.services import translations
from chalicelib.storage import translator
from tests.builders import CANARY, FINLAND, FRIDAY
from tests.web.stage import A_DRAFT, AINO


class Fake:
    """Amazon Translate, as far as it is asked."""

    def __init__(self):
        self.asked = []
        self.error = None

    def translate_text(self, **asked):
        if self.error:
            raise self.error
        self.asked.append(asked)
        return {"TranslatedText": f"<{asked['TargetLanguageCode']}> {asked['Text']}"}


@pytest.fixture
def amazon(monkeypatch):
    fake = Fake()
    on = replace(settings, translates=True)
    monkeypatch.setattr(translations, "settings", on)
    monkeypatch.setattr(translator, "_client", lambda: fake)
    return fake


def translated(api, number, language="en"):
    api = replace(api, language=language)
    answer = api.call("GET", f"/api/requests/{number}/translations")
    assert answer.status == 200, answer.text
    return answer.json()


def test_where_it_is_switched_off_nothing_is_asked(mette, replied):
    assert translated(mette, replied) == {
        "available": False, "complete": True, "language": "en", "items": [],
    }  # fmt: skip
    assert not mette.get(f"/api/requests/{replied}")["translates"]


def test_what_others_wrote_is_told_beside_the_original(amazon, mette, replied):
    found = translated(mette, replied)

    assert (found["available"], found["complete"]) == (True, True)
    assert {each["source"] for each in found["items"]} <= {"da", "pt"}
    for each in found["items"]:
        assert each["text"] == f"<en> {each['original']}"
    sent = [asked["Text"] for asked in amazon.asked]
    assert len(sent) == len(set(sent)) > 1
    person = mette.get(f"/api/requests/{replied}")["person"]["name"]
    assert not [text for text in sent if person in text]


def test_the_own_language_needs_no_translator(amazon, mette, sent):
    assert translated(mette, sent, language="da")["items"] == []
    assert amazon.asked == []
    translated(mette, sent, language="pt")
    assert {asked["TargetLanguageCode"] for asked in amazon.asked} == {"pt-PT"}


def test_one_gets_no_more_than_one_may_read(amazon, api, ines, sent):
    seen = translated(ines, sent)
    assert CANARY not in repr(seen)
    assert CANARY not in repr(amazon.asked)
    for stranger in (AINO,):
        answer = api.of(stranger).call("GET", f"/api/requests/{sent}/translations")
        assert answer.status == 404


def test_a_name_is_hidden_even_where_its_reader_does_not_know_it(amazon, mette, ines):
    written = A_DRAFT | {"reason": f"We know of {CANARY}en"}
    draft = mette.call("POST", "/api/requests", written).json()
    assert mette.act(draft["number"], "send", tag=draft["etag"]).status == 200

    seen = translated(ines, draft["number"], "pt")

    assert f"<pt-PT> We know of {CANARY}en" in [each["text"] for each in seen["items"]]
    assert "anar" not in repr(amazon.asked)


def test_what_was_split_off_is_not_told_to_who_has_the_rest(amazon, api, ines, accepted):
    split = {"to": FINLAND, "questions": ["Q-1"], "reason": "Theirs"}
    assert ines.act(accepted, "split", split).status == 200
    forward = {"to": FINLAND, "reason": "Theirs"}
    assert ines.act(accepted, "forward", forward).status == 200
    aino = api.of(AINO)
    assert aino.act(accepted, "accept", {"agreed_on": FRIDAY.isoformat()}).status == 200

    seen = translated(aino, accepted, "fi")

    assert "We need to know" in [each["original"] for each in seen["items"]]
    assert f"{CANARY} said" not in [each["original"] for each in seen["items"]]


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "ThrottlingException"}}, "TranslateText"),
        ReadTimeoutError(endpoint_url="https://translate.example"),
    ],
)
def test_what_fails_blocks_nobody(amazon, mette, replied, error, caplog):
    amazon.error = error

    found = translated(mette, replied)

    assert (found["available"], found["complete"], found["items"]) == (True, False, [])
    assert "nothing is translated" in caplog.text
    assert CANARY not in caplog.text


def test_a_translation_that_has_lost_a_name_is_not_shown(amazon, mette, replied, monkeypatch):
    monkeypatch.setattr(amazon, "translate_text", lambda **_asked: {"TranslatedText": "[[99]]"})

    found = translated(mette, replied)

    assert (found["complete"], found["items"]) == (False, [])


def test_what_is_too_long_stays_as_it_is(amazon, mette, sent, monkeypatch):
    monkeypatch.setattr(translations, "LONGEST", 3)

    found = translated(mette, sent)

    assert (found["complete"], amazon.asked) == (False, [])
