"""What people wrote in a request, in the reader's language, as a machine says it."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.services import translations
from chalicelib.web import case_numbers, http
from chalicelib.web.asked import Asked

routes = http.routes(__name__)


class TranslationView(Struct):
    """A text and what a machine makes of it."""

    original: str
    source: str
    """Language code of *original*."""
    text: str


class TranslationsView(Struct):
    """Machine translations of what people wrote in a request."""

    available: bool
    """Whether this stage translates at all."""
    complete: bool
    """Whether all that people wrote in other languages is there."""
    language: str
    """Language code of the translations."""
    items: list[TranslationView]


@routes.route("/api/requests/{number}/translations", "GET", answer=TranslationsView)
def translate_request(asked: Asked, number: str) -> http.Answer:
    """Have a machine translate what people wrote in a request into my language."""
    known = case_numbers.known(number)
    found = translations.of_request(known, to=asked.language, by=asked.official)
    return http.Answer(
        TranslationsView(
            available=found.available,
            complete=found.complete,
            language=asked.language,
            items=[
                TranslationView(original=each.original, source=each.source, text=each.text)
                for each in found.items
            ],
        )
    )
