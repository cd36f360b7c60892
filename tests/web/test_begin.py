"""A country begins in an empty stage with a coordinator that can do the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib import config
from chalicelib.domain.errors import Invalid
from chalicelib.domain.staff import Staff
from chalicelib.services import accounts
from chalicelib.storage import directory, members
from infra import begin

SAID = {
    "country": "SE",
    "name": "Samordnaren",
    "language": "sv",
    "titles": {"en": "National coordinator"},
    "city": "Stockholm",
    "address": "Gatan 1",
    "time_zone": "Europe/Stockholm",
    "mailbox": "imi@samordnaren.example",
    "phone": "+46 00 00",
    "website": "https://samordnaren.example",
    "languages": ["sv", "en"],
    "administrators": [
        {"name": "Åsa Ek", "email": "asa@samordnaren.example", "language": "sv"},
        {"name": "Bo Ek", "email": "bo@samordnaren.example", "language": "sv"},
    ],
}


@pytest.fixture(autouse=True)
def in_production(monkeypatch) -> None:
    monkeypatch.setattr(config, "settings", replace(config.settings, stage="production"))


def test_nobody_real_begins_in_a_training_stage(api, monkeypatch):
    monkeypatch.setattr(config, "settings", replace(config.settings, stage="training"))

    with pytest.raises(ValueError, match="make fill"):
        begin.begin(SAID)

    assert members.offices(["se-national"]) == {}


def test_its_administrators_are_counted(api):
    begin.begin(SAID)

    office = members.offices(["se-national"])["se-national"]
    assert office.staff == Staff(active=2, administrators=2)
    assert office.authority.below_rule_since is None


def test_what_broke_off_goes_on_with_the_same_file(api, monkeypatch):
    with monkeypatch.context() as patched:
        known = directory.save_official
        patched.setattr(directory, "save_official", lambda each: known(each) and 1 / 0)
        with pytest.raises(ZeroDivisionError):
            begin.begin(SAID)

    # In training each call opens another account: here is one that is found again.
    first = directory.officials_of("se-national")[0]
    monkeypatch.setattr(
        accounts, "open_for", lambda email: first.id if email == first.email else "another"
    )
    assert begin.begin(SAID) == ("se-national", True)

    office = members.offices(["se-national"])["se-national"]
    assert office.staff == Staff(active=2, administrators=2)
    assert office.authority.below_rule_since is None


def test_its_administrators_sign_in_and_see_what_they_coordinate(api):
    assert begin.begin(SAID) == ("se-national", True)

    asa = next(each for each in directory.officials_of("se-national") if "Ås" in each.name)
    record = api.of(asa).get("/api/authorities/se-national")
    assert (record["status"], record["name"]) == ("active", "Samordnaren")
    assert api.of(asa).get("/api/me")["authority"]["id"] == "se-national"


def test_the_same_again_changes_nothing(api):
    begin.begin(SAID)
    people = {each.id for each in directory.officials_of("se-national")}

    assert begin.begin(SAID) == ("se-national", False)

    assert {each.id for each in directory.officials_of("se-national")} == people


@pytest.mark.parametrize(
    "change",
    [
        {"country": "Sweden"},
        {"country": "US"},
        {"administrators": SAID["administrators"][:1]},
        {"administrators": [{"name": "x", "email": "nobody", "language": "sv"}] * 2},
        {"nickname": "x"},
        {"time_zone": "Europe/Nowhere"},
        {"administrators": [{"name": "x", "email": "x@y.example", "language": "xx"}] * 2},
    ],
)
def test_what_is_not_as_it_must_be_writes_nothing(api, change):
    with pytest.raises(ValueError, match=r"US|Sweden|administrator|nickname|time zone"):
        begin.begin(SAID | change)

    assert directory.officials_of("se-national") == []


@pytest.mark.parametrize(
    "change",
    [{"phone": "ask"}, {"languages": ["xx"]}, {"website": "http://x.example"}, {"titles": {}}],
)
def test_a_record_that_is_not_whole_is_no_beginning(api, change):
    with pytest.raises(Invalid):
        begin.begin(SAID | change)

    assert directory.officials_of("se-national") == []


def test_what_is_missing_is_named(api):
    with pytest.raises(ValueError, match="city, phone"):
        begin.begin({name: SAID[name] for name in SAID if name not in {"city", "phone"}})
