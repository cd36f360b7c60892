"""
Sign-in accounts, kept in the user pool of Amazon Cognito.

What it is asked and answers holds e-mail addresses: of all that, a log gets the code of a refusal.
"""

from __future__ import annotations

import functools
import json
import logging
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from chalicelib.config import settings
from chalicelib.domain.errors import Fault, Invalid, NoAccountNow

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

log = logging.getLogger(__name__)

Done = TypeVar("Done")

HALF_MADE: Final = "FORCE_CHANGE_PASSWORD"
"""What Cognito calls an account with a password for once, which nobody has been told."""

REFUSED: Final = "InvalidParameterException"
"""What Cognito answers to an address that it will never take, for example a very long one."""

UNKNOWN: Final = "UserNotFoundException"
"""What Cognito answers where it knows nobody of that kind."""

TAKEN: Final = "AliasExistsException"
"""What Cognito answers where another account has the address."""

CONNECT_SECONDS: Final = 2
ANSWER_SECONDS: Final = 4
TRIES: Final = 2


class _Account(NamedTuple):
    id: str
    """``sub``: what an access token calls who signed in."""
    email: str
    status: str
    providers: frozenset[str]
    """The other services at which its owner can sign in."""


def open_for(email: str, *, pointer: str) -> str:
    """
    Return the id (``sub``) of the account of *email*, made if there is none.

    Cognito mails nothing. The account gets a password that nobody knows, because only then may
    its owner ask for a code by e-mail and set another one. A second call, at once or after the
    first one broke off, goes on with the same account; a password that is set stays. Where officials
    sign in at another service, whoever has *email* there comes in with this account.

    Args:
        pointer: Where *email* stood in what was given.

    Raises:
        Invalid: No account can be made for *email*.
        NoAccountNow: None can be made now.
    """
    # For Cognito as for the directory, capitals make no other address.
    return _asked(lambda: _opened(email.lower(), pointer), pointer)


def move(account: str, new: str) -> None:
    """
    Give the *account* (``sub``) the address *new*.

    Where officials sign in at another service, whoever has the former address there comes in with
    this account no more, unless that has happened already: then the service knows the person.

    Raises:
        Invalid: No account can have *new*.
        NoAccountNow: It cannot be moved now.
    """
    _asked(lambda: _moved(account, new.lower()), "/email")


def admit(account: str, group: str) -> None:
    """
    Put the *account* (``sub``) into *group*; safe to run again.

    Raises:
        NoAccountNow: It cannot be put there now.
    """
    _asked(lambda: _admitted(account, group), "")


def _asked(do: Callable[[], Done], pointer: str) -> Done:
    """Return what *do* returns; what Cognito says against it is told without the address."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return do()
    except ClientError as error:
        code = _code(error)
    except BotoCoreError as error:
        code = type(error).__name__
    log.warning("an account is not as it is wanted: %s", code)
    # Not from the error: what it says may hold the address.
    if code == REFUSED:
        raise Invalid(Fault(pointer, "not_an_email"))
    if code == TAKEN:
        raise Invalid(Fault(pointer, "email_taken"))
    raise NoAccountNow(code)


def _code(error: ClientError) -> str:
    code: str = error.response["Error"]["Code"]
    return code


def _moved(account: str, new: str) -> None:
    verified = {"email": new, "email_verified": "true"}
    former = ""
    if settings.provider:
        # First of all: what breaks off later shuts nobody out.
        former = _found(account).email
        _link(account, new, "/email")
    _client().admin_update_user_attributes(
        UserPoolId=settings.user_pool,
        Username=account,
        UserAttributes=[{"Name": name, "Value": value} for name, value in verified.items()],
    )
    if former not in {"", new}:
        _unlink(former)


def _admitted(account: str, group: str) -> None:
    _client().admin_add_user_to_group(
        UserPoolId=settings.user_pool, Username=account, GroupName=group
    )


def _link(account: str, email: str, pointer: str) -> None:
    """
    Let whoever has *email* at the service where officials sign in come in with *account*.

    Raises:
        Invalid: Somebody with *email* has come in before there was an account.
    """
    from botocore.exceptions import ClientError

    try:
        _client().admin_link_provider_for_user(
            UserPoolId=settings.user_pool,
            DestinationUser={"ProviderName": "Cognito", "ProviderAttributeValue": account},
            SourceUser=_there(email),
        )
    except ClientError as error:
        if _code(error) != REFUSED:
            raise
        log.warning("an account is not linked: %s", REFUSED)
        raise Invalid(Fault(pointer, "email_taken")) from None


def _unlink(email: str) -> None:
    from botocore.exceptions import ClientError

    try:
        _client().admin_disable_provider_for_user(
            UserPoolId=settings.user_pool, User=_there(email)
        )
    except ClientError as error:
        # There is no such link any more once it has been used, nor at a second try.
        if _code(error) not in {REFUSED, UNKNOWN}:
            raise


def _there(email: str) -> dict[str, str]:
    """Return who has *email* at the service where officials sign in."""
    return {
        "ProviderName": settings.provider,
        "ProviderAttributeName": "email",
        "ProviderAttributeValue": email,
    }


def _opened(email: str, pointer: str) -> str:
    client = _client()
    try:
        account = _found(email)
    except client.exceptions.UserNotFoundException:
        account = _made(email)
    if account.status == HALF_MADE:
        client.admin_set_user_password(
            UserPoolId=settings.user_pool,
            Username=email,
            Password=secrets.token_urlsafe(48),
            Permanent=True,
        )
    if settings.provider and settings.provider not in account.providers:
        try:
            _link(account.id, email, pointer)
        except Invalid:
            # Somebody else was faster.
            if settings.provider not in _found(email).providers:
                raise
    return account.id


def _found(name: str) -> _Account:
    """Return the account with the id or the address *name*."""
    answer = _client().admin_get_user(UserPoolId=settings.user_pool, Username=name)
    return _account(answer["UserAttributes"], answer["UserStatus"])


def _made(email: str) -> _Account:
    client = _client()
    verified = {"email": email, "email_verified": "true"}
    try:
        answer = client.admin_create_user(
            UserPoolId=settings.user_pool,
            Username=email,
            UserAttributes=[{"Name": name, "Value": value} for name, value in verified.items()],
            MessageAction="SUPPRESS",
        )
    except client.exceptions.UsernameExistsException:
        # Somebody else was faster.
        return _found(email)
    return _account(answer["User"]["Attributes"], answer["User"]["UserStatus"])


def _account(attributes: list[dict[str, str]], status: str) -> _Account:
    known = {each["Name"]: each["Value"] for each in attributes}
    # Where it can be signed in from besides, as JSON.
    linked = json.loads(known.get("identities", "[]"))
    return _Account(
        id=known["sub"],
        email=known["email"],
        status=status,
        providers=frozenset(each["providerName"] for each in linked),
    )


@functools.cache
def _client() -> Any:
    from botocore.config import Config
    from botocore.session import get_session

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=ANSWER_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
    )
    return get_session().create_client(
        "cognito-idp", region_name=settings.region, config=config
    )
