"""Problem documents (RFC 9457) for what the gateway and the local pages refuse."""

from __future__ import annotations

import json
from collections.abc import Mapping

from werkzeug.wrappers import Response

from chalicelib.i18n import catalogue
from chalicelib.web.headers import API_HEADERS
from chalicelib.web.problems import Kind, document


class Refused(Exception):
    """A local page cannot do what was asked; *kind* names the problem."""

    def __init__(self, kind: Kind, errors: Mapping[str, str] | None = None) -> None:
        """Take as *errors* what is wrong with each field, by its name, as message ids."""
        super().__init__(kind.slug)
        self.kind = kind
        self.errors = errors


def problem(
    kind: Kind, language: str, *, allow: str = "", errors: Mapping[str, str] | None = None
) -> Response:
    """
    Return the response that tells of a problem of *kind* in *language*.

    Args:
        kind: What is wrong.
        language: Code of the reader's language.
        allow: The methods that the address offers, for the header ``Allow``.
        errors: What is wrong with each field, by its name, as message ids.
    """
    translated = catalogue(language).gettext
    found = document(kind, language)
    if errors:
        found["errors"] = [
            {"pointer": f"/{name}", "detail": translated(text)} for name, text in errors.items()
        ]
    response = Response(
        json.dumps(found, ensure_ascii=False),
        kind.status,
        content_type="application/problem+json",
    )
    response.headers.update(dict(API_HEADERS))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language
    response.vary.add("Accept-Language")
    if allow:
        response.headers["Allow"] = allow
    return response
