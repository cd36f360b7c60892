"""What officials set for themselves."""

from __future__ import annotations

from msgspec import UnsetType

from chalicelib import i18n
from chalicelib.domain.errors import Fault, Invalid, VersionMissing
from chalicelib.domain.officials import Absence
from chalicelib.services import profiles
from chalicelib.services.profiles import Back
from chalicelib.web import bodies, http, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer
from chalicelib.web.officials import me

routes = http.routes(__name__)


@routes.route("/api/me", "PATCH", body=bodies.Profile, answer=views.Me)
def change_me(asked: Asked) -> Answer:
    """Set my language, the days on which a colleague acts for me, or how often e-mails come."""
    profile = asked.body(bodies.Profile)
    language = known_language(profile.language)
    if asked.version is None:
        raise VersionMissing
    official = profiles.change(
        asked.official,
        version=asked.version,
        at=asked.at,
        language=language,
        absence=_absence(profile.absence),
        mail=None if isinstance(profile.mail, UnsetType) else profile.mail,
    )
    return me(official, asked)


@routes.route("/api/me/confirm", "POST", body=bodies.Nothing, answer=views.Me)
def confirm_me(asked: Asked) -> Answer:
    """Say that I am still here and that my entry is right."""
    asked.body(bodies.Nothing)
    return me(profiles.confirm(asked.official, at=asked.at), asked)


def known_language(language: str | UnsetType) -> str | None:
    """
    Return *language*, or None if it is left out.

    Raises:
        Invalid: It is none of ours.
    """
    if isinstance(language, UnsetType):
        return None
    if language not in i18n.LANGUAGES:
        raise Invalid(Fault("/language", "not_an_option"))
    return language


def _absence(away: bodies.Away | UnsetType | None) -> Absence | Back | None:
    if isinstance(away, UnsetType):
        return None
    if away is None:
        return Back.AGAIN
    return Absence(from_on=away.from_on, to_on=away.to_on, substitute=away.substitute)
