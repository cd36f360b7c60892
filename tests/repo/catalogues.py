"""What can be wrong with a translation, found without knowing the language."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

ROOT = Path(__file__).parent.parent.parent

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
COUNTS = {"{count}", "{days}", "%(count)s", "%(num)s", "%(days)s"}
"""A form for one certain number may do without the number."""


def waiting() -> frozenset[str]:
    """Return the texts whose translations are allowed to lack for now."""
    lines = (ROOT / "tests/repo/waiting_for_translation.txt").read_text("utf-8").splitlines()
    return frozenset(line.replace("\\n", "\n") for line in lines if line)


def faults(language: str, catalog: Catalog, template: Catalog) -> Iterator[str]:
    """Yield what is wrong with *catalog*, a line for each fault."""
    if catalog.num_plurals != get_plural(language).num_plurals:
        yield f"the header promises {catalog.num_plurals} plural forms"
    for original in template:
        if original.id and singular(original) not in waiting():
            message = catalog.get(original.id)
            for fault in _faults_of(message, language) if message else ["is missing"]:
                yield f"{singular(original)!r} {fault}"


@cache
def terms() -> tuple[dict[str, str], ...]:
    """Return the rows of the list of terms."""
    with (ROOT / "content/terms.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows))


def singular(message: Message) -> str:
    """Return the English text of *message*, of a plural its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def _faults_of(message: Message, language: str) -> Iterator[str]:
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    if not all(forms):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is marked as fuzzy"
    wanted = 1 if len(originals) == 1 else get_plural(language).num_plurals
    if len(forms) != wanted:
        yield f"has {len(forms)} forms, not {wanted}"
    for form in forms:
        if form in originals and not _may_be_the_same(form, language):
            yield "is still English"
        yield from _breaks(originals, form, counted=len(originals) > 1)


def _breaks(originals: list[str], form: str, *, counted: bool) -> Iterator[str]:
    original = originals[-1]
    lost = _placeholders(original) - _placeholders(form)
    if counted:
        lost = Counter({name: times for name, times in lost.items() if name not in COUNTS})
    if lost or set(_placeholders(form)) - set(_placeholders(original)):
        yield f"has other placeholders: {form!r}"
    if Counter(TAG.findall(original)) != Counter(TAG.findall(form)):
        yield f"has other tags: {form!r}"
    if _ends(original) != _ends(form):
        yield f"begins or ends with other white space: {form!r}"


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def _ends(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _may_be_the_same(text: str, language: str) -> bool:
    bare = TAG.sub("", PLACEHOLDER.sub("", text))
    if not re.search(r"[^\W\d_]", bare):
        return True
    listed = _same_in_english()
    return (
        text in listed.get("*", ())
        or text in listed.get(language, ())
        or any(text == row["en"] == row[language] for row in terms())
    )


@cache
def _same_in_english() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (ROOT / "content/same-in-english.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            languages, _, text = line.partition(": ")
            for language in languages.split():
                found.setdefault(language, set()).add(text)
    return found
