"""The official who asks."""

from __future__ import annotations

from chalicelib import i18n
from chalicelib.domain.errors import Fault, Invalid, VersionMissing
from chalicelib.services import officials
from chalicelib.web import bodies, http, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)


@routes.route("/api/me", "GET", answer=views.Me)
def read_me(asked: Asked) -> Answer:
    """Tell who I am, for whom I act and what I may do."""
    by = asked.official
    return Answer(views.me(by.official, by, asked.language), version=by.official.version)


@routes.route("/api/me", "PATCH", body=bodies.Profile, answer=views.Me)
def change_me(asked: Asked) -> Answer:
    """Set the language in which pages and e-mails reach me."""
    profile = asked.body(bodies.Profile)
    if profile.language not in i18n.LANGUAGES:
        raise Invalid(Fault("/language", "not_an_option"))
    if asked.version is None:
        raise VersionMissing
    by = asked.official
    official = officials.speak(by.official, profile.language, version=asked.version)
    return Answer(views.me(official, by, asked.language), version=official.version)
