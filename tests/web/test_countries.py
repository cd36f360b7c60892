"""Everybody may ask which countries take part and whom to turn to there."""

from __future__ import annotations

import pytest

from tests.web.stage import Api


def countries(api: Api, language: str = "en") -> list:
    return Api(api.gateway, None, language).get("/api/countries")["items"]


def test_whoever_asks_is_told_and_may_keep_it_for_a_minute(api):
    answer = Api(api.gateway, None, "da").call("GET", "/api/countries")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["Content-Language"] == "da"
    assert "Accept-Language" in answer.headers["Vary"]
    assert answer.json()["next"] is None


@pytest.mark.parametrize(
    ("language", "names"),
    [
        pytest.param("da", ["Danmark", "Grækenland", "Tjekkiet", "Østrig"], id="Danish"),
        pytest.param("sv", ["Danmark", "Grekland", "Tjeckien", "Österrike"], id="Swedish"),
        pytest.param(
            "de", ["Dänemark", "Griechenland", "Österreich", "Tschechien"], id="German"
        ),
        pytest.param("el", ["Αυστρία", "Δανία", "Ελλάδα", "Τσεχία"], id="Greek"),
        pytest.param("xx", ["Austria", "Czechia", "Denmark", "Greece"], id="none of ours"),
    ],
)
def test_they_are_named_and_ordered_in_the_readers_language(api, language, names):
    assert [country["name"] for country in countries(api, language)] == names


def test_greece_is_shown_as_european_institutions_write_it(api):
    codes = {country["code"]: country["shown_as"] for country in countries(api)}

    assert codes == {"AT": "AT", "CZ": "CZ", "DK": "DK", "GR": "EL"}


def test_a_country_is_told_whole(api):
    [denmark] = [each for each in countries(api, "da") if each["code"] == "DK"]

    assert denmark == {
        "code": "DK",
        "shown_as": "DK",
        "name": "Danmark",
        "own_names": [{"language": "da", "text": "Danmark"}],
        "languages": ["da"],
        "coordinator": {
            "name": "Kontoret",
            "language": "da",
            "website": None,
            "email": None,
            "phone": None,
            "source": "kontoret.example",
            "confirmed": True,
        },
        "helpdesk": {
            "name": None,
            "language": None,
            "website": None,
            "email": None,
            "phone": None,
            "source": None,
            "confirmed": False,
        },
        "courses": [
            {
                "title": "Kursus",
                "language": "da",
                "starts_on": "2026-05-04",
                "place": "København",
                "website": None,
            }
        ],
        "news": [
            {
                "title": "Nyt",
                "language": "da",
                "published_on": "2026-03-02",
                "website": "https://kontoret.example/nyt",
            }
        ],
    }


def test_a_title_that_is_not_there_in_the_readers_language_says_which_it_is_in(api):
    [denmark] = [each for each in countries(api, "pt") if each["code"] == "DK"]

    assert [(each["title"], each["language"]) for each in denmark["courses"]] == [
        ("Course", "en")
    ]
    assert [(each["title"], each["language"]) for each in denmark["news"]] == [("Nyt", "da")]


def test_a_bad_token_does_not_stand_in_the_way(api):
    answer = api.call("GET", "/api/countries", headers={"Authorization": "Bearer x"})

    assert answer.status == 200
