from __future__ import annotations

from datetime import date

import pytest

from chalicelib.domain import finding
from chalicelib.domain.authorities import Access, Kind, Part, Status
from chalicelib.domain.finding import Wanted
from tests.builders import AREA, TODAY, an_authority

PARTS = {
    AREA: Part(),
    "pets": Part(kind=Kind.AREA_COORDINATOR),
    "boats": Part(kind=Kind.NATIONAL_COORDINATOR, access=Access.REQUESTED),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chambre nationale", ["Chambre", "nationale"]),
        ("l’artisanat d'Alsace", ["l", "artisanat", "d", "Alsace"]),
        ("tan-negozju", ["tan", "negozju"]),
        ("e\u0301tat", ["état"]),
        ("snake_case 12/b", ["snake", "case", "12", "b"]),
        ("Φ" * 99, ["Φ" * 40]),
        (" –?! ", []),
    ],
)
def test_words_are_what_stands_between_other_marks(text, expected):
    assert finding.words(text) == expected


def test_a_greek_word_has_two_forms_and_a_latin_one_has_one():
    assert finding.forms("Αρχή") == ("αρχη", "archi")
    assert finding.forms("Erhverv") == ("erhverv",)


def test_a_whole_name_does_not_know_case_marks_or_scripts():
    assert finding.whole("Αρχή, Αθήνα") == finding.whole("ARCHI  athina")


@pytest.mark.parametrize(
    ("form", "expected"),
    [("eks", 0), ("navn", 1), ("kontore", 1), ("kontoret", 2), ("x" * 31, 0)],
)
def test_longer_words_may_have_more_errors(form, expected):
    assert finding.edits(form) == expected


def test_an_exact_word_is_worth_more_than_any_other_hit_of_it():
    ways = [finding.EXACT, finding.PREFIX, finding.FUZZY, finding.INSIDE, finding.FUZZY_PREFIX]
    worths = [worth for way in ways for worth in way]

    assert sorted(worths, reverse=True) == worths
    assert len(set(worths)) == len(worths)


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"country": "DK"},
        {"area": AREA},
        {"language": "en"},
        {"role": Kind.AREA_COORDINATOR},
        {"role": Kind.AREA_COORDINATOR, "area": "pets"},
    ],
)
def test_an_authority_fits_what_it_is(wanted):
    assert Wanted(**wanted).fits(an_authority(parts=PARTS), TODAY)


@pytest.mark.parametrize(
    "wanted",
    [
        {"country": "PT"},
        {"area": "boats"},
        {"area": "unknown"},
        {"language": "fr"},
        {"role": Kind.NATIONAL_COORDINATOR},
        {"role": Kind.AREA_COORDINATOR, "area": AREA},
    ],
)
def test_an_authority_does_not_fit_what_it_is_not(wanted):
    assert not Wanted(**wanted).fits(an_authority(parts=PARTS), TODAY)


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.ACTIVE])
def test_only_active_authorities_fit(status):
    assert not Wanted().fits(an_authority(status=status), TODAY)


def test_who_has_too_few_people_for_too_long_fits_no_wish_for_an_addressee():
    authority = an_authority(below_rule_since=date(2026, 1, 1))

    assert Wanted().fits(authority, TODAY)
    assert not Wanted(area=AREA).fits(authority, TODAY)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["office", "of", "trade"], ["office", "trade"]),
        (["of", "it"], ["of", "it"]),
        ([], []),
    ],
)
def test_short_words_need_not_occur_unless_there_are_no_others(words, expected):
    assert finding.long_words(words) == expected
