"""What people find below ``/local/``: the start page and the inboxes."""

from __future__ import annotations

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from chalicelib.web import problems
from infra.localstage import mailbox, people
from infra.localstage.bodies import form
from infra.localstage.interface import days_of
from infra.localstage.pages import linked, mail_body, page
from infra.localstage.problems import Refused
from infra.localstage.reading import language_of
from infra.localstage.stage import REGION, Stage

MOST_DIGITS = 3

ADVANCES = (1, 3, 7, 30)
"""The numbers of days that the start page offers to advance the clock by."""


class Screens:
    """The pages of the training stage that are no part of the product."""

    def __init__(self, stage: Stage, *, origin: str) -> None:
        self._stage = stage
        self._origin = origin

    def start(self, request: Request) -> Response:
        """Show where to sign in, whose inboxes there are, and the clock."""
        language = language_of(request, request.args.get("language"))
        self._stage.deliver()
        counts: dict[str, int] = {}
        for mail in mailbox.all_mail(REGION):
            counts[mail.to.casefold()] = counts.get(mail.to.casefold(), 0) + 1
        return page(
            "start.html",
            language,
            groups=people.by_country(self._stage.present(), language),
            party=people.party,
            counts=counts,
            now=self._stage.clock.now(),
            advances=ADVANCES,
            kept={},
        )

    def inbox(self, request: Request) -> Response:
        """Show the mail to one address, or all of it, once everything due has been sent."""
        language = language_of(request, request.args.get("language"))
        to = request.args.get("to", "").strip()
        self._stage.deliver()
        found = mailbox.all_mail(REGION, to=to)
        return page("inbox.html", language, mails=found, to=to, kept={"to": to} if to else {})

    def mail(self, request: Request, id: str) -> Response:
        """
        Show one e-mail, as text and as a mail reader with HTML would.

        Raises:
            Refused: There is no such e-mail.
        """
        language = language_of(request, request.args.get("language"))
        mail = _found(id)
        return page(
            "mail.html", language, mail=mail, text=linked(mail.text, self._origin), kept={}
        )

    def body(self, _request: Request, id: str) -> Response:
        """
        Return the HTML of one e-mail, for the frame in which it is shown.

        Raises:
            Refused: There is no such e-mail.
        """
        return mail_body(_found(id))

    def move_clock(self, request: Request) -> Response:
        """
        Let days pass, as the start page's form asks, and show the page again.

        Raises:
            Refused: The number of days is none.
        """
        given = form(request).get("advance_days", "")
        few = given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS
        self._stage.advance(days=days_of(int(given) if few else given))
        return _start(request)

    def start_anew(self, request: Request) -> Response:
        """Make the stage as it was at its start, and show the start page again."""
        self._stage.reset()
        return _start(request)


def _found(id: str) -> mailbox.Mail:
    if mail := mailbox.one(REGION, id):
        return mail
    raise Refused(problems.NOT_FOUND)


def _start(request: Request) -> Response:
    language = language_of(request, request.args.get("language"))
    return redirect(f"/local/?language={language}", 303)
