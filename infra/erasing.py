"""What outlives the stack of a stage, erased for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.exceptions import ClientError


def erase(
    session: boto3.Session,
    stack: str,
    *,
    tables: Iterable[str],
    buckets: Iterable[str],
    say: Callable[[str], object],
) -> None:
    """
    Erase what is named, and what bears the name of the *stack*: accounts and key. May be repeated.

    Args:
        say: Told of each thing that is erased.
    """
    _tables(session.client("dynamodb"), tables, say)
    _buckets(session.client("s3"), buckets, say)
    _accounts(session.client("cognito-idp"), stack, say)
    _key(session.client("kms"), f"Tables of {stack}", say)


def _tables(client: Any, names: Iterable[str], say: Callable[[str], object]) -> None:
    for name in names:
        with _unless_gone(say, name):
            client.update_table(TableName=name, DeletionProtectionEnabled=False)
            client.get_waiter("table_exists").wait(TableName=name)
            client.delete_table(TableName=name)


def _buckets(client: Any, names: Iterable[str], say: Callable[[str], object]) -> None:
    for name in names:
        with _unless_gone(say, name):
            for page in client.get_paginator("list_objects_v2").paginate(Bucket=name):
                found = [{"Key": each["Key"]} for each in page.get("Contents", ())]
                if found:
                    client.delete_objects(Bucket=name, Delete={"Objects": found, "Quiet": True})
            client.delete_bucket(Bucket=name)


def _accounts(client: Any, name: str, say: Callable[[str], object]) -> None:
    for page in client.get_paginator("list_user_pools").paginate(MaxResults=60):
        for pool in (each for each in page["UserPools"] if each["Name"] == name):
            with _unless_gone(say, f"accounts of {name}"):
                client.update_user_pool(UserPoolId=pool["Id"], DeletionProtection="INACTIVE")
                client.delete_user_pool(UserPoolId=pool["Id"])


def _key(client: Any, description: str, say: Callable[[str], object]) -> None:
    for page in client.get_paginator("list_keys").paginate():
        for key in page["Keys"]:
            found = client.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
            if found.get("Description") == description and found["KeyState"] == "Enabled":
                client.schedule_key_deletion(KeyId=key["KeyId"], PendingWindowInDays=30)
                say(f"the key {key['KeyId']} goes in thirty days")


@contextmanager
def _unless_gone(say: Callable[[str], object], what: str) -> Iterator[None]:
    """Say that *what* is erased, and go on where it was gone already."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if "NotFound" not in code and not code.startswith("NoSuch"):
            raise
    else:
        say(f"erased: {what}")
