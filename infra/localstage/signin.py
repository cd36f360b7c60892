"""The pages of the OpenID provider: who are you, and the code of the second factor."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from chalicelib.domain.officials import Official
from chalicelib.i18n import LANGUAGES
from infra.localstage import people
from infra.localstage.bodies import form
from infra.localstage.oidc import Provider
from infra.localstage.pages import page
from infra.localstage.reading import language_of

TRANSACTION_SECONDS: Final = 15 * 60
TRIES: Final = 5
"""Wrong codes that a transaction survives."""
RETURN_PATH: Final = re.compile(rf"/({'|'.join(LANGUAGES)})/workspace/signed-in/")
CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
FOUND_ELSEWHERE: Final = 303
"""Sends a browser on with GET, whatever brought it."""


@dataclass(slots=True, kw_only=True)
class Transaction:
    """One sign-in on its way; its id, which nobody can guess, stands in every form."""

    redirect_uri: str
    state: str
    challenge: str
    nonce: str | None
    expires: float
    official: str = ""
    """Who chose to be signed in; empty until somebody did."""
    second_factor: str = ""
    tries: int = 0
    id: str = field(default_factory=lambda: secrets.token_urlsafe(24))


class SignInPages:
    """Leads an official from the workspace through two pages and back to it."""

    def __init__(
        self,
        provider: Provider,
        officials: Callable[[], Sequence[Official]],
        *,
        origin: str,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._provider = provider
        self._officials = officials
        self._origin = origin
        self._now = now
        self._transactions: dict[str, Transaction] = {}

    def authorize(self, request: Request) -> Response:
        """
        Begin a sign-in (RFC 6749, section 4.1.1), and show who may sign in.

        A wrong client or return address is told to the person; any other fault to
        the client, for nobody else could mend it.
        """
        asked = request.args
        redirect_uri = asked.get("redirect_uri", "")
        if asked.get("client_id") != self._provider.client.id or not self._is_ours(
            redirect_uri
        ):
            return _refused(request)
        state = asked.get("state", "")
        if error := _fault(asked, self._provider.client.scopes):
            return _back(redirect_uri, error=error, state=state)
        self._forget_old()
        transaction = Transaction(
            redirect_uri=redirect_uri,
            state=state,
            challenge=asked["code_challenge"],
            nonce=asked.get("nonce"),
            expires=self._now() + TRANSACTION_SECONDS,
        )
        self._transactions[transaction.id] = transaction
        language = language_of(request, asked.get("ui_locales"))
        return _on("sign-in", transaction, language)

    def choose(self, request: Request) -> Response:
        """Show the training officials; when one is chosen, go on to the second factor."""
        language = language_of(request, request.args.get("language"))
        if request.method == "POST":
            fields = form(request)
            transaction = self._find(fields)
            chosen = people.having(self._officials(), id=fields.get("official", ""))
            if transaction and chosen:
                transaction.official = chosen.id
                transaction.second_factor = f"{secrets.randbelow(10**6):06}"
                return _on("second-factor", transaction, language)
        else:
            transaction = self._find(request.args)
        if transaction is None:
            return _refused(request)
        words = request.args.get("q", "").strip()[:100]
        found = people.matching(self._officials(), words, language)
        return page(
            "sign-in.html",
            language,
            transaction=transaction.id,
            words=words,
            groups=people.by_country(found, language),
            party=people.party,
            kept={"transaction": transaction.id} | ({"q": words} if words else {}),
        )

    def verify(self, request: Request) -> Response:
        """Ask for the second factor, whose code the page shows; if it is right, go back."""
        language = language_of(request, request.args.get("language"))
        fields = form(request) if request.method == "POST" else request.args
        transaction = self._find(fields)
        if transaction is None or not transaction.official:
            return _refused(request)
        wrong = False
        if request.method == "POST":
            typed = re.sub(r"\s", "", fields.get("code", ""))
            if secrets.compare_digest(typed.encode(), transaction.second_factor.encode()):
                return self._signed_in(transaction)
            wrong = True
            transaction.tries += 1
            if transaction.tries >= TRIES:
                del self._transactions[transaction.id]
                return _refused(request)
        return page(
            "second-factor.html",
            language,
            status=422 if wrong else 200,
            transaction=transaction.id,
            official=people.having(self._officials(), id=transaction.official),
            code=transaction.second_factor,
            wrong=wrong,
            kept={"transaction": transaction.id},
        )

    def end(self, request: Request) -> Response:
        """End a session (OpenID Connect RP-Initiated Logout 1.0) and go where the client says."""
        fields = form(request) if request.method == "POST" else request.args
        if hint := fields.get("id_token_hint"):
            self._provider.end(hint)
        target = fields.get("post_logout_redirect_uri", "")
        if target and self._is_here(target):
            return _back(target, state=fields.get("state", ""))
        return redirect(f"/{language_of(request, fields.get('ui_locales'))}/", FOUND_ELSEWHERE)

    def _signed_in(self, transaction: Transaction) -> Response:
        del self._transactions[transaction.id]
        code = self._provider.code(
            transaction.official,
            redirect_uri=transaction.redirect_uri,
            challenge=transaction.challenge,
            nonce=transaction.nonce,
        )
        issuer = self._provider.client.issuer
        return _back(transaction.redirect_uri, code=code, state=transaction.state, iss=issuer)

    def _find(self, fields: Mapping[str, str]) -> Transaction | None:
        found = self._transactions.get(fields.get("transaction", ""))
        return found if found and found.expires > self._now() else None

    def _forget_old(self) -> None:
        for transaction in list(self._transactions.values()):
            if transaction.expires <= self._now():
                self._transactions.pop(transaction.id, None)

    def _is_here(self, url: str) -> bool:
        return url == self._origin or url.startswith(f"{self._origin}/")

    def _is_ours(self, url: str) -> bool:
        """Return whether *url* is where the workspace of this origin takes codes."""
        path = url.removeprefix(self._origin)
        return path != url and RETURN_PATH.fullmatch(path) is not None


def _fault(asked: Mapping[str, str], scopes: frozenset[str]) -> str:
    """Return the error code for what is wrong with an authorization request; empty if nothing."""
    if asked.get("response_type") != "code":
        return "unsupported_response_type"
    if asked.get("code_challenge_method") != "S256":
        return "invalid_request"
    if not CHALLENGE.fullmatch(asked.get("code_challenge", "")):
        return "invalid_request"
    if not scopes <= set(asked.get("scope", "").split()):
        return "invalid_scope"
    return "login_required" if asked.get("prompt") == "none" else ""


def _on(step: str, transaction: Transaction, language: str) -> Response:
    query = urlencode({"transaction": transaction.id, "language": language})
    return redirect(f"/local/oidc/{step}?{query}", FOUND_ELSEWHERE)


def _back(target: str, **told: str) -> Response:
    query = urlencode({name: value for name, value in told.items() if value})
    joint = "&" if "?" in target else "?"
    return redirect(f"{target}{joint}{query}" if query else target, FOUND_ELSEWHERE)


def _refused(request: Request) -> Response:
    """Tell the person that this sign-in leads nowhere, and where to begin anew."""
    language = language_of(
        request, request.args.get("language"), request.args.get("ui_locales")
    )
    return page("sign-in-ended.html", language, status=400, kept={})
