"""What programs find below ``/local/``: officials, tokens, mail, the clock, a reset."""

from __future__ import annotations

from typing import Any, Final

from werkzeug.wrappers import Request, Response

from chalicelib.i18n import N_
from chalicelib.web import problems
from infra.localstage import mailbox, people
from infra.localstage.bodies import document
from infra.localstage.oidc import Provider
from infra.localstage.problems import Refused
from infra.localstage.stage import REGION, Stage
from infra.localstage.tokens import as_json

LONGEST_ADVANCE_DAYS: Final = 366


class Interface:
    """The endpoints of the contract's *Local only* section, one method each."""

    def __init__(self, stage: Stage, provider: Provider) -> None:
        self._stage = stage
        self._provider = provider

    def officials(self, _request: Request) -> Response:
        """Return who may sign in, one row a person."""
        return as_json({"items": [people.row(official) for official in self._stage.present()]})

    def token(self, request: Request) -> Response:
        """
        Return an access token of the official with the e-mail address in the body.

        Raises:
            Refused: The body is wrong, or nobody has that address.
        """
        email = document(request, "official")["official"]
        official = self._stage.official(email)
        if official is None:
            raise Refused(
                problems.INVALID, {"official": N_("No training official has this address.")}
            )
        return as_json({"access_token": self._provider.access_token(official.id)})

    def mail(self, request: Request) -> Response:
        """Return what was sent, newest first, once everything due has been."""
        self._stage.deliver()
        found = mailbox.all_mail(REGION, to=request.args.get("to", ""))
        return as_json({"items": [mail.row() for mail in found]})

    def bounce(self, request: Request) -> Response:
        """
        Let nothing arrive at an e-mail address any more, as the mail service reports it.

        Raises:
            Refused: The body is wrong.
        """
        self._stage.bounced(str(document(request, "to")["to"]))
        return as_json({})

    def registers(self, request: Request) -> Response:
        """
        Let a register be found dead, as a week of looks at its address finds it.

        Raises:
            Refused: The body is wrong.
        """
        self._stage.register_died(str(document(request, "id")["id"]))
        return as_json({})

    def clock(self, request: Request) -> Response:
        """
        Let days pass, with all that is scheduled on the way.

        Raises:
            Refused: The body is wrong.
        """
        self._stage.advance(days=days_of(document(request, "advance_days")["advance_days"]))
        return as_json({"now": self._stage.clock.now().isoformat().replace("+00:00", "Z")})

    def reset(self, _request: Request) -> Response:
        """Make the stage as it was at its start; whoever is signed in may go on."""
        self._stage.reset()
        return as_json({})


def days_of(given: Any) -> int:
    """
    Return *given* as a number of days to advance the clock by.

    Raises:
        Refused: It is no whole number, or not one from 0 to 366.
    """
    if (
        not isinstance(given, int)
        or isinstance(given, bool)
        or not 0 <= given <= LONGEST_ADVANCE_DAYS
    ):
        raise Refused(
            problems.INVALID,
            {"advance_days": N_("Give a whole number of days, from 0 to 366.")},
        )
    return given
