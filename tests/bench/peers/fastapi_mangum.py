"""The least that FastAPI, Mangum and boto3 can do: one route that reads one item."""

from __future__ import annotations

import boto3
from fastapi import FastAPI
from mangum import Mangum

things = boto3.resource("dynamodb", region_name="eu-central-1").Table("things")

api = FastAPI()


@api.get("/things/{id}")
def read(id: str) -> dict[str, str]:
    return {"text": things.get_item(Key={"id": id})["Item"]["text"]}


# Nothing is done at the start or the end, which would be one more turn of the loop.
app = Mangum(api, lifespan="off")
