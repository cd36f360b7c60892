"""The official who asks."""

from __future__ import annotations

from chalicelib.domain.officials import Official
from chalicelib.services import letters, officials
from chalicelib.web import http, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)


@routes.route("/api/me", "GET", answer=views.Me)
def read_me(asked: Asked) -> Answer:
    """Tell who I am, for whom I act and what I may do."""
    return me(officials.seen(asked.official.official, at=asked.at), asked)


def me(official: Official, asked: Asked) -> Answer:
    """Return *official*, who asks, as he or she is now."""
    lost = letters.lost_to(official, asked.official.authority)
    shown = views.me(
        official,
        asked.official,
        asked.language,
        mail_fails_since=lost.since,
        mailbox_fails=lost.mailbox_too,
        today=asked.at.date(),
    )
    return Answer(shown, version=official.version)
