"""The least that Powertools and boto3 can do: one route that reads one item."""

from __future__ import annotations

from typing import Any

import boto3
from aws_lambda_powertools.event_handler import APIGatewayRestResolver

things = boto3.resource("dynamodb", region_name="eu-central-1").Table("things")

resolver = APIGatewayRestResolver()


@resolver.get("/things/<id>")
def read(id: str) -> dict[str, Any]:
    return {"text": things.get_item(Key={"id": id})["Item"]["text"]}


def app(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return resolver.resolve(event, context)
