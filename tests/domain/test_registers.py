from __future__ import annotations

from datetime import date

import pytest

from chalicelib.domain import registers
from chalicelib.domain.errors import NotFound
from chalicelib.domain.registers import Answer, Cost, Rhythm, SearchKey

PLAIN = {
    "id": "dk-cvr",
    "name": "CVR",
    "language": "da",
    "kind": "business",
    "areas": ["services"],
    "url": "https://datacvr.virk.dk",
    "answers": ["registered", "seat"],
    "languages": ["da", "en"],
    "cost": "free",
    "keys": ["firm", "number"],
    "source": "the register",
    "confirmed_on": "2026-11-26",
}


def test_a_register_is_what_its_file_says():
    found = registers.from_plain(PLAIN, "DK")

    assert (found.country, found.cost) == ("DK", Cost.FREE)
    assert found.answers == (Answer.REGISTERED, Answer.SEAT)
    assert found.keys == (SearchKey.FIRM, SearchKey.NUMBER)
    assert found.confirmed_on == date(2026, 11, 26)
    assert registers.from_plain(PLAIN | {"confirmed_on": None}, "EU").confirmed_on is None


def test_what_is_stored_is_read_back():
    for country in ("DK", "EU"):
        found = registers.from_plain(PLAIN | {"professions": ["nurse"]}, country)
        assert registers.from_plain(registers.as_plain(found), country) == found
    undated = registers.from_plain(PLAIN | {"confirmed_on": None}, "DK")
    assert registers.from_plain(registers.as_plain(undated), "DK") == undated


TOLD = {
    "guidance": {"da": "Skriv navnet.", "fi": "Kirjoita nimi.", "en": "Type the name."},
    "english_url": "https://datacvr.virk.dk/en",
    "region": "Bornholm",
    "rhythm": "weekly",
    "contact": "cvr@register.example",
    "successor": "dk-new",
}


def test_what_not_every_register_says_is_read_and_stored_too():
    found = registers.from_plain(PLAIN | TOLD, "DK")

    assert (found.rhythm, found.successor) == (Rhythm.WEEKLY, "dk-new")
    assert (found.region, found.contact) == ("Bornholm", "cvr@register.example")
    assert registers.from_plain(registers.as_plain(found), "DK") == found
    with pytest.raises(ValueError, match="https"):
        registers.from_plain(PLAIN | {"english_url": "http://datacvr.virk.dk"}, "DK")


@pytest.mark.parametrize(
    ("left_out", "language", "told_in"),
    [
        ("", "fi", "fi"),
        ("", "mt", "en"),
        ("en", "mt", "da"),
        ("en da", "mt", "fi"),
    ],
)
def test_what_the_keeper_says_is_told_in_the_nearest_language(left_out, language, told_in):
    texts = {
        code: text for code, text in TOLD["guidance"].items() if code not in left_out.split()
    }
    found = registers.from_plain(PLAIN | {"guidance": texts}, "DK")

    assert found.guidance_for(language) == (told_in, TOLD["guidance"][told_in])


def test_a_keeper_that_says_nothing_is_quoted_with_nothing():
    assert registers.from_plain(PLAIN, "DK").guidance_for("da") is None


def test_a_directory_knows_what_has_taken_the_place_of_a_register():
    former = registers.from_plain(PLAIN | {"successor": "dk-new"}, "DK")
    new = registers.from_plain(PLAIN | {"id": "dk-new"}, "DK")
    kinds = {"business": {"en": "Business register"}}

    assert registers.directory([former, new], kinds, {}).successor(former) is new
    assert registers.directory([former, new], kinds, {}).successor(new) is None
    # What is not there any more has left the place empty.
    (alone,) = registers.directory([former], kinds, {}).registers
    assert alone.successor is None


def test_a_directory_knows_its_registers_and_what_answers_what():
    cvr = registers.from_plain(PLAIN, "DK")
    other = registers.from_plain(PLAIN | {"id": "at-1"}, "AT")
    kinds = {"business": {"en": "Business register"}}

    found = registers.directory([cvr, other], kinds, {"services": {"SV-01": ["registered"]}})

    assert found.registers == (other, cvr)
    assert found.register("dk-cvr") is cvr
    assert found.questions == {"services": {"SV-01": (Answer.REGISTERED,)}}
    with pytest.raises(NotFound):
        found.register("nowhere")
    with pytest.raises(ValueError, match="twice"):
        registers.directory([cvr, cvr], kinds, {})
    with pytest.raises(ValueError, match="no kind"):
        registers.directory([cvr], {}, {})
    with pytest.raises(ValueError, match="everything"):
        registers.directory([cvr], kinds, {"services": {"SV-01": ["everything"]}})


@pytest.mark.parametrize(
    "change",
    [
        {"answers": []},
        {"areas": []},
        {"answers": ["everything"]},
        {"languages": []},
        {"keys": []},
        {"keys": ["colour"]},
        {"cost": "cheap"},
        {"source": ""},
        {"url": "http://datacvr.virk.dk"},
        {"confirmed_on": "soon"},
    ],
)
def test_what_says_too_little_or_something_else_is_refused(change):
    with pytest.raises(ValueError):  # noqa: PT011 - each says its own
        registers.from_plain(PLAIN | change, "DK")


@pytest.mark.parametrize("field", PLAIN)
def test_what_is_missing_is_refused(field):
    with pytest.raises(KeyError):
        registers.from_plain({k: v for k, v in PLAIN.items() if k != field}, "DK")


def test_a_country_that_takes_no_part_has_none():
    with pytest.raises(ValueError, match="US takes no part"):
        registers.from_plain(PLAIN, "US")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("javascript:alert(1)", "https"),
        ("file:///etc/passwd", "https"),
        ("http://register.example", "https"),
        ("https://me:secret@register.example", "user"),
        ("https://me@register.example", "user"),
        ("https://register.example:8443/", "port"),
        ("https://xn--rgister-9va.example", "look like"),
        ("https://régister.example", "public page"),
        ("https://register.example/a b", "public page"),
        ("https://register.example/\n", "public page"),
        ("https://" + "a" * 300 + ".example", "public page"),
        ("https://intranet/", "public page"),
        ("https://register.example:0/", "port"),
        ("https://register.local/", "network"),
        ("https://router.lan/", "network"),
        ("https://a.home.arpa/", "network"),
        ("https://x.corp/", "network"),
        ("https://metadata.internal/", "network"),
        ("https://", "public page"),
        ("https://127.0.0.1/", "public page"),
        ("https://169.254.169.254/latest", "public page"),
    ],
)
def test_an_address_that_nobody_may_be_led_to_is_refused(url, why):
    with pytest.raises(ValueError, match=why):
        registers.must_be_public(url)


def test_an_address_of_a_public_page_is_taken():
    registers.must_be_public("https://ec.europa.eu/growth/tools-databases/regprof?x=1#y")
