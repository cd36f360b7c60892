"""
Write all that the tables of a stage hold into a folder, and back: ``python infra/backup.py write FOLDER``.

    write     one file for each table, a line for each item, as DynamoDB knows it
    restore   the same back into tables that are empty, and then what the night would have erased since
    empty     all items out of the tables of the stage that is named once more

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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import boto3

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from infra.tables import VARIABLES

ROOT: Final = Path(__file__).resolve().parents[1]

AT_ONCE: Final = 25
"""Items that DynamoDB takes in one call."""
TRIES: Final = 10


class WrongFolder(Exception):
    """A folder, or the name of a stage, is not one with which that may be done."""


class NotEmpty(Exception):
    """A table holds something already: nothing was written."""


def write(folder: Path, *, suffix: str = "") -> dict[str, int]:
    """
    Write each table into a file of *folder*, and return how many items it had.

    Args:
        suffix: Ends the names of the tables that are read, such as those that were restored.

    Raises:
        WrongFolder: *folder* lies in the repository, or holds something.
    """
    if ROOT in (folder.resolve(), *folder.resolve().parents):
        raise WrongFolder(f"{folder} lies in the repository, from where it might be committed")
    if folder.exists() and any(folder.iterdir()):
        raise WrongFolder(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    counts = {}
    for variable in VARIABLES:
        lines = [_line(item) for item in _items(os.environ[variable] + suffix)]
        # In one order, so that two of the same can be compared.
        text = "".join(f"{line}\n" for line in sorted(lines))
        file = _file(folder, variable)
        file.touch(0o600)
        file.write_text(text, "utf-8")
        counts[variable] = len(lines)
    return counts


def restore(folder: Path) -> dict[str, int]:
    """
    Write what *folder* holds into the tables, and return how many items each has now.

    Raises:
        WrongFolder: A file is missing: nothing was written.
        NotEmpty: A table holds something.
    """
    client = _client()
    for variable in VARIABLES:
        if not _file(folder, variable).is_file():
            raise WrongFolder(f"{_file(folder, variable)} is missing")
    for variable in VARIABLES:
        if client.scan(TableName=os.environ[variable], Limit=1)["Items"]:
            raise NotEmpty(f"{os.environ[variable]} is not empty")
    counts = {}
    for variable in VARIABLES:
        lines = _file(folder, variable).read_text("utf-8").splitlines()
        items = [_item(line) for line in lines]
        _write(client, os.environ[variable], [{"PutRequest": {"Item": each}} for each in items])
        counts[variable] = len(items)
    return counts


def empty(*, sure: str) -> dict[str, int]:
    """
    Take all items out of the tables, and return how many each had: for a restore into the same tables.

    Args:
        sure: The name of the stage, which whoever asks for it must have said once more.

    Raises:
        WrongFolder: It was not said.
    """
    if sure != os.environ["IMI_STAGE"]:
        raise WrongFolder(f"say SURE={os.environ['IMI_STAGE']} if its tables are to be emptied")
    client, counts = _client(), {}
    for variable in VARIABLES:
        table = os.environ[variable]
        schema = client.describe_table(TableName=table)["Table"]["KeySchema"]
        keys = [each["AttributeName"] for each in schema]
        items = list(_items(table))
        gone = [{"DeleteRequest": {"Key": {key: item[key] for key in keys}}} for item in items]
        _write(client, table, gone)
        counts[variable] = len(items)
    return counts


def erase_again() -> tuple[str, ...]:
    """
    Block and erase what has fallen due since, and what was erased early: a restore must not bring it back.

    Returns:
        The numbers of requests that were erased and are open again: to be closed, and erased then.
    """
    # Only now: the settings of the stage are read when these are loaded.
    from chalicelib.services import erasures, retention
    from chalicelib.web.now import now

    today = now().date()
    erasures.erase(today)
    retention.run(today)
    return retention.again()


def _write(client: Any, table: str, requests: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(requests), AT_ONCE):
        left = {table: requests[start : start + AT_ONCE]}
        for attempt in range(TRIES):
            left = client.batch_write_item(RequestItems=left)["UnprocessedItems"]
            if not left:
                break
            time.sleep(0.1 * 2**attempt)
        else:
            raise RuntimeError(f"{table} does not take what it is to take")


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
    parser.add_argument("what", choices=("write", "restore", "empty"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--sure", default="", help="the stage once more, to empty its tables")
    parser.add_argument(
        "--suffix", default="", help="ends the names of the tables that are read"
    )
    asked = parser.parse_args()
    try:
        if asked.what != "empty" and asked.folder is None:
            parser.error("say the folder")
        if asked.what == "write":
            print(write(asked.folder, suffix=asked.suffix))
        elif asked.what == "restore":
            print(restore(asked.folder))
            if open_again := erase_again():
                print("erased before, and open again:", *open_again)
        else:
            print(empty(sure=asked.sure))
    except (NotEmpty, WrongFolder) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
