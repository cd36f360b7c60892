"""The user pool of these tests: what lies in it, and what the code asks of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

PASSWORD = "a password of one's own"
ELSEWHERE = "EULogin"
"""What a pool calls another service at which officials sign in."""
LINKING = ("AdminLinkProviderForUser", "AdminDisableProviderForUser")
"""What moto does not know; such a call has no effect here, and is noted."""


class Pool:
    """
    A user pool, looked at and changed by another client than the one of the code.

    moto knows no difference of capitals and no second factor; it sends no e-mail.
    """

    def __init__(self, client: Any, id: str) -> None:
        self.id = id
        self.asked: list[tuple[str, dict[str, Any]]] = []
        """Operations that the code called, each with its parameters."""
        self._client = client
        self._before: dict[str, Callable[[], object]] = {}

    def before(self, operation: str, act: Callable[[], object]) -> None:
        """Do *act* when the code next calls *operation*, before that reaches the pool."""
        self._before[operation] = act

    def note(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        """Note a call of the code."""
        self.asked.append((model.name, params))
        if act := self._before.pop(model.name, None):
            act()

    def links(self) -> list[tuple[str, str, str]]:
        """Return what was linked and unlinked: the operation, the service and the address there."""
        return [
            (name, there["ProviderName"], there["ProviderAttributeValue"])
            for name, params in self.asked
            if name in LINKING
            for there in [params.get("SourceUser") or params["User"]]
        ]

    def know_as_linked(self, email: str) -> None:
        """Let the account of *email* be as Cognito shows it once it is linked."""
        linked = f'[{{"userId": "n0012", "providerName": "{ELSEWHERE}", "primary": false}}]'
        self._client.admin_update_user_attributes(
            UserPoolId=self.id,
            Username=email,
            UserAttributes=[{"Name": "identities", "Value": linked}],
        )

    @property
    def operations(self) -> list[str]:
        return [name for name, _ in self.asked]

    @property
    def accounts(self) -> dict[str, dict[str, str]]:
        """The attributes of each account, and its status, by e-mail address."""
        users = self._client.list_users(UserPoolId=self.id)["Users"]
        found = [
            {"status": user["UserStatus"]}
            | {each["Name"]: each["Value"] for each in user["Attributes"]}
            for user in users
        ]
        return {each["email"]: each for each in found}

    def members(self, group: str) -> set[str]:
        """Return the ids of the accounts in *group*."""
        users = self._client.list_users_in_group(UserPoolId=self.id, GroupName=group)["Users"]
        return {
            each["Value"]
            for user in users
            for each in user["Attributes"]
            if each["Name"] == "sub"
        }

    def add(self, email: str, *, password: str | None = None) -> str:
        """Make an account that is half made, or has a password of its owner; return its id."""
        self._client.admin_create_user(
            UserPoolId=self.id, Username=email, MessageAction="SUPPRESS"
        )
        if password:
            self._client.admin_set_user_password(
                UserPoolId=self.id, Username=email, Password=password, Permanent=True
            )
        return self.accounts[email]["sub"]

    def remove(self, email: str) -> None:
        self._client.admin_delete_user(UserPoolId=self.id, Username=email)


def refusing(code: str, said: str = "") -> Callable[[], NoReturn]:
    """Return what happens when Cognito answers with *code*, and with *said* as its words."""

    def refuse() -> NoReturn:
        raise ClientError({"Error": {"Code": code, "Message": said}}, "")

    return refuse


def done(**_: Any) -> tuple[AWSResponse, dict[str, Any]]:
    """Answer a call as if it had been done, before it leaves."""
    return AWSResponse("", 200, {}, None), {}
