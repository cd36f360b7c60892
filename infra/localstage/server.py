"""One origin, as CloudFront makes it in AWS: site, API and what is only local."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from chalicelib.i18n import LANGUAGES, N_
from chalicelib.web import problems
from chalicelib.web.problems import Kind
from infra.localstage.files import Files
from infra.localstage.gateway import App, Gateway
from infra.localstage.interface import Interface
from infra.localstage.oidc import Client, Provider
from infra.localstage.problems import Refused, problem
from infra.localstage.reading import language_of
from infra.localstage.screens import Screens
from infra.localstage.signin import SignInPages
from infra.localstage.site import Site
from infra.localstage.stage import CLIENT_ID, SCOPE, STAGE, Stage
from infra.localstage.tokens import KEPT_PRIVATE, as_json, discovery, revocation, token

HOSTS: Final = frozenset({"localhost", "127.0.0.1"})
"""Names under which this machine is asked; another one is a trick upon the browser."""
FOREIGN: Final = Kind(
    "not-allowed",
    403,
    N_("You may not do this"),
    N_("This was sent from a page of another site. Nothing was changed."),
)
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})

View = Callable[..., Response]

log = logging.getLogger(__name__)


class Server:
    """The WSGI application of the whole stage."""

    def __init__(self, stage: Stage, app: App, *, origin: str, dist: Path) -> None:
        """
        Join the parts.

        Args:
            stage: The running stage.
            app: The Chalice application.
            origin: Scheme, host and port that browsers use, without a slash at its end.
            dist: Directory that ``make site`` filled.
        """
        client = Client(issuer=f"{origin}/local/oidc", id=CLIENT_ID, scope=SCOPE)
        self._stage = stage
        self._origin = origin
        self._gateway = Gateway(app, lock=stage.lock)
        self._site = Site(dist, config_of(client))
        self._rules = Map(self._local(Provider(client)), redirect_defaults=False)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one WSGI request."""
        request = Request(environ)
        try:
            response = self._answer(request)
        except Refused as refused:
            response = problem(refused.kind, language_of(request), errors=refused.errors)
        except Exception as error:  # noqa: BLE001 - the last word, in the form of all others
            # No text of the error: it may hold what somebody typed.
            frame = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{frame.filename}:{frame.lineno}"
            log.error("%s in %s", type(error).__name__, where)  # noqa: TRY400 - as above
            response = problem(problems.INTERNAL, language_of(request))
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.host.partition(":")[0] not in HOSTS:
            raise Refused(problems.MALFORMED)
        if request.method not in SAFE and self._is_foreign(request):
            raise Refused(FOREIGN)
        if request.path == "/api" or request.path.startswith("/api/"):
            response = self._gateway.answer(request)
            self._stage.wake()
            return response
        if request.path == "/local" or request.path.startswith("/local/"):
            return self._locally(request)
        if request.host.startswith("127.") and "/workspace/" in request.path:
            # Signing in works at the issuer's own address alone.
            return redirect(self._origin + request.full_path.rstrip("?"))
        return self._site.answer(request)

    def _locally(self, request: Request) -> Response:
        try:
            view, arguments = self._rules.bind_to_environ(request.environ).match()
        except MethodNotAllowed as error:
            allow = ", ".join(sorted(error.valid_methods or ()))
            return problem(problems.WRONG_METHOD, language_of(request), allow=allow)
        except HTTPException as error:
            if error.code == 404:
                raise Refused(problems.NOT_FOUND) from None
            return error.get_response(request.environ)
        response: Response = view(request, **arguments)
        for name, value in KEPT_PRIVATE.items():
            response.headers.setdefault(name, value)
        return response

    def _is_foreign(self, request: Request) -> bool:
        """
        Return whether a page of another origin sent *request*.

        Pages that give no referrer send ``Origin: null`` with their own forms, so
        what the browser says of the two sites counts first.
        """
        if relation := request.headers.get("Sec-Fetch-Site"):
            return relation not in {"same-origin", "none"}
        sender = request.headers.get("Origin")
        return sender is not None and sender != self._origin and sender != request.host_url[:-1]

    def _local(self, provider: Provider) -> Iterable[Rule]:
        """Return the table of what lies below ``/local/``."""
        interface = Interface(self._stage, provider)
        screens = Screens(self._stage, origin=self._origin)
        files = Files(self._stage)
        sign_in = SignInPages(provider, self._stage.present, origin=self._origin)

        def rule(path: str, view: View, *methods: str) -> Rule:
            return Rule(f"/local{path}", endpoint=view, methods=methods or ("GET",))

        # fmt: off
        return (
            rule("/",                 screens.start),
            rule("/inbox/",           screens.inbox),
            rule("/inbox/<id>/",      screens.mail),
            rule("/inbox/<id>/html",  screens.body),
            rule("/move-clock",       screens.move_clock, "POST"),
            rule("/start-anew",       screens.start_anew, "POST"),
            rule("/officials",        interface.officials),
            rule("/token",            interface.token,    "POST"),
            rule("/mail",             interface.mail),
            rule("/bounce",           interface.bounce,   "POST"),
            rule("/registers",        interface.registers, "POST"),
            rule("/clock",            interface.clock,    "POST"),
            rule("/reset",            interface.reset,    "POST"),
            rule("/files/<bucket>/<path:key>", files.answer, "GET", "PUT"),
            rule("/oidc/.well-known/openid-configuration",
                 lambda _request: as_json(discovery(provider.client))),
            rule("/oidc/jwks.json",   lambda _request: as_json(provider.keys())),
            rule("/oidc/authorize",   sign_in.authorize),
            rule("/oidc/sign-in",     sign_in.choose,     "GET", "POST"),
            rule("/oidc/second-factor", sign_in.verify,   "GET", "POST"),
            rule("/oidc/token",       lambda request: token(provider, request), "POST"),
            rule("/oidc/revoke",      lambda request: revocation(provider, request), "POST"),
            rule("/oidc/end-session", sign_in.end,        "GET", "POST"),
        )
        # fmt: on


def config_of(client: Client) -> dict[str, Any]:
    """Return what ``/config.json`` tells the workspace."""
    return {
        "stage": STAGE,
        "local": True,
        "issuer": client.issuer,
        "client_id": client.id,
        "scope": client.scope,
        "languages": list(LANGUAGES),
    }
