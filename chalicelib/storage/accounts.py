"""
Sign-in accounts, kept in the user pool of Amazon Cognito.

What it is asked and answers holds e-mail addresses: of all that, a log gets the code of a refusal.
"""

from __future__ import annotations

import functools
import logging
import secrets
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

from chalicelib.config import settings
from chalicelib.domain.errors import Fault, Invalid, NoAccountNow

log = logging.getLogger(__name__)

Done = TypeVar("Done")

HALF_MADE: Final = "FORCE_CHANGE_PASSWORD"
"""What Cognito calls an account with a password for once, which nobody has been told."""

REFUSED: Final = "InvalidParameterException"
"""What Cognito answers to an address that it will never take, for example a very long one."""

TAKEN: Final = "AliasExistsException"
"""What Cognito answers where another account has the address."""

CONNECT_SECONDS: Final = 2
ANSWER_SECONDS: Final = 4
TRIES: Final = 2


class _Account(NamedTuple):
    id: str
    """``sub``: what an access token calls who signed in."""
    status: str


def open_for(email: str, *, pointer: str) -> str:
    """
    Return the id (``sub``) of the account of *email*, made if there is none.

    Cognito mails nothing. The account gets a password that nobody knows, because only then may
    its owner ask for a code by e-mail and set another one. A second call, at once or after the
    first one broke off, goes on with the same account; a password that is set stays.

    Args:
        pointer: Where *email* stood in what was given.

    Raises:
        Invalid: No account can be made for *email*.
        NoAccountNow: None can be made now.
    """
    # For Cognito as for the directory, capitals make no other address.
    return _asked(lambda: _opened(email.lower()), pointer)


def move(account: str, new: str) -> None:
    """
    Give the *account* (``sub``) the address *new*.

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
        code = error.response["Error"]["Code"]
    except BotoCoreError as error:
        code = type(error).__name__
    log.warning("an account is not as it is wanted: %s", code)
    # Not from the error: what it says may hold the address.
    if code == REFUSED:
        raise Invalid(Fault(pointer, "not_an_email"))
    if code == TAKEN:
        raise Invalid(Fault(pointer, "email_taken"))
    raise NoAccountNow(code)


def _moved(account: str, new: str) -> None:
    verified = {"email": new, "email_verified": "true"}
    _client().admin_update_user_attributes(
        UserPoolId=settings.user_pool,
        Username=account,
        UserAttributes=[{"Name": name, "Value": value} for name, value in verified.items()],
    )


def _admitted(account: str, group: str) -> None:
    _client().admin_add_user_to_group(
        UserPoolId=settings.user_pool, Username=account, GroupName=group
    )


def _opened(email: str) -> str:
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
    return account.id


def _found(email: str) -> _Account:
    answer = _client().admin_get_user(UserPoolId=settings.user_pool, Username=email)
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
    return _Account(id=known["sub"], status=status)


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
