"""The words for what is said of registers: in answers of the API, and on the public pages."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chalicelib import i18n
from chalicelib.domain.register_finding import Words
from chalicelib.domain.registers import EVERYWHERE, Answer, Cost, Directory, Rhythm, SearchKey
from chalicelib.i18n import N_

# fmt: off
ANSWERS: Final[Mapping[Answer, str]] = MappingProxyType({
    Answer.REGISTERED:      N_("Whether a firm is registered"),
    Answer.SEAT:            N_("Seat and address of a firm"),
    Answer.REPRESENTATIVES: N_("Who may act for a firm"),
    Answer.ACTIVITY:        N_("Which activities a firm has registered"),
    Answer.DISSOLVED:       N_("Whether a firm is insolvent or dissolved"),
    Answer.AUTHORISED:      N_("Whether somebody holds an authorisation"),
    Answer.MAY_PRACTISE:    N_("Whether a person may practise a profession"),
    Answer.VAT_VALID:       N_("Whether a VAT number is valid"),
    Answer.REGULATED:       N_("Which professions are regulated"),
})
COSTS: Final[Mapping[Cost, str]] = MappingProxyType({
    Cost.FREE:     N_("Free of charge"),
    Cost.EXTRACTS: N_("Looking up is free of charge, extracts are not"),
    Cost.FEE:      N_("A fee is charged"),
})
KEYS: Final[Mapping[SearchKey, str]] = MappingProxyType({
    SearchKey.FIRM:       N_("Name of the firm"),
    SearchKey.NUMBER:     N_("Number in the register"),
    SearchKey.PERSON:     N_("Name of the person"),
    SearchKey.VAT:        N_("VAT number"),
    SearchKey.PROFESSION: N_("Profession"),
})
RHYTHMS: Final[Mapping[Rhythm, str]] = MappingProxyType({
    Rhythm.AT_ONCE: N_("with each change"),
    Rhythm.DAILY:   N_("every day"),
    Rhythm.WEEKLY:  N_("every week"),
    Rhythm.MONTHLY: N_("every month"),
    Rhythm.YEARLY:  N_("once a year"),
})
# fmt: on
ALL_COUNTRIES: Final = N_("All countries together")


def country_name(code: str, language: str) -> str:
    """Return the name of the country *code* of a register in *language*."""
    if code == EVERYWHERE:
        return i18n.catalogue(language).gettext(ALL_COUNTRIES)
    return i18n.country_name(code, language)


def words(
    directory: Directory, professions: Mapping[str, Mapping[str, str]], language: str
) -> dict[str, Words]:
    """
    Return by which words each register is found, by its id, for a reader of *language*.

    Args:
        professions: What professions are called, by code and language code.
    """
    kinds = {code: tuple(names.values()) for code, names in directory.kinds.items()}
    terms = {code: tuple(names.values()) for code, names in professions.items()}
    return {
        each.id: Words(
            own=((each.name,), (directory.kinds[each.kind][language],)),
            other=(
                kinds[each.kind],
                _country_names(each.country),
                *map(_in_all_languages, (ANSWERS[answer] for answer in each.answers)),
                *(terms[code] for code in each.professions if code in terms),
            ),
        )
        for each in directory.registers
    }


@functools.cache
def _country_names(code: str) -> tuple[str, ...]:
    return tuple(country_name(code, language) for language in i18n.LANGUAGES)


@functools.cache
def _in_all_languages(message: str) -> tuple[str, ...]:
    return tuple(i18n.catalogue(language).gettext(message) for language in i18n.LANGUAGES)
