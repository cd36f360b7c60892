"""The pages that explain the problems which the API reports (RFC 9457 ``type``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chalicelib.i18n import N_


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem; the texts are message ids of the catalogue."""

    slug: str
    """Last part of the problem's ``type``: ``/problems/<slug>``."""
    status: int
    title: str
    meaning: str
    advice: str


PROBLEMS: Final = (
    Problem(
        "malformed",
        400,
        N_("The message cannot be read"),
        N_("What was sent is not valid JSON, or a part of the address has the wrong form."),
        N_("Reload the page and try again. If you build a client, check the body you send."),
    ),
    Problem(
        "unauthenticated",
        401,
        N_("You are not signed in"),
        N_("Nobody is signed in, or the sign-in has expired. Nothing was changed."),
        N_("Sign in again. Your drafts are kept."),
    ),
    Problem(
        "not-allowed",
        403,
        N_("You may not do this"),
        N_("Your role does not include this step in this legal area."),
        N_(
            "Ask the administrator of your authority for the role, or ask a colleague who has it."
        ),
    ),
    Problem(
        "not-found",
        404,
        N_("There is nothing here"),
        N_("What you look for does not exist, or it concerns other authorities only."),
        N_("Check the number of the request. Are you acting for the right authority?"),
    ),
    Problem(
        "invitation-over",
        404,
        N_("This invitation cannot be used"),
        N_("It has been used or taken back, has expired, or its address is incomplete."),
        N_(
            "If you have signed in before, just sign in. Otherwise ask whoever registered you for a new invitation."
        ),
    ),
    Problem(
        "method-not-allowed",
        405,
        N_("This cannot be done here"),
        N_("The address exists, but it does not offer this method."),
        N_("If you build a client, compare the method with the description of the API."),
    ),
    Problem(
        "illegal-step",
        409,
        N_("This step is not possible now"),
        N_("The request has moved on, so this step is no longer offered. Nothing was changed."),
        N_("Open the request again: it shows what you can do now."),
    ),
    Problem(
        "broken-rule",
        409,
        N_("A rule forbids this"),
        N_("The change would break a rule of the system. Nothing was changed."),
        N_("The message says which rule it is and how you can reach your aim."),
    ),
    Problem(
        "stale",
        412,
        N_("Somebody was faster"),
        N_("A colleague changed this after you opened it. Nothing you typed is lost."),
        N_("Look at the new version, then decide whether to save yours."),
    ),
    Problem(
        "too-large",
        413,
        N_("This is too large"),
        N_("What was sent is larger than the system accepts. Nothing was changed."),
        N_("Shorten the text, or send a smaller file."),
    ),
    Problem(
        "unsupported-media-type",
        415,
        N_("This format is not accepted"),
        N_("The system reads JSON only. Nothing was changed."),
        N_("If you build a client, send application/json as the content type."),
    ),
    Problem(
        "invalid",
        422,
        N_("Something needs correcting"),
        N_("One or more fields are empty or have a value that cannot be used."),
        N_("Each field in question is named. Correct it and send again."),
    ),
    Problem(
        "precondition-required",
        428,
        N_("The version is missing"),
        N_(
            "A change must name the version it is based on, so that nobody’s work is overwritten."
        ),
        N_("If you build a client, send the ETag of your last read as If-Match."),
    ),
    Problem(
        "too-many-requests",
        429,
        N_("Too many calls at once"),
        N_("More calls came from you than the system answers in so short a time."),
        N_("Wait a moment and try again."),
    ),
    Problem(
        "idempotency-mismatch",
        422,
        N_("The same key came with other content"),
        N_("An Idempotency-Key stands for one act. This one was already used for another."),
        N_("If you build a client, make a new key for each new act."),
    ),
    Problem(
        "internal",
        500,
        N_("Something went wrong on our side"),
        N_("The system could not finish your step. The fault was recorded."),
        N_("Try again in a few minutes. If it happens again, tell your national helpdesk."),
    ),
    Problem(
        "unavailable",
        503,
        N_("Something went wrong on our side"),
        N_("The system could not finish your step. The fault was recorded."),
        N_("Wait a moment and try again."),
    ),
)
