"""
What each deployed function does in AWS while the tests run, for :mod:`infra.rights` to be held to.

Every test process notes which actions were called on which resource while code of one function ran. After
the last test ``python -m tests.rights`` compares that with what the functions may do; ``write`` puts it down,
for somebody to look at what is new.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final

from botocore.client import BaseClient
from botocore.signers import RequestSigner

from infra import rights

FOLDER: Final = Path(__file__).parents[1] / "build" / "rights"

ENTRANCES: Final[Mapping[str, tuple[str, ...]]] = {
    "chalicelib.web.http:answer": ("APIHandler",),
    "chalicelib.services.outbox:deliver": ("Wake", "Sweep"),
    "chalicelib.services.finder:rebuild": ("Index", "Changed"),
    "chalicelib.services.erasures:erase": ("Erase",),
    "chalicelib.services.retention:run": ("Erase",),
    "chalicelib.services.reminders:remind": ("Remind",),
    "chalicelib.services.register_checks:run": ("Visit",),
    "chalicelib.services.feedback:receive": ("Feedback",),
    "chalicelib.services.counterparts:act": ("Practise",),
    "chalicelib.services.wiping:run": ("Wipe",),
    "chalicelib.services.troubles:receive": ("Alarmed",),
    "chalicelib.services.attachments:inspect": ("Uploaded",),
    "chalicelib.services.attachments:scanned": ("Scanned",),
}
"""Where the code of a function begins, and which functions begin there."""

TABLES: Final = re.compile(r"^(?:imi-)?(?:\w+-)?(requests|directory|content|notices)$")
BUCKETS: Final = re.compile(r"(finder|files)")
TRANSACTED: Final = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
    "Get": "GetItem",
}
SENDER: Final = ("sender", "mail set")
OF_S3: Final = {"HeadObject": "GetObject", "ListObjectsV2": "ListBucket"}
"""Which right allows a call that is named otherwise."""

_running: ContextVar[tuple[str, ...]] = ContextVar("running", default=())
_seen: dict[str, set[str]] = defaultdict(set)


def record() -> None:
    """Note from now on what is called while the code of a function runs."""
    for entrance, names in ENTRANCES.items():
        module, _, attribute = entrance.partition(":")
        room = importlib.import_module(module)
        setattr(room, attribute, _within(names, getattr(room, attribute)))
    plain = BaseClient._make_api_call  # type: ignore[attr-defined]
    signed = RequestSigner.generate_presigned_url

    def call(self: Any, operation: str, given: Mapping[str, Any]) -> Any:
        _note(self.meta.service_model.service_name, operation, given)
        return plain(self, operation, given)

    def sign(
        self: Any, request_dict: Mapping[str, Any], operation_name: str, **more: Any
    ) -> Any:
        _note("s3", operation_name, {"Bucket": request_dict["url"]})
        return signed(self, request_dict, operation_name, **more)

    BaseClient._make_api_call = call  # type: ignore[attr-defined]
    RequestSigner.generate_presigned_url = sign


def keep() -> None:
    """Write what this process has seen beside what the others have."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = {name: sorted(actions) for name, actions in _seen.items()}
    (FOLDER / f"{os.getpid()}.json").write_text(json.dumps(found))


def forget() -> None:
    """Begin anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)


def seen() -> dict[str, set[str]]:
    """Return for each function what it was seen to do: ``dynamodb:Query requests/index``."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in FOLDER.glob("*.json"):
        for name, actions in json.loads(path.read_text()).items():
            found[name] |= set(actions)
    return found


