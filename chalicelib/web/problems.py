"""Where domain errors meet HTTP: problem documents (RFC 9457) in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from chalicelib.domain.errors import (
    AlreadyDone,
    BrokenRule,
    Conflict,
    DomainError,
    Fault,
    IllegalAction,
    Invalid,
    InvitationOver,
    KeyReused,
    NoAccountNow,
    NotAllowed,
    NotFound,
    Stale,
    TooMany,
    VersionMissing,
)
from chalicelib.i18n import N_, catalogue


class Kind(NamedTuple):
    """A kind of problem; ``/problems/<slug>`` explains it."""

    slug: str
    status: int
    title: str
    detail: str


# fmt: off
MALFORMED        = Kind("malformed", 400, N_("The message cannot be read"), N_("Reload the page and try again. If you build a client, check the body you send."))
UNAUTHENTICATED  = Kind("unauthenticated", 401, N_("You are not signed in"), N_("Sign in again. Your drafts are kept."))
NOT_ALLOWED      = Kind("not-allowed", 403, N_("You may not do this"), "")
NOT_FOUND        = Kind("not-found", 404, N_("There is nothing here"), N_("What you look for does not exist, or it concerns other authorities only."))
INVITATION_OVER  = Kind("invitation-over", 404, N_("This invitation cannot be used"), N_("If you have signed in before, just sign in. Otherwise ask whoever registered you for a new invitation."))
WRONG_METHOD     = Kind("method-not-allowed", 405, N_("This cannot be done here"), N_("The address exists, but it does not offer this method."))
ILLEGAL_STEP     = Kind("illegal-step", 409, N_("This step is not possible now"), N_("The request is now: {state}. What you can do now: {actions}."))
BROKEN_RULE      = Kind("broken-rule", 409, N_("A rule forbids this"), N_("Nothing was changed. Each reason is named."))
STALE            = Kind("stale", 412, N_("Somebody was faster"), N_("A colleague changed this after you opened it. Nothing you typed is lost."))
TOO_LARGE        = Kind("too-large", 413, N_("This is too large"), N_("Shorten the text, or send a smaller file."))
WRONG_TYPE       = Kind("unsupported-media-type", 415, N_("This format is not accepted"), N_("If you build a client, send application/json as the content type."))
INVALID          = Kind("invalid", 422, N_("Something needs correcting"), N_("Each field in question is named. Correct it and send again."))
KEY_REUSED       = Kind("idempotency-mismatch", 422, N_("The same key came with other content"), N_("If you build a client, make a new key for each new act."))
VERSION_MISSING  = Kind("precondition-required", 428, N_("The version is missing"), N_("If you build a client, send the ETag of your last read as If-Match."))
TOO_MANY         = Kind("too-many-requests", 429, N_("Too many calls at once"), N_("Wait a moment and try again."))
INTERNAL         = Kind("internal", 500, N_("Something went wrong on our side"), N_("Try again in a few minutes. If it happens again, tell your national helpdesk."))

UNAVAILABLE      = Kind("unavailable", 503, N_("Something went wrong on our side"), N_("Wait a moment and try again."))

KINDS: Final = (
    MALFORMED, UNAUTHENTICATED, NOT_ALLOWED, NOT_FOUND, INVITATION_OVER, WRONG_METHOD, ILLEGAL_STEP, BROKEN_RULE,
    STALE, TOO_LARGE, WRONG_TYPE, INVALID, KEY_REUSED, VERSION_MISSING, TOO_MANY, INTERNAL,
    UNAVAILABLE,
)

KIND_OF: Final[Mapping[type[DomainError], Kind]] = MappingProxyType({
    NotFound:       NOT_FOUND,
    NotAllowed:     NOT_ALLOWED,
    IllegalAction:  ILLEGAL_STEP,
    BrokenRule:     BROKEN_RULE,
    InvitationOver: INVITATION_OVER,
    Conflict:       BROKEN_RULE,
    Stale:          STALE,
    VersionMissing: VERSION_MISSING,
    Invalid:        INVALID,
    KeyReused:      KEY_REUSED,
    AlreadyDone:    STALE,
    NoAccountNow:   UNAVAILABLE,
    TooMany:        TOO_MANY,
})
# fmt: on
"""Every domain error has its kind; an :class:`AlreadyDone` is met before it gets here."""


class Unreadable(Exception):
    """A call that fails before the domain is asked, for the reason *kind*."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind.slug)
        self.kind = kind


def document(kind: Kind, language: str, **more: Any) -> dict[str, Any]:
    """Return the problem document of *kind* in *language*, with *more* members."""
    words = catalogue(language).gettext
    return {
        "type": f"/problems/{kind.slug}",
        "title": words(kind.title),
        "status": kind.status,
        "detail": words(kind.detail) if kind.detail else "",
        **more,
    }


def of(error: DomainError, language: str) -> tuple[Kind, dict[str, Any]]:
    """Return what *error* is to its reader: the kind, and the document in *language*."""
    # What has a label is loaded with the labels: who meets no problem starts without it.
    from chalicelib.web import labels

    kind = KIND_OF[type(error)]
    words = catalogue(language).gettext
    match error:
        case NotAllowed():
            detail = words(labels.REASONS[error.reason])
            return kind, document(kind, language, detail=detail, reason=error.reason.value)
        case IllegalAction():
            actions = ", ".join(words(labels.ACTIONS[each]) for each in error.open_now)
            detail = words(kind.detail).format(
                state=words(labels.STATES[error.state]), actions=actions or "–"
            )
            open_now = [each.value for each in error.open_now]
            return kind, document(kind, language, detail=detail, actions=open_now)
        case BrokenRule():
            detail = words(labels.WAYS_OUT[error.way_out])
            return kind, document(kind, language, detail=detail, way_out=error.way_out.value)
        case Conflict():
            errors = told(error.faults, language)
            for each, fault in zip(errors, error.faults, strict=True):
                if authority := fault.facts.get("authority"):
                    each["authority"] = str(authority)
            return kind, document(kind, language, errors=errors)
        case Invalid():
            more: dict[str, Any] = {"errors": told(error.faults, language)}
            if error.suggested_on:
                more["suggested_on"] = error.suggested_on.isoformat()
            return kind, document(kind, language, **more)
        case _:
            return kind, document(kind, language)


def told(faults: Iterable[Fault], language: str) -> list[dict[str, str]]:
    """Return *faults* in the words of *language*, each with its pointer."""
    from chalicelib.web import labels  # late, as above

    words = catalogue(language).gettext
    return [
        {
            "pointer": fault.pointer,
            "detail": words(labels.FAULTS[fault.code]).format_map(_facts(fault, words)),
        }
        for fault in faults
    ]


def _facts(fault: Fault, words: Callable[[str], str]) -> dict[str, object]:
    """Return the facts of *fault*, with the name of a public holiday for its code."""
    from chalicelib.web.holiday_labels import HOLIDAYS  # late, as above

    facts = dict(fault.facts)
    if "holiday" in facts:
        facts["holiday"] = words(HOLIDAYS[str(facts["holiday"])])
    return facts
