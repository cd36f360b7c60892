"""
DynamoDB of this process, which is moto's, with quick transactions, queries and answers.

Before each transaction moto copies the whole tables, to put them back if it fails: half of the
time in which a stage is filled. Here a copy shares the items of the original, and all partitions but
those that the transaction names; an item that an update changes in place is made the table's own before.

For each query moto sorts all that the table holds, and compares each item with care: half of what
a running stage does. Here it is shown the items with the wanted key, and no others.

For each value that it answers, moto looks for each of its ten possible types under several
spellings: half of the time that any call takes. Here it is written as the one that it is.
"""

from __future__ import annotations

import base64
import copy
from collections import defaultdict
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, Final

from moto.core.model import StructureShape
from moto.core.serialize import SERVICE_SPECIFIC_SERIALIZERS, JSONSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

INDEX: Final = 6
"""Place of the index's name among what a query is given after its key."""

_named: Final[list[Mapping[str, set[DynamoType]]]] = []
"""The partitions that the present transaction names, by table; empty while there is none."""

_transact: Final = DynamoDBBackend.transact_write_items
_update: Final = DynamoDBBackend.update_item
_query: Final = Table.query


def be_quick() -> None:
    """Spare moto's tables what costs most of their time, as long as this process lives."""
    Table.__deepcopy__ = _copied  # type: ignore[attr-defined]
    DynamoDBBackend.transact_write_items = _transacted  # type: ignore[method-assign]
    DynamoDBBackend.update_item = _updated  # type: ignore[method-assign]
    Table.query = _queried  # type: ignore[assignment, method-assign]
    SERVICE_SPECIFIC_SERIALIZERS["dynamodb"] = {"json": _Serializer}


def _transacted(self: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> Any:
    """Carry out a transaction, and say meanwhile which partitions it names."""
    named: dict[str, set[DynamoType]] = {}
    for each in transact_items:
        for act in each.values():
            table = self.get_table(act["TableName"])
            key = act.get("Key") or act["Item"]
            named.setdefault(table.name, set()).add(DynamoType(key[table.hash_key_attr]))
    _named.append(named)
    try:
        return _transact(self, transact_items)
    finally:
        _named.pop()


def _copied(table: Table, _memo: Mapping[int, Any]) -> Table:
    twin = copy.copy(table)
    twin.items = defaultdict(dict, table.items)
    for key in _named[-1].get(table.name, ()) if _named else list(table.items):
        if key in table.items:
            twin.items[key] = dict(table.items[key])
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


def _queried(
    table: Table,
    hash_key: DynamoType | None,
    *more: Any,
    hash_key_conditions: Sequence[tuple[str, DynamoType]] = (),
    **named: Any,
) -> Any:
    index = more[INDEX] if len(more) > INDEX else named.get("index_name")
    twin = copy.copy(table)
    if index is None and hash_key:
        twin.items = defaultdict(dict, {hash_key: table.items.get(hash_key, {})})
    elif index and all(value.type == "S" for _, value in hash_key_conditions):
        twin.items = defaultdict(dict, _having(table, hash_key_conditions))
    named["hash_key_conditions"] = [*hash_key_conditions]
    return _query(twin, hash_key, *more, **named)


def _having(table: Table, wanted: Sequence[tuple[str, DynamoType]]) -> dict[Any, Any]:
    """Return the items of *table* that have the *wanted* texts, in their partitions."""
    (first, text), *others = [(name, value.value) for name, value in wanted]
    found: dict[Any, Any] = {}
    for key, items in table.items.items():
        for place, item in items.items():
            value = item.attrs.get(first)
            if value is None or value.value != text:
                continue
            if all(
                name in item.attrs and item.attrs[name].value == its for name, its in others
            ):
                found.setdefault(key, {})[place] = item
    return found


class _Serializer(JSONSerializer):
    """Writes answers, values as they are."""

    def _serialize_type_structure(
        self, serialized: MutableMapping[str, Any], value: Any, shape: StructureShape, key: str
    ) -> None:
        if shape.name == "AttributeValue":
            serialized[key] = _plain(value)
        else:
            super()._serialize_type_structure(serialized, value, shape, key)


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a typed *value* of DynamoDB, as moto has it, the way it is sent."""
    ((kind, held),) = value.items()
    match kind:
        case "M":
            return {kind: {name: _plain(each) for name, each in held.items()}}
        case "L":
            return {kind: [_plain(each) for each in held]}
        case "B":
            return {kind: _base64(held)}
        case "BS":
            return {kind: [_base64(each) for each in held]}
    return {kind: held}


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()
