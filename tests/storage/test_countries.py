from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.countries import Contact
from chalicelib.storage import areas, countries
from chalicelib.storage.countries import CountryItem
from tests.builders import NOON, a_country, a_question_set, area_texts

pytestmark = pytest.mark.usefixtures("aws")

LATER = NOON + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _anew():
    countries.forget()
    yield
    countries.forget()


def test_what_was_published_is_read_back_by_code():
    for code in ("GR", "DK"):
        countries.publish(a_country(code))

    assert countries.catalogue(NOON) == (a_country("DK"), a_country("GR"))


def test_nothing_else_that_is_published_is_a_country():
    areas.publish(a_question_set(), {"en": area_texts()})
    countries.publish(a_country("DK"))

    assert [country.code for country in countries.catalogue(NOON)] == ["DK"]
    assert [area.code for area in areas.catalogue(LATER)] == ["services"]


def test_a_new_publication_is_seen_within_a_minute():
    countries.publish(a_country("DK"))
    assert countries.catalogue(NOON) == (a_country("DK"),)
    changed = replace(a_country("DK"), helpdesk=Contact(name="Hjælpen", language="da"))

    assert countries.publish(changed)

    assert countries.catalogue(NOON) == (a_country("DK"),)
    assert countries.catalogue(LATER) == (changed,)


def test_a_publication_leaves_alone_what_a_coordinator_has_edited():
    edited = replace(a_country("DK"), helpdesk=Contact(name="Hjælpen", language="da"))
    item = CountryItem.from_domain(edited)
    item.edited_at = NOON
    item.save()

    written = countries.publish(a_country("DK"))

    assert not written
    assert countries.catalogue(NOON) == (edited,)
