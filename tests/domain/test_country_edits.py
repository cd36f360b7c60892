from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain import country_edits
from chalicelib.domain.countries import CODES, TIME_ZONES, Contact, Course, News
from chalicelib.domain.country_edits import MOST, Edit
from chalicelib.domain.errors import Invalid
from tests.builders import a_country

COUNTRY = a_country("DK")
LANGUAGES = ("en", "da", "sv")
COURSE = Course(title={"da": "Kursus"}, starts_on=date(2026, 5, 4), place="Ribe")
NEWS = News(title={"da": "Nyt"}, published_on=date(2026, 3, 2))
DESK = Contact(name="Hjælpen", language="da", email="imi@hjaelp.example", phone="+45 00 00 00")


def an_edit(**changes) -> Edit:
    fields = {
        "coordinator": replace(COUNTRY.coordinator, source=None, confirmed=False),
        "helpdesk": Contact(),
        "courses": (COURSE,),
        "news": (NEWS,),
    }
    return Edit(**fields | changes)


def edited(edit):
    return country_edits.edited(COUNTRY, edit, source="Kontoret", languages=LANGUAGES)


def test_what_the_coordinator_says_itself_counts_as_confirmed():
    country = edited(an_edit(helpdesk=DESK))

    assert country.helpdesk == replace(DESK, source="Kontoret", confirmed=True)
    assert country.helpdesk.founded
    assert (country.courses, country.news) == ((COURSE,), (NEWS,))


def test_what_stays_as_it_was_keeps_its_source():
    assert edited(an_edit()).coordinator == COUNTRY.coordinator


def test_an_office_that_is_taken_back_is_not_confirmed():
    country = edited(an_edit(coordinator=Contact()))

    assert not country.coordinator.confirmed


# fmt: off
FAULTY = [
    pytest.param({"helpdesk": Contact(phone="+45 00 00 00")}, "/helpdesk/name", id="an address of nobody"),
    pytest.param({"helpdesk": replace(DESK, language=None)}, "/helpdesk/language", id="a name in no language"),
    pytest.param({"helpdesk": replace(DESK, name="x" * 201)}, "/helpdesk/name", id="a long name"),
    pytest.param({"helpdesk": replace(DESK, email="x")}, "/helpdesk/email", id="e-mail"),
    pytest.param({"helpdesk": replace(DESK, phone="x")}, "/helpdesk/phone", id="phone"),
    pytest.param({"coordinator": replace(DESK, website="x")}, "/coordinator/website", id="website"),
    pytest.param({"courses": (replace(COURSE, place=""),)}, "/courses/0/place", id="nowhere"),
    pytest.param({"courses": (replace(COURSE, title={}),)}, "/courses/0/title", id="no title"),
    pytest.param({"courses": (replace(COURSE, title={"xx": "x"}),)}, "/courses/0/title", id="no language of ours"),
    pytest.param({"news": (replace(NEWS, title={"da": ""}),)}, "/news/0/title/da", id="an empty title"),
    pytest.param({"news": (replace(NEWS, website="x"),)}, "/news/0/website", id="website of news"),
    pytest.param({"news": (NEWS,) * (MOST + 1)}, "/news", id="too many"),
]
# fmt: on


@pytest.mark.parametrize(("changes", "pointer"), FAULTY)
def test_what_is_wrong_is_told_where_it_is(changes, pointer):
    with pytest.raises(Invalid) as raised:
        edited(an_edit(**changes))

    assert [fault.pointer for fault in raised.value.faults] == [pointer]


def test_titles_that_some_languages_lack_are_told():
    course = replace(COURSE, title={"en": "Course", "da": "Kursus", "sv": "Kurs"})

    told = country_edits.untranslated(edited(an_edit(courses=(course,))), LANGUAGES)

    assert [(each.pointer, each.facts["count"]) for each in told] == [("/news/0/title", 2)]


def test_every_country_has_a_time_zone():
    assert set(TIME_ZONES) == set(CODES)
