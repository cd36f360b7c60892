"""
DynamoDB of this process, which is moto's, with quick transactions.

Before each transaction moto copies the whole tables, to put them back if it fails: half of the
time in which a stage is filled. Here a copy shares the items of the original, and an item that
an update changes in place is made the table's own before.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

_update: Final = DynamoDBBackend.update_item


def be_quick() -> None:
    """Let moto's tables share their items with their copies, as long as this process lives."""
    Table.__deepcopy__ = _copied  # type: ignore[attr-defined]
    DynamoDBBackend.update_item = _updated  # type: ignore[method-assign]


def _copied(table: Table, _memo: Mapping[int, Any]) -> Table:
    twin = copy.copy(table)
    twin.items = defaultdict(dict, {key: dict(items) for key, items in table.items.items()})
    if table.stream_shard:
        twin.stream_shard = copy.copy(table.stream_shard)
        twin.stream_shard.table = twin
        twin.stream_shard.items = list(table.stream_shard.items)
    return twin


def _updated(
    self: DynamoDBBackend, table_name: str, key: dict[str, Any], *more: Any, **named: Any
) -> Any:
    table = self.get_table(table_name)
    items = table.items.get(DynamoType(key[table.hash_key_attr]), {})
    place = DynamoType(key[str(table.range_key_attr)])
    if place in items:
        items[place] = copy.deepcopy(items[place])
    return _update(self, table_name, key, *more, **named)
