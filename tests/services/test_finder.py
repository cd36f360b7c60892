"""The finder, with a snapshot in the account of this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from botocore.exceptions import EndpointConnectionError

from chalicelib.config import settings
from chalicelib.domain.authorities import Access, Authority, Kind, Part, Status
from chalicelib.domain.errors import Invalid
from chalicelib.domain.finding import Wanted
from chalicelib.domain.taxonomies import COMPETENCES, Taxonomy
from chalicelib.services import finder
from chalicelib.storage import buckets, directory, snapshots, taxonomies
from tests.builders import AREA, DENMARK, FINLAND, NOON, PORTUGAL, a_party, an_authority

pytestmark = pytest.mark.usefixtures("aws")


def one(
    id: str, name: str, country: str = "DK", titles: Any = None, **changes: Any
) -> Authority:
    """Return an authority that is unlike the three of every test."""
    party = replace(a_party(), id=id, name=name, country=country, titles=titles or {})
    return an_authority(party, **changes)


LATER = NOON + snapshots.LOOKED_FOR


@pytest.fixture(autouse=True)
def _directory(aws) -> None:
    taxonomies.forget()
    for each in (DENMARK, PORTUGAL, FINLAND):
        directory.save_authority(an_authority(each))


@pytest.fixture
def rebuilt() -> Callable[..., None]:
    """Save authorities, and make the snapshot anew as the clock would."""

    def save(*authorities: Any) -> None:
        for each in authorities:
            directory.save_authority(each)
        while finder.rebuild(NOON):
            pass

    return save


def found(text: str = "", *, reader: str = "da", at=NOON, **wanted: Any) -> list[str]:
    hits = finder.find(text, Wanted(**wanted), language=reader, limit=20, at=at)
    assert not hits.by_name_only
    return [each.party.id for each in hits.page.items]


class Stored:
    """The snapshot as it lies in S3."""

    def __init__(self) -> None:
        self.place = {"Bucket": settings.finder_bucket, "Key": snapshots.KEY}

    def read(self) -> bytes:
        return buckets.client().get_object(**self.place)["Body"].read()

    def put(self, data: bytes) -> None:
        buckets.client().put_object(**self.place, Body=data)

    def delete(self) -> None:
        buckets.client().delete_object(**self.place)


def test_names_titles_and_cities_are_searched_in_every_language(rebuilt):
    titles = {"bg": "Камара"}
    rebuilt(one("x-1", "Επιμελητήριο", "GR", titles, city="Αθήνα", region="Αττική"))

    for text in (
        "Επιμελητηριο",
        "epimelitirio",
        "επιμελ",
        "athina",
        "attiki",
        "kamara",
        "Камара",
    ):
        assert found(text) == ["x-1"], text


def test_competences_are_found_by_what_they_are_called(rebuilt):
    terms = {"guides": {"en": "Tourist guides", "da": "Turistførere"}}
    taxonomies.publish(Taxonomy(code=COMPETENCES, version=1, terms=terms))
    rebuilt(replace(directory.authority(FINLAND), competences=("guides",)))

    assert found("turistforere") == [FINLAND]


def test_a_new_version_of_a_taxonomy_makes_a_new_snapshot(rebuilt):
    rebuilt(replace(directory.authority(FINLAND), competences=("guides",)))
    taxonomies.publish(
        Taxonomy(code=COMPETENCES, version=2, terms={"guides": {"en": "Ushers"}})
    )

    taxonomies.forget()
    rebuilt()

    assert found("ushers") == [FINLAND]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("erhvervskontoret", [DENMARK], id="exactly"),
        pytest.param("ERHVERVSK", [DENMARK], id="the beginning, any case"),
        pytest.param("erhvrevskontoret", [DENMARK], id="two letters swapped"),
        pytest.param("ehrvervskontorett", [DENMARK], id="two errors in a long word"),
        pytest.param("turisme", [PORTUGAL], id="one error in a shorter word"),
        pytest.param("tourism of portuguese", [PORTUGAL], id="a short word need not occur"),
        pytest.param("kontoret", [DENMARK], id="within a longer word"),
        pytest.param("tourism nowhere", [], id="every other word must occur"),
        pytest.param("Suomi", [FINLAND], id="the country in its own language"),
        pytest.param("?!", [PORTUGAL, FINLAND, DENMARK], id="no words"),
        pytest.param("of", [DENMARK], id="nothing but a short word"),
    ],
)
def test_words_find(rebuilt, text, expected):
    rebuilt()

    assert found(text) == expected


def test_the_better_hit_comes_first(rebuilt):
    names = ["Havn", "Havnekontor", "Hafn", "Byråd"]
    titles = [{}, {}, {}, {"fi": "Havn"}]
    rebuilt(
        *(
            one(f"x-{n}", name, titles=title)
            for n, (name, title) in enumerate(zip(names, titles, strict=True))
        )
    )

    assert found("havn") == ["x-0", "x-3", "x-1", "x-2"]


def test_a_title_in_the_readers_language_counts_more(rebuilt):
    rebuilt(
        one("x-1", "A", titles={"da": "Havn", "sv": "Byrå"}),
        one("x-2", "B", titles={"da": "Kontor", "sv": "Havn"}),
    )

    assert found("havn", reader="da") == ["x-1", "x-2"]
    assert found("havn", reader="sv") == ["x-2", "x-1"]


def test_of_equal_hits_the_one_confirmed_last_comes_first(rebuilt):
    days = [date(2026, 1, 1), None, date(2026, 2, 1)]
    rebuilt(*(one(f"x-{n}", "Havn", confirmed_on=day) for n, day in enumerate(days)))

    assert found("havn") == ["x-2", "x-0", "x-1"]


def test_without_words_the_readers_alphabet_orders_the_names(rebuilt):
    rebuilt(
        one("x-1", "Åhus", "SE"),
        one("x-2", "Zen", "SE"),
    )

    assert found(country="SE", reader="sv") == ["x-2", "x-1"]
    assert found(country="SE", reader="fr") == ["x-1", "x-2"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param({"country": "PT"}, [PORTUGAL], id="country"),
        pytest.param({"country": "DE"}, [], id="country without any"),
        pytest.param({"area": AREA, "country": "FI"}, [FINLAND], id="access to the area"),
        pytest.param({"area": "e_commerce"}, ["x-1"], id="another area"),
        pytest.param({"area": "pets"}, [], id="access that is not granted yet"),
        pytest.param({"language": "pt"}, [PORTUGAL], id="language"),
        pytest.param({"role": Kind.AREA_COORDINATOR}, ["x-1"], id="role in any area"),
        pytest.param({"role": Kind.AREA_COORDINATOR, "area": AREA}, [], id="not in this area"),
        pytest.param({"role": Kind.COMPETENT_AUTHORITY, "area": AREA, "country": "SE"}, ["x-1"], id="role in the area"),
    ],
)  # fmt: skip
def test_every_hit_is_what_is_wanted(rebuilt, wanted, expected):
    parts = {
        AREA: Part(),
        "e_commerce": Part(kind=Kind.AREA_COORDINATOR),
        "pets": Part(kind=Kind.NATIONAL_COORDINATOR, access=Access.REQUESTED),
    }
    rebuilt(one("x-1", "Havn", "SE", parts=parts))

    assert found(**wanted) == expected


def test_who_is_not_active_is_not_found(rebuilt):
    rebuilt(replace(directory.authority(FINLAND), status=Status.SUSPENDED))

    assert found("elinkeinovirasto") == []


def test_who_was_suspended_a_moment_ago_is_not_found_either(rebuilt):
    rebuilt()
    directory.save_authority(replace(directory.authority(FINLAND), status=Status.SUSPENDED))

    assert found("elinkeinovirasto") == []


def test_who_has_had_too_few_people_for_too_long_is_no_addressee(rebuilt):
    since = NOON.date() - timedelta(days=31)
    rebuilt(replace(directory.authority(FINLAND), below_rule_since=since))

    assert found("elinkeinovirasto", area=AREA) == []
    assert found("elinkeinovirasto") == [FINLAND]


def test_the_list_goes_on_where_it_stopped(rebuilt):
    rebuilt()

    pages, cursor = [], None
    while not pages or cursor:
        hits = finder.find("", Wanted(), language="da", limit=2, cursor=cursor, at=NOON)
        pages.append([each.party.id for each in hits.page.items])
        cursor = hits.page.cursor

    assert pages == [[PORTUGAL, FINLAND], [DENMARK]]


@pytest.mark.parametrize("place", ["Wzk5OTk5OTk5OTk5OTk5XQ", "Wy01XQ"])
def test_a_place_beyond_the_list_is_no_place(rebuilt, place):
    rebuilt()

    hits = finder.find("", Wanted(), language="da", limit=20, cursor=place, at=NOON)

    assert len(hits.page.items) in {0, 3}


def test_a_change_is_found_at_the_next_look(rebuilt):
    rebuilt()
    assert found("havn") == []
    directory.save_authority(one("x-1", "Havn"))
    with patch.object(snapshots.shelf, "forget"):  # as if another function rebuilt it
        finder.rebuild(NOON)
    snapshots.shelf.index(NOON)

    assert found("havn", at=LATER) == ["x-1"]


def test_s3_is_asked_once_in_twenty_seconds(rebuilt):
    rebuilt()

    with patch.object(buckets, "client", wraps=buckets.client) as asked:
        for second in range(19):
            found("havn", at=NOON + timedelta(seconds=second))

        assert asked.call_count == 1


def test_a_snapshot_is_made_when_something_changed_and_once_more():
    assert [finder.rebuild(NOON) for _ in range(4)] == [True, True, False, False]

    directory.save_authority(directory.authority(FINLAND))

    assert [finder.rebuild(NOON) for _ in range(4)] == [True, True, False, False]


def test_the_slower_of_two_who_make_a_snapshot_stores_none():
    old = snapshots.shelf.look()
    finder.rebuild(NOON)

    assert not snapshots.put([], {}, state="old", instead_of=old)
    assert found("turismo") == [PORTUGAL]


LOST = [
    pytest.param(lambda: Stored().delete(), id="lost"),
    pytest.param(lambda: Stored().put(b"nonsense"), id="no archive"),
    pytest.param(lambda: Stored().put(b""), id="empty"),
    pytest.param(lambda: Stored().put(damaged()), id="damaged"),
    pytest.param(lambda: Stored().put(AN_EMPTY_ARCHIVE), id="archive of nothing"),
]
AN_EMPTY_ARCHIVE = b"PK\x05\x06" + bytes(18)


def damaged() -> bytes:
    data = bytearray(Stored().read())
    # Longer than what an archive says of a file, so that its content is hit in any case.
    for place in range(len(data) // 3, len(data) // 3 + 200):
        data[place] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize("lose", LOST)
def test_without_a_snapshot_names_are_leafed_through_and_it_says_so(rebuilt, lose):
    rebuilt()
    lose()

    hits = finder.find("turismo", Wanted(), language="da", limit=20, at=NOON)

    assert hits.by_name_only
    assert [each.party.id for each in hits.page.items] == [PORTUGAL]


@pytest.mark.parametrize("lose", LOST)
def test_a_lost_or_corrupt_snapshot_is_made_anew(rebuilt, lose):
    rebuilt()
    lose()

    assert finder.rebuild(NOON)

    assert found("turizmo", at=LATER) == [PORTUGAL]


def test_the_wishes_hold_without_a_snapshot_too():
    hits = finder.find("", Wanted(language="fi"), language="da", limit=20, at=NOON)

    assert hits.by_name_only
    assert [each.party.id for each in hits.page.items] == [FINLAND]


def test_a_place_in_the_other_way_of_looking_is_unknown(rebuilt):
    leafed = finder.find("", Wanted(), language="da", limit=1, at=NOON)
    rebuilt()

    with pytest.raises(Invalid):
        finder.find("", Wanted(), language="da", limit=1, cursor=leafed.page.cursor, at=LATER)


def test_what_is_open_stays_in_use_while_s3_does_not_answer(rebuilt):
    rebuilt()
    found("turismo")
    silence = EndpointConnectionError(endpoint_url="https://s3")

    with patch.object(buckets, "client", side_effect=silence):
        assert found("turismo", at=LATER) == [PORTUGAL]
