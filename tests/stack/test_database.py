"""The quick transactions of the stage's database leave behind what Amazon's would."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.conftest import TABLES

pytestmark = pytest.mark.usefixtures("aws")

TABLE = next(each["TableName"] for each in TABLES if "directory" in each["TableName"])


def an_item(name: str, **more: Any) -> dict[str, Any]:
    return {"id": {"S": name}, "item": {"S": "thing"}, **more}


def everything(client: Any) -> list[Any]:
    return sorted(client.scan(TableName=TABLE)["Items"], key=repr)


def an_update(name: str) -> dict[str, Any]:
    return {
        "TableName": TABLE,
        "Key": an_item(name),
        "UpdateExpression": "SET n = n + :one, deep.a = :one REMOVE gone ADD many :more",
        "ExpressionAttributeValues": {":one": {"N": "1"}, ":more": {"SS": ["c"]}},
    }


def steps() -> list[dict[str, Any]]:
    """Return one step of each kind, each on an item of its own."""
    return [
        {"Put": {"TableName": TABLE, "Item": an_item("put", n={"N": "2"})}},
        {"Put": {"TableName": TABLE, "Item": an_item("new")}},
        {"Update": an_update("updated")},
        {"Delete": {"TableName": TABLE, "Key": an_item("deleted")}},
    ]


def a_failing_check() -> dict[str, Any]:
    condition = {"Key": an_item("nobody"), "ConditionExpression": "attribute_exists(id)"}
    return {"ConditionCheck": {"TableName": TABLE, **condition}}


@pytest.fixture
def client() -> Any:
    client = boto3.client("dynamodb")
    filled = {
        "n": {"N": "1"},
        "deep": {"M": {"a": {"N": "0"}}},
        "gone": {"S": "soon"},
        "many": {"SS": ["a", "b"]},
    }
    for name in ("put", "updated", "deleted"):
        client.put_item(TableName=TABLE, Item=an_item(name, **filled))
    return client


def test_a_transaction_that_fails_leaves_everything_as_it_was(client):
    before = everything(client)

    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        client.transact_write_items(TransactItems=[*steps(), a_failing_check()])

    assert everything(client) == before


def test_a_transaction_that_succeeds_does_all_of_it(client):
    client.transact_write_items(TransactItems=steps())

    found = {each["id"]["S"]: each for each in everything(client)}
    assert found.keys() == {"put", "new", "updated"}
    assert found["put"]["n"] == {"N": "2"}
    assert found["updated"]["n"] == {"N": "2"}
    assert found["updated"]["deep"] == {"M": {"a": {"N": "1"}}}
    assert "gone" not in found["updated"]
    assert sorted(found["updated"]["many"]["SS"]) == ["a", "b", "c"]


def test_after_a_failure_the_next_transaction_begins_where_the_last_good_one_ended(client):
    with pytest.raises(ClientError):
        client.transact_write_items(TransactItems=[*steps(), a_failing_check()])

    client.transact_write_items(TransactItems=[{"Update": an_update("updated")}])

    (updated,) = [each for each in everything(client) if each["id"]["S"] == "updated"]
    assert updated["n"] == {"N": "2"}
