"""Reading what a client sends, as far as there is room for it."""

from __future__ import annotations

import json
from typing import Any, Final

from werkzeug.wrappers import Request

from chalicelib.i18n import N_
from chalicelib.web import problems
from infra.localstage.problems import Refused

FORM_BYTES: Final = 64 * 1024
"""Far more than any form or document of the local pages needs."""
DRAIN_BYTES: Final = 64 * 1024 * 1024
CHUNK_BYTES: Final = 64 * 1024


class TooLarge(Exception):
    """The body is longer than it may be."""


def read(request: Request, limit: int) -> bytes:
    """
    Return the body of *request*.

    Raises:
        TooLarge: It has more than *limit* bytes.
    """
    if (request.content_length or 0) > limit:
        _drain(request)
        raise TooLarge
    body = request.stream.read(limit + 1)
    if len(body) > limit:
        _drain(request)
        raise TooLarge
    return body


def document(request: Request, *fields: str) -> dict[str, Any]:
    """
    Return the JSON object in the body, which has just these *fields*.

    Raises:
        Refused: It is no such document.
    """
    if request.mimetype != "application/json":
        raise Refused(problems.WRONG_TYPE)
    try:
        found = json.loads(read(request, FORM_BYTES))
    except TooLarge:
        raise Refused(problems.TOO_LARGE) from None
    except (ValueError, RecursionError):
        raise Refused(problems.MALFORMED) from None
    if not isinstance(found, dict):
        raise Refused(problems.MALFORMED)
    if unknown := set(found) - set(fields):
        raise Refused(
            problems.INVALID, dict.fromkeys(sorted(unknown), N_("This field is not known."))
        )
    if missing := set(fields) - set(found):
        raise Refused(
            problems.INVALID, dict.fromkeys(sorted(missing), N_("Fill in this field."))
        )
    return found


def form(request: Request) -> dict[str, str]:
    """
    Return the fields of a form that a page of this origin sent.

    Raises:
        Refused: It is too large, or no form.
    """
    if request.mimetype != "application/x-www-form-urlencoded":
        raise Refused(problems.WRONG_TYPE)
    if (request.content_length or 0) > FORM_BYTES:
        raise Refused(problems.TOO_LARGE)
    request.max_form_memory_size = FORM_BYTES
    return request.form.to_dict()


def _drain(request: Request) -> None:
    """Read on within reason, for a client that is cut off while it sends sees no answer."""
    for _ in range(DRAIN_BYTES // CHUNK_BYTES):
        if not request.stream.read(CHUNK_BYTES):
            return
