"""Which registers somebody wants to see, and which of them may spare a request; the best first."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from chalicelib.domain import finding
from chalicelib.domain.finding import Worth
from chalicelib.domain.register_health import State
from chalicelib.domain.registers import EVERYWHERE, Answer, Cost, Directory, Register
from chalicelib.domain.requests import Request

MOST_OFFERED: Final = 5
"""Registers that are offered for one request."""

DEAREST: Final = (Cost.FREE, Cost.EXTRACTS, Cost.FEE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a register must be; a None is a wish that nobody has."""

    country: str | None = None
    """ISO code; registers of all countries fit each."""
    area: str | None = None
    """Code of the legal area in which it is of use."""
    profession: str | None = None
    answer: Answer | None = None
    language: str | None = None
    """Code of a language in which it can be read."""
    free: bool = False
    """Whether looking something up must cost nothing."""

    def fits(self, register: Register) -> bool:
        """Return whether *register* is all that is wanted."""
        return (
            (self.country in {None, register.country} or register.country == EVERYWHERE)
            and (self.area is None or self.area in register.areas)
            and (self.profession is None or self.profession in register.professions)
            and (self.answer is None or self.answer in register.answers)
            and (self.language is None or self.language in register.languages)
            and not (self.free and register.cost is Cost.FEE)
        )


Texts: TypeAlias = tuple[str, ...]
"""What one thing is called, be it a register, a kind of registers or a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """By which words a register is found; many registers share most of them."""

    own: tuple[Texts, ...]
    """Its name, and what it is in the reader's language."""
    other: tuple[Texts, ...]
    """What it is in other languages, what it answers, its country, its professions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A register that may answer some of what is asked."""

    register: Register
    codes: tuple[str, ...]
    """Codes of the questions that it may answer, in the order in which they are asked."""


def offers(
    directory: Directory,
    *,
    area: str,
    country: str,
    codes: Sequence[str],
    language: str,
    states: Mapping[str, State] = MappingProxyType({}),
) -> list[Offer]:
    """
    Return the registers that may answer questions, the best first.

    That is which of them answers most; then one of the country itself, one that was reached at the last
    look, one that the reader can read, one that costs less. A dead one is left out, and one that another has taken the place of.

    Args:
        area: Code of the legal area.
        country: ISO code of the country that is asked.
        codes: Of the questions.
        language: Code of the reader's language.
        states: How they were found at the addresses that they have now, by id.
    """
    asked = directory.questions.get(area, {})
    wish = Wish(country=country, area=area)
    found = []
    for register in filter(wish.fits, directory.registers):
        answered = tuple(code for code in codes if _answers(register, asked.get(code, ())))
        if answered and states.get(register.id) is not State.DEAD and not register.successor:
            found.append(Offer(register=register, codes=answered))

    def worth(offer: Offer) -> tuple[int, bool, bool, bool, int]:
        register = offer.register
        return (
            -len(offer.codes),
            register.country == EVERYWHERE,
            states.get(register.id) is State.UNWELL,
            language not in register.languages,
            DEAREST.index(register.cost),
        )

    return sorted(found, key=worth)[:MOST_OFFERED]


def may_answer(directory: Directory, register: Register, request: Request) -> bool:
    """Return whether *register* is one to look into before *request* is sent."""
    country = request.asked.country if request.asked else None
    wish = Wish(country=country, area=request.area)
    asked = directory.questions.get(request.area, {})
    return wish.fits(register) and any(
        _answers(register, asked.get(each.code, ())) for each in request.questions
    )


def hits(
    text: str, registers: Iterable[Register], words: Mapping[str, Words]
) -> list[Register]:
    """
    Return those of *registers* in which every word of *text* occurs, the best first.

    A word may be begun, written in Latin letters, and, where nothing is found so, misspelt. Where
    *text* has no words all of them are returned, in their order.

    Args:
        words: By which each is found, by id.
    """
    wanted = finding.long_words(finding.words(text)[: finding.MOST_WORDS])
    if not wanted:
        return list(registers)
    candidates = list(registers)
    for search in (_Search(wanted), _Search(wanted, forgiving=True)):
        scored = [(search.score(words[each.id]), each) for each in candidates]
        found = [pair for pair in scored if pair[0]]
        if found:
            return [each for _, each in sorted(found, key=lambda pair: -pair[0])]
    return []


class _Search:
    """Compares the words of a query with each thing that has a name once."""

    def __init__(self, wanted: Sequence[str], *, forgiving: bool = False) -> None:
        self._wanted = [finding.forms(word) for word in wanted]
        self._forgiving = forgiving
        self._seen: dict[tuple[str, Texts], Worth | None] = {}

    def score(self, words: Words) -> float:
        """Return what a register is worth; 0 where a word of the query does not occur in it."""
        total = 0.0
        for forms in self._wanted:
            best = max(self._best(form, words) for form in forms)
            if not best:
                return 0
            total += best
        return total

    def _best(self, form: str, words: Words) -> float:
        own = (self._worth(form, texts) for texts in words.own)
        other = (self._worth(form, texts) for texts in words.other)
        return max(
            max((worth.own for worth in own if worth), default=0),
            max((worth.other for worth in other if worth), default=0),
        )

    def _worth(self, form: str, texts: Texts) -> Worth | None:
        key = (form, texts)
        if key not in self._seen:
            self._seen[key] = _how(form, _taken_apart(texts), forgiving=self._forgiving)
        return self._seen[key]


@functools.lru_cache(maxsize=20_000)
def _taken_apart(texts: Texts) -> frozenset[str]:
    return frozenset(
        form for text in texts for word in finding.words(text) for form in finding.forms(word)
    )


def _how(form: str, known: frozenset[str], *, forgiving: bool) -> Worth | None:
    """Return what it is worth how *form* occurs among the *known* ones; None if it does not."""
    if form in known:
        return finding.EXACT
    if any(each.startswith(form) for each in known):
        return finding.PREFIX
    if len(form) >= finding.INSIDE_FROM and any(form in each for each in known):
        return finding.INSIDE
    allowed = finding.edits(form) if forgiving else 0
    if allowed and any(is_within(form, each, allowed) for each in known):
        return finding.FUZZY
    return None


def is_within(one: str, other: str, edits: int) -> bool:
    """
    Return whether *one* becomes *other* by at most so many *edits*.

    An edit is a letter that is wrong, missing or too many, or two neighbours that are swapped.
    """
    if abs(len(one) - len(other)) > edits:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one):
        last, row, earlier = row, [n + 1], before
        for m, wanted in enumerate(other):
            best = min(last[m] + (letter != wanted), last[m + 1] + 1, row[m] + 1)
            if n and m and letter == other[m - 1] and one[n - 1] == wanted:
                best = min(best, earlier[m - 1] + 1)
            row.append(best)
        if min(row) > edits:
            return False
        before = last
    return row[-1] <= edits


def _answers(register: Register, wanted: Iterable[Answer]) -> bool:
    return any(answer in register.answers for answer in wanted)
