"""
Make the public holidays of all countries anew: ``make calendars``.

They come from the package ``holidays``, which is too large for the function, as one file of data:
for each country the days on which, by Regulation (EEC, Euratom) No 1182/71, no period ends. A
name that the package brings and this file does not know stops the work.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

import holidays

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chalicelib.domain.calendars import FIRST_YEAR, LAST_YEAR
from chalicelib.domain.countries import CODES
from chalicelib.storage.calendars import FILE

LEFT_OUT: Final = frozenset({"Sunday"})
"""Every Sunday is off anyway."""
MOVED: Final = "Day off (substituted from"
"""Days that a Hungarian decree swaps with a Saturday: rest days, and no public holidays."""

# fmt: off
NAMES: Final[Mapping[str, str]] = MappingProxyType({
    "New Year's Day":                            "new_years_day",
    "New Year's Eve":                            "new_years_eve",
    "Epiphany":                                  "epiphany",
    "Epiphany (Three Kings' Day and Orthodox Christmas)": "epiphany",
    "Candlemas":                                 "candlemas",
    "Green Monday":                              "clean_monday",
    "Maundy Thursday":                           "maundy_thursday",
    "Good Friday":                               "good_friday",
    "Holy Saturday":                             "holy_saturday",
    "Easter":                                    "easter_sunday",
    "Easter Sunday":                             "easter_sunday",
    "Easter Monday":                             "easter_monday",
    "Ascension Day":                             "ascension_day",
    "Pentecost":                                 "whit_sunday",
    "Whit Sunday":                               "whit_sunday",
    "Whit Monday":                               "whit_monday",
    "Corpus Christi":                            "corpus_christi",
    "Labor Day":                                 "labour_day",
    "Labor Day and International Workers' Solidarity Day": "labour_day",
    "International Workers' Day":                "labour_day",
    "May Day":                                   "labour_day",
    "Worker's Day":                              "labour_day",
    "Spring Day":                                "labour_day",
    "Europe Day":                                "europe_day",
    "Victory Day":                               "victory_day",
    "Day of Victory over Fascism":               "victory_day",
    "Mother's Day":                              "mothers_day",
    "Father's Day":                              "fathers_day",
    "Children's Day":                            "childrens_day",
    "Midsummer Eve":                             "midsummer_eve",
    "Midsummer Day":                             "midsummer_day",
    "Day of Dew and Saint John":                 "midsummer_day",
    "Feast of Saint Peter and Saint Paul":       "saints_peter_and_paul",
    "Assumption Day":                            "assumption_day",
    "Assumption of Mary":                        "assumption_day",
    "Feast of the Assumption":                   "assumption_day",
    "Dormition of the Mother of God":            "assumption_day",
    "Nativity of Mary":                          "nativity_of_mary",
    "All Saints' Day":                           "all_saints_day",
    "All Souls' Day":                            "all_souls_day",
    "Reformation Day":                           "reformation_day",
    "Armistice Day":                             "armistice_day",
    "Immaculate Conception":                     "immaculate_conception",
    "Feast of the Immaculate Conception":        "immaculate_conception",
    "Christmas Eve":                             "christmas_eve",
    "Christmas Day":                             "christmas_day",
    "Second Day of Christmas":                   "second_day_of_christmas",
    "Day After Christmas":                       "second_day_of_christmas",
    "Saint Stephen's Day":                       "second_day_of_christmas",
    "Glorifying Mother of God":                  "second_day_of_christmas",
    "Constitution Day":                          "constitution_day",
    "National Day":                              "national_day",
    "National Day of Sweden":                    "national_day",
    "Cyprus National Day":                       "national_day",
    "Liberation Day":                            "liberation_day",
    "Independence Day":                          "independence_day",
    "Cyprus Independence Day":                   "independence_day",
    "National Independence Day":                 "independence_day",
    "Greek Independence Day":                    "greek_independence_day",
    "Greek National Day":                        "ohi_day",
    "Ochi Day":                                  "ohi_day",
    "Independence Restoration Day":              "restoration_of_independence",
    "Restoration of Independence Day":           "restoration_of_independence",
    "Day of Restoration of Independence of Lithuania": "restoration_of_independence",
    "Day of Restoration of the State of Lithuania":    "restoration_of_the_state",
    "Republic Day":                              "republic_day",
    "Freedom Day":                               "freedom_day",
    "Statehood Day":                             "statehood_day",
    "State Foundation Day":                      "state_foundation_day",
    "Unification Day":                           "unification_day",
    "Unification of the Romanian Principalities Day": "unification_day",
    "Independence and Unity Day":                "independence_and_unity_day",
    "German Unity Day":                          "german_unity_day",
    "King's Day":                                "kings_day",
    "Remembrance Day":                           "remembrance_day",
    "Day of Remembrance for the Dead":           "all_saints_day",
    "Saints Cyril and Methodius Day":            "saints_cyril_and_methodius",
    "Day of Slavonic Alphabet, Bulgarian Enlightenment and Culture": "slavonic_alphabet_day",
    "Saint George's Day (Day of the Bulgarian Army)": "saint_georges_day",
    "Jan Hus Day":                               "jan_hus_day",
    "Independent Czech State Restoration Day":   "restoration_of_the_state",
    "Independent Czechoslovak State Day":        "czechoslovak_state_day",
    "Struggle for Freedom and Democracy Day and International Students' Day": "struggle_for_freedom_day",
    "Day of the Establishment of the Slovak Republic": "slovak_republic_day",
    "Slovak National Uprising Anniversary":      "slovak_uprising_day",
    "Day of Our Lady of the Seven Sorrows":      "our_lady_of_sorrows",
    "Day of Portugal, Camões, and the Portuguese Communities": "portugal_day",
    "Day of Uprising Against Occupation":        "resistance_day",
    "Anti-Fascist Struggle Day":                 "anti_fascist_struggle_day",
    "Victory and Homeland Thanksgiving Day and Croatian Veterans Day": "homeland_thanksgiving_day",
    "Prešeren's Day, the Slovenian Cultural Holiday": "preseren_day",
    "National Day of the Third of May":          "constitution_day",
    "Republic of Latvia Proclamation Day":       "proclamation_of_the_republic",
    "First Day of Summer":                       "first_day_of_summer",
    "Commerce Day":                              "commerce_day",
    "Saint Andrew's Day":                        "saint_andrews_day",
    "Saint John the Baptist":                    "saint_john_the_baptist",
    "Saint Brigid's Day":                        "saint_brigids_day",
    "Saint Patrick's Day":                       "saint_patricks_day",
    "Saint Joseph's Day":                        "saint_josephs_day",
    "Feast of Saint Joseph":                     "saint_josephs_day",
    "Feast of Saint Paul's Shipwreck":           "saint_pauls_shipwreck",
    "Feast of Our Lady of Victories":            "our_lady_of_victories",
    "Sette Giugno":                              "sette_giugno",
    "June Bank Holiday":                         "bank_holiday",
    "August Bank Holiday":                       "bank_holiday",
    "October Bank Holiday":                      "bank_holiday",
    "May Bank Holiday":                          "bank_holiday",
    "Pentecost Monday":                          "whit_monday",
    "Saint George's Day, Day of the Bulgarian Army": "saint_georges_day",
    "Non-working day":                           "non_working_day",
    "Ohi Day":                                   "ohi_day",
    "Assumption Of Mary Day":                    "assumption_day",
    "National Unity Day":                        "national_unity_day",
    "Saint Francis of Assisi, Patron Saint of Italy": "saint_francis_day",
    "Constitutional Assembly Convocation Day":   "constitution_day",
    "Struggle for Freedom and Democracy Day":    "struggle_for_freedom_day",
})
# fmt: on
"""Codes by the names that the package gives; the words for the codes are in the catalogues."""


def days(country: str) -> Mapping[date, str]:
    """
    Return the public holidays of *country* (ISO 3166), each day by its code.

    Raises:
        KeyError: The package gives a day a name that is not known here.
    """
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    found = holidays.country_holidays(country, years=years, language="en_US")
    return {
        day: codes[0]
        for day, names in sorted(found.items())
        if (codes := [*_codes(names)]) and FIRST_YEAR <= day.year <= LAST_YEAR
    }


def _codes(names: str) -> Iterator[str]:
    for name in names.split("; "):
        plain = name.removesuffix(" (observed)")
        if plain not in LEFT_OUT and not plain.startswith(MOVED):
            yield NAMES[plain]


def document() -> str:
    """Return the file as it has to be."""
    told = {
        country: {day.isoformat(): code for day, code in days(country).items()}
        for country in sorted(CODES)
    }
    return json.dumps(told, indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(document(), "utf-8")
