"""What people wrote in a request, translated by a machine for one reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from chalicelib.config import settings
from chalicelib.domain.masks import Mask, names
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Case, Sealed
from chalicelib.domain.writings import Text, written
from chalicelib.services import areas, boxes, requests
from chalicelib.storage import requests as storage
from chalicelib.storage import translator

LONGEST: Final = 4000
"""Characters of one text; a longer one stays as it is."""

MOST: Final = 40
"""Texts of one request."""

MOST_LINES: Final = 100
"""Lines of the timeline whose notes are translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A text in the reader's language, as a machine says it."""

    original: str
    source: str
    """Code of the language that *original* is in."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translations:
    """What could be translated."""

    available: bool
    """Whether this stage translates at all."""
    items: tuple[Translation, ...] = ()
    complete: bool = True
    """Whether all that was asked for is there."""


def of_request(
    number: str,
    *,
    to: str,
    by: Acting,
    translate: Callable[..., str | None] = translator.translate,
) -> Translations:
    """
    Return what *by* may read of the request *number*, in the language *to*.

    Names and values that belong to the sealed part are not sent: marks stand for them.
    Nothing is kept. Details of a person are left as they are.

    Raises:
        NotFound: There is no such request, or it does not exist for *by*.
    """
    case = requests.read(number, by=by)
    if not settings.translates:
        return Translations(available=False)
    wanted = [text for text in dict.fromkeys(_texts(case, by)) if text.language != to]
    # Hidden is what nobody outside may know, which is more than *by* may read.
    whole = storage.load(number, reader=case.request.asking.id).sealed
    hidden = list(names(whole or Sealed()))
    found: list[Translation] = []
    short = [text for text in wanted if len(text.original) <= LONGEST][:MOST]
    for text in short:
        mask = Mask(hidden)
        said = translate(mask.hide(text.original), source=text.language, target=to)
        if said is None:
            # What fails once will fail again: nobody waits for the others.
            break
        if shown := mask.show(said):
            found.append(Translation(original=text.original, source=text.language, text=shown))
    return Translations(available=True, items=tuple(found), complete=len(found) == len(wanted))


def _texts(case: Case, by: Acting) -> Iterator[Text]:
    request = case.request
    yield from written(case, areas.structure(request.area, request.question_set_version))
    lines = boxes.timeline(request.number, by=by, limit=MOST_LINES, cursor=None).page.items
    for _, note in lines:
        if note:
            yield Text(note.text, note.language)
