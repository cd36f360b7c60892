"""
Write all that the tables of a stage hold into a folder, and back: ``python infra/backup.py write FOLDER``.

    write     one file for each table, a line for each item, as DynamoDB knows it
    restore   the same back into tables that are empty, and then what the night would have erased since

Against a mistake of the last five weeks there is point-in-time recovery, which makes tables of other names:
``write --suffix=-restored`` reads those. What a folder holds is as personal as the tables: it belongs on a disk
that is locked, and nowhere for long. Attached files lie in a bucket of their own. See ``docs/operations.md``.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import boto3

ROOT: Final = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

TABLES: Final = ("REQUESTS_TABLE", "DIRECTORY_TABLE", "CONTENT_TABLE", "NOTICES_TABLE")
"""The variables that name the tables of a stage."""
AT_ONCE: Final = 25
"""Items that DynamoDB takes in one call."""
TRIES: Final = 10


class NotEmpty(Exception):
    """A table holds something already: nothing was written."""


def write(folder: Path, *, suffix: str = "") -> dict[str, int]:
    """
    Write each table into a file of *folder*, and return how many items it had.

    Args:
        suffix: Ends the names of the tables that are read, such as those that were restored.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    counts = {}
    for variable in TABLES:
        lines = [_line(item) for item in _items(os.environ[variable] + suffix)]
        # In one order, so that two of the same can be compared.
        text = "".join(f"{line}\n" for line in sorted(lines))
        _file(folder, variable).write_text(text, "utf-8")
        counts[variable] = len(lines)
    return counts


def restore(folder: Path) -> dict[str, int]:
    """
    Write what *folder* holds into the tables, and return how many items each has now.

    Raises:
        NotEmpty: A table holds something.
    """
    client = _client()
    for variable in TABLES:
        if client.scan(TableName=os.environ[variable], Limit=1)["Items"]:
            raise NotEmpty(f"{os.environ[variable]} is not empty")
    counts = {}
    for variable in TABLES:
        lines = _file(folder, variable).read_text("utf-8").splitlines()
        items = [_item(line) for line in lines]
        for start in range(0, len(items), AT_ONCE):
            _put(client, os.environ[variable], items[start : start + AT_ONCE])
        counts[variable] = len(items)
    return counts


def erase_again() -> None:
    """Block and erase what has fallen due since: a restore must not bring back what had to go."""
    # Only now: the settings of the stage are read when these are loaded.
    from chalicelib.services import erasures, retention
    from chalicelib.web.now import now

    today = now().date()
    erasures.erase(today)
    retention.run(today)


def _put(client: Any, table: str, items: list[dict[str, Any]]) -> None:
    left = {table: [{"PutRequest": {"Item": item}} for item in items]}
    for attempt in range(TRIES):
        left = client.batch_write_item(RequestItems=left)["UnprocessedItems"]
        if not left:
            return
        time.sleep(0.1 * 2**attempt)
    raise RuntimeError(f"{table} does not take what is to be restored")


def _items(table: str) -> Iterator[Mapping[str, Any]]:
    pages = _client().get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    for page in pages:
        yield from page["Items"]


def _line(item: Mapping[str, Any]) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False, default=_as_text)


def _as_text(value: Any) -> Any:
    return {"base64": base64.b64encode(bytes(value)).decode()}


def _item(line: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line, object_hook=_as_bytes)
    return found


def _as_bytes(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["base64"]) if value.keys() == {"base64"} else value


def _file(folder: Path, variable: str) -> Path:
    return folder / f"{variable.removesuffix('_TABLE').lower()}.jsonl"


def _client() -> Any:
    return boto3.client("dynamodb", region_name=os.environ.get("AWS_REGION"))


def main() -> int:
    """Do what is asked for in the stage that the environment names; return 1 if it could not be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("write", "restore"))
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--suffix", default="", help="ends the names of the tables that are read"
    )
    asked = parser.parse_args()
    if asked.what == "write":
        print(write(asked.folder, suffix=asked.suffix))
        return 0
    try:
        print(restore(asked.folder))
    except NotEmpty as error:
        print(error, file=sys.stderr)
        return 1
    erase_again()
    return 0


if __name__ == "__main__":
    sys.exit(main())