def _within(names: tuple[str, ...], function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def noted(*args: Any, **kwargs: Any) -> Any:
        token = _running.set(names)
        try:
            return function(*args, **kwargs)
        finally:
            _running.reset(token)

    return noted


def _note(service: str, operation: str, given: Mapping[str, Any]) -> None:
    for name in _running.get():
        _seen[name] |= set(_actions(service, operation, given))


def _actions(service: str, operation: str, given: Mapping[str, Any]) -> Iterator[str]:
    if service == "dynamodb":
        yield from _of_tables(operation, given)
    elif service == "s3":
        bucket = BUCKETS.search(given.get("Bucket", ""))
        yield f"s3:{OF_S3.get(operation, operation)} {bucket[1] if bucket else '?'}"
    elif service == "sesv2":
        yield f"ses:{operation}"
    else:
        yield f"{service}:{operation}"


def _of_tables(operation: str, given: Mapping[str, Any]) -> Iterator[str]:
    if operation in {"TransactWriteItems", "TransactGetItems"}:
        for each in given["TransactItems"]:
            for way, what in each.items():
                yield f"dynamodb:{TRANSACTED[way]} {_table(what['TableName'])}"
    elif operation == "BatchGetItem":
        for table in given["RequestItems"]:
            yield f"dynamodb:BatchGetItem {_table(table)}"
    else:
        place = "/index" if "IndexName" in given else ""
        yield f"dynamodb:{operation} {_table(given['TableName'])}{place}"


def _table(name: str) -> str:
    found = TABLES.match(name)
    return found[1] if found else name


ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    # Only a pool of Cognito knows it, and in training there is none: tests/storage/test_accounts.py.
    "cognito-idp:AdminUpdateUserAttributes pool": ("APIHandler",),
    # moto knows no other service to sign in at: tests/storage/test_accounts.py.
    "cognito-idp:AdminLinkProviderForUser pool": ("APIHandler",),
    "cognito-idp:AdminDisableProviderForUser pool": ("APIHandler",),
    # The tests have a translator of their own.
    "translate:TranslateText anything": ("APIHandler",),
    # moto knows no quota: tests/services/test_pacing.py has one of its own.
    "ses:GetAccount anything": ("Wake", "Sweep"),
    # Without it S3 would answer that something is forbidden where nothing is there.
    "s3:ListBucket files": ("APIHandler", "Uploaded", "Scanned", "Erase"),
    "s3:ListBucket finder": ("APIHandler", "Index", "Changed"),
}
"""What functions may do besides what the tests see."""


def as_allowed(action: str) -> list[str]:
    """Return *action*, as it was seen, in the words of ``infra/rights.json``."""
    name, _, place = action.partition(" ")
    service = name.partition(":")[0]
    if service == "s3":
        return [f"{name} {place}" if name == "s3:ListBucket" else f"{name} {place}/*"]
    if service == "ses" and name == "ses:SendEmail":
        # An e-mail that is handed over as it is (MIME) needs the right of the older call.
        return [f"{each} {place}" for each in (name, "ses:SendRawEmail") for place in SENDER]
    if service in {"cognito-idp", "cognito-identity-provider"}:
        return [f"cognito-idp:{name.partition(':')[2]} pool"]
    return [action] if place else [f"{name} anything"]


def needed() -> dict[str, set[str]]:
    """Return for each function what it must be allowed, by all that was seen."""
    found = {
        function: {each for action in actions for each in as_allowed(action)}
        for function, actions in seen().items()
    }
    for action, functions in ALSO.items():
        for function in functions:
            found.setdefault(function, set()).add(action)
    return found


def main(asked: list[str]) -> int:
    """Compare what functions may do with what they do; return 1 if these differ."""
    if asked == ["forget"]:
        forget()
        return 0
    wanted = needed()
    if asked == ["write"]:
        order = list(rights.allowed()) or list(wanted)
        told = {function: sorted(wanted[function]) for function in order}
        rights.FILE.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
        return 0
    wrong = 0
    for function, actions in rights.allowed().items():
        for action in sorted(set(actions) ^ wanted.get(function, set())):
            what = "may" if action in actions else "may not, but does,"
            sys.stderr.write(f"{function} {what} {action}\n")
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
