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


def test_an_answer_holds_values_of_every_type_as_they_were_written(client):
    values = {
        "text": {"S": "æ 😀"},
        "empty": {"S": ""},
        "number": {"N": "-1.50"},
        "bytes": {"B": b"\x00\xff"},
        "yes": {"BOOL": False},
        "nothing": {"NULL": True},
        "texts": {"SS": ["a", "b"]},
        "numbers": {"NS": ["1", "2"]},
        "many": {"BS": [b"\x00", b"\xff"]},
        "list": {"L": [{"S": "a"}, {"L": []}, {"M": {"b": {"B": b"\x01"}}}]},
        "map": {"M": {"deep": {"M": {"n": {"N": "1"}}}, "l": {"L": [{"NULL": True}]}}},
    }
    client.put_item(TableName=TABLE, Item=an_item("all", **values))

    found = client.get_item(TableName=TABLE, Key=an_item("all"))["Item"]
    (queried,) = client.query(
        TableName=TABLE,
        KeyConditionExpression="id = :id",
        ExpressionAttributeValues={":id": {"S": "all"}},
    )["Items"]

    assert found == queried == an_item("all", **values)


def the_index() -> dict[str, Any]:
    """Return an index of some table whose keys are texts, and the table's name."""
    return next(
        {"table": each["TableName"], "keys": each["KeySchema"], **index}
        for each in TABLES
        for index in each.get("GlobalSecondaryIndexes", ())
        if len(index["KeySchema"]) == 2
    )


def test_a_query_finds_what_has_the_key_in_order_and_page_by_page(client):
    for name, place in [("a", "2"), ("b", "1"), ("a", "1"), ("a", "3"), ("c", "1")]:
        item = {"id": {"S": name}, "item": {"S": place}, "n": {"N": place}}
        client.put_item(TableName=TABLE, Item=item)

    def query(**more: Any) -> Any:
        return client.query(
            TableName=TABLE,
            KeyConditionExpression="id = :id",
            ExpressionAttributeValues={":id": {"S": "a"}},
            **more,
        )

    def places(found: Any) -> list[str]:
        return [each["item"]["S"] for each in found["Items"]]

    first = query(Limit=2)
    assert places(query()) == ["1", "2", "3"]
    assert places(query(ScanIndexForward=False)) == ["3", "2", "1"]
    assert places(first) == ["1", "2"]
    assert places(query(ExclusiveStartKey=first["LastEvaluatedKey"])) == ["3"]


def test_a_query_of_an_index_finds_what_is_in_it_and_nothing_else(client):
    index = the_index()
    partition, order = (key["AttributeName"] for key in index["KeySchema"])
    own = [key["AttributeName"] for key in index["keys"]]
    for name, mine, place in [
        ("1", "a", "2"),
        ("2", "a", "1"),
        ("3", "b", "1"),
        ("4", None, "1"),
        ("5", "a", None),
    ]:
        fields = dict.fromkeys(own, name) | {partition: mine, order: place}
        item = {key: {"S": text} for key, text in fields.items() if text}
        client.put_item(TableName=index["table"], Item=item)

    found = client.query(
        TableName=index["table"],
        IndexName=index["IndexName"],
        KeyConditionExpression="#a = :a",
        ExpressionAttributeNames={"#a": partition},
        ExpressionAttributeValues={":a": {"S": "a"}},
    )["Items"]

    assert [each[own[0]]["S"] for each in found] == ["2", "1"]
