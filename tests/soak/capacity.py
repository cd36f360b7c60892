"""What each call of the API consumes of DynamoDB, with so many requests stored."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import boto3
from botocore.client import BaseClient
from moto import mock_aws

from chalicelib.config import settings
from chalicelib.domain import drafts, numbers
from chalicelib.domain.requests import Action, State
from chalicelib.services import requests
from chalicelib.storage.calls import Call
from chalicelib.storage.request_items import RequestItem
from tests import conftest, dynamodb
from tests.bench import calls
from tests.builders import AREA, NOON, PORTUGAL, a_case, a_draft_request, a_request
from tests.lives import OFFICIALS
from tests.soak import paths, stage

BATCH: Final = 25
"""Items that DynamoDB takes at once."""
THREADS: Final = 4
ROUNDING: Final = 0.5
"""The smallest unit that DynamoDB counts, for each call."""
STATES: Final = (State.AWAITING_ACCEPTANCE, State.ACCEPTED, State.REPLIED, State.CLOSED)
"""What the stored requests are in; so both sides have some that wait for them."""

LISTS: Final = {
    "tasks of the asking side": "/api/tasks",
    "those allocated to one": "/api/tasks?allocated=me",
    "requests that it sent": "/api/requests?box=sent",
    "those in one state": "/api/requests?box=sent&state=replied",
    "those to one authority": "/api/requests?box=sent&q=turismo",
    "those to none of that name": "/api/requests?box=sent&q=nobody",
    "what it watches": "/api/requests?box=watched",
    "how long the other needs": f"/api/authorities/{PORTUGAL}/pace?area={AREA}",
}
"""Lists of the side that has sent all that is stored."""

_call: Final = BaseClient._make_api_call


class Spent(NamedTuple):
    """What an operation has cost."""

    calls: int
    units: float
    """Of capacity, read and written."""


def measured(stored: int) -> dict[str, Spent]:
    """Return the most that each operation costs while *stored* requests lie between its two authorities."""
    with dynamodb.running("-Xmx6g") as address, mock_aws():
        client = dynamodb.client_of(address)
        for table in conftest.TABLES:
            client.create_table(**table)
        for name in conftest.BUCKETS:
            boto3.client("s3").create_bucket(
                Bucket=name, CreateBucketConfiguration=conftest.HERE
            )
        # The AWS SDK reads it when the first client of the storage is made.
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = address
        stage.fill()
        fill(address, ((settings.requests_table, item) for item in _items(stored)))
        found = turns()
        for table in conftest.TABLES:
            if table["TableName"] != settings.requests_table:
                client.delete_table(TableName=table["TableName"])
                client.create_table(**table)
        calls.prepare()
        with watched() as spent:
            for name in calls.answered(calls.the_api(), LISTS):
                now = Spent(len(spent), sum(spent))
                found[name] = max(now, found.get(name, now))
                spent.clear()
        return found


def turns() -> dict[str, Spent]:
    """Return what one turn of each kind costs, which is all of the call but who asks."""
    return {f"the turn {action}": spent for action, spent in _turns()}


def _turns() -> Iterator[tuple[Action, Spent]]:
    firsts = {way.action: path for way, path in reversed(paths.every().items())}
    for action, path in sorted(firsts.items()):
        stage.coordinate(path.coordination)
        draft = drafts.of(a_case(a_draft_request()))
        by = OFFICIALS["asking"]
        number = requests.create(AREA, draft, by=by, call=None, at=NOON).request.number
        for version, step in enumerate(path.steps, 1):
            call = Call(key=f"{number}-{version}", fingerprint="a body", at=NOON)
            with watched() as spent:
                requests.act(number, step.move, version=version, by=step.by, call=call, at=NOON)
        yield action, Spent(len(spent), sum(spent))


def lines(
    before: Mapping[str, Spent], after: Mapping[str, Spent], few: int, many: int
) -> Iterator[str]:
    """Yield a table in Markdown."""
    yield f"| operation | calls at {few:,} | at {many:,} | units at {few:,} | at {many:,} | ratio |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, was in before.items():
        now = after[name]
        ratio = now.units / was.units if was.units else 1
        cells = [was.calls, now.calls, f"{was.units:.1f}", f"{now.units:.1f}", f"{ratio:.2f}"]
        yield f"| {name} | {' | '.join(str(cell) for cell in cells)} |"


def grown(before: Mapping[str, Spent], after: Mapping[str, Spent]) -> Iterator[str]:
    """Yield what has become more than rounding explains."""
    for name, was in before.items():
        now = after[name]
        if now.calls > was.calls or now.units > was.units + ROUNDING * was.calls:
            yield f"{name}: {was} has become {now}"


def fill(address: str, items: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Store *items*, each with the name of its table, in what listens at *address*."""
    client = boto3.client("dynamodb", endpoint_url=address)

    def put(batch: list[tuple[str, dict[str, Any]]]) -> None:
        wanted: dict[str, Any] = {}
        for table, item in batch:
            wanted.setdefault(table, []).append({"PutRequest": {"Item": item}})
        while wanted:
            wanted = client.batch_write_item(RequestItems=wanted)["UnprocessedItems"]

    with ThreadPoolExecutor(THREADS) as pool:
        # Some ahead of the threads and no more: all at once would not fit.
        left = iter(items)
        batches = iter(lambda: list(itertools.islice(left, BATCH)), [])
        while some := list(itertools.islice(batches, 40)):
            list(pool.map(put, some))


def _items(stored: int) -> Iterator[dict[str, Any]]:
    """Yield so many requests of the two authorities, older than all that follow."""
    random = Random(stored)
    templates = [RequestItem.from_domain(_a_request(state)).serialize() for state in STATES]
    old = templates[0]["number"]["S"]
    for place in range(stored):
        number = numbers.new(random.choice)
        item = dict(templates[place % len(templates)])
        for name in ("number", "due_key", "retention_key"):
            if name in item:
                item[name] = {"S": item[name]["S"].replace(old, number)}
        at = NOON - timedelta(minutes=place)
        yield item | {"listed_at": {"S": at.astimezone(UTC).isoformat()}}


def _a_request(state: State) -> Any:
    request = a_request(state=state)
    if state is State.CLOSED:
        over = (datetime.now(UTC) + timedelta(days=90)).date()
        request = replace(request, blocked_on=over, erased_on=over + timedelta(days=900))
    return request


@contextmanager
def watched() -> Iterator[list[float]]:
    """Note what each call to DynamoDB consumes."""
    spent: list[float] = []

    def call(client: Any, operation: str, arguments: Any) -> Any:
        if client.meta.service_model.service_name != "dynamodb":
            return _call(client, operation, arguments)
        answer = _call(client, operation, arguments | {"ReturnConsumedCapacity": "TOTAL"})
        consumed = answer["ConsumedCapacity"]
        some = consumed if isinstance(consumed, list) else [consumed]
        spent.append(sum(each["CapacityUnits"] for each in some))
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield spent
