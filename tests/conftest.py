"""What every test may lean on: settings, an AWS account in this process, DynamoDB Local."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID

from infra import tables, texts
from infra.localstage import database
from tests import dynamodb, rights
from tests.pool import ELSEWHERE, LINKING, Pool, done

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROOT = Path(__file__).parent.parent

HERE: Any = {"LocationConstraint": "eu-central-1"}

CALLS = "provide-client-params.cognito-identity-provider"
"""What botocore announces before each call of Cognito."""

THIS_MACHINE = ["127.0.0.1", "::1"]

SLOW_FIRST = ("browser", "stack", "site", "web", "storage")
"""The folders whose files take longest, in this order; the others follow."""

# Read when chalicelib.config is first imported, so they stand here and not in a fixture.
os.environ |= {
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "IMI_STAGE": "training",
    "IMI_VERSION": "test",
    "REQUESTS_TABLE": "imi-test-requests",
    "DIRECTORY_TABLE": "imi-test-directory",
    "CONTENT_TABLE": "imi-test-content",
    "NOTICES_TABLE": "imi-test-notices",
    "FINDER_BUCKET": "imi-test-finder",
    "FILES_BUCKET": "imi-test-files",
    "MAIL_SENDER": "no-reply@imi.example",
    "SITE_URL": "https://imi.example",
    "OIDC_ISSUER": "https://sign-in.imi.example",
    "OIDC_CLIENT_ID": "imi-workspace",
    "OIDC_SCOPE": "imi/workspace",
    "OIDC_KEYS_URL": "https://sign-in.imi.example/keys",
}

TABLES = tables.definitions("test")
BUCKETS = tables.buckets("test")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the catalogues once, before any worker reads them."""
    if not hasattr(session.config, "workerinput"):
        texts.compile_all()
    rights.record()


def pytest_sessionfinish() -> None:
    """Keep what this process has seen the functions do."""
    rights.keep()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that need a server on this machine talk to it; put the slow ones first."""
    for item in items:
        if item.path.is_relative_to(ROOT / "tests/browser"):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser") or item.get_closest_marker("dynamodb_local"):
            item.add_marker(pytest.mark.allow_hosts(THIS_MACHINE))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """Return when the folder of *item* has its turn, so that no worker waits long for another."""
    folder = item.path.relative_to(ROOT / "tests").parts[0]
    return SLOW_FIRST.index(folder) if folder in SLOW_FIRST else len(SLOW_FIRST)


class Account:
    """The AWS account in this process: what its tables hold is kept, and put back in no time."""

    def __init__(self) -> None:
        self._kept: dict[Callable[[], None], bytes] = {}

    def holds(self, fill: Callable[[], None]) -> None:
        """
        Let the tables hold what *fill* makes of them.

        It is called for the first test that asks, and must find the same tables each time.
        """
        if fill in self._kept:
            self._tables.tables = pickle.loads(self._kept[fill])
        else:
            fill()
            self._kept[fill] = pickle.dumps(self._tables.tables)

    def has_no_tables(self) -> None:
        self._tables.tables = {}

    @property
    def _tables(self) -> Any:
        return get_backend("dynamodb")[DEFAULT_ACCOUNT_ID]["eu-central-1"]


@pytest.fixture(scope="session")
def _aws() -> Iterator[Account]:
    database.be_quick()
    with mock_aws():
        yield Account()


@pytest.fixture(scope="session")
def _buckets(_aws: Account) -> S3Client:
    return boto3.client("s3")


@pytest.fixture
def aws(_aws: Account, _buckets: S3Client) -> Iterator[Account]:
    """
    An AWS account in this process, holding the tables and buckets we deploy, empty.

    The tables come from infra/resources.json, so a key or index that the code
    uses and the template lacks fails here and not in production.
    """
    # Not before the settings stand.
    from chalicelib.storage import snapshots

    _aws.holds(_empty_tables)
    for name in BUCKETS:
        _buckets.create_bucket(Bucket=name, CreateBucketConfiguration=HERE)
    snapshots.shelf.forget()
    yield _aws
    _aws.has_no_tables()
    for name in BUCKETS:
        for each in _buckets.list_objects_v2(Bucket=name).get("Contents", ()):
            _buckets.delete_object(Bucket=name, Key=each["Key"])
        _buckets.delete_bucket(Bucket=name)


@pytest.fixture
def pool(_aws: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """The user pool that we deploy, without accounts; they are opened there as in production."""
    from chalicelib.config import settings
    from chalicelib.services import accounts
    from chalicelib.storage import accounts as storage

    client: Any = boto3.client("cognito-idp")
    pool = Pool(client, client.create_user_pool(**tables.user_pool())["UserPool"]["Id"])
    client.create_group(UserPoolId=pool.id, GroupName=accounts.LEARNERS)
    production = replace(settings, stage="production", user_pool=pool.id)
    for module in (accounts, storage):
        monkeypatch.setattr(module, "settings", production)
    events = storage._client().meta.events
    events.register(CALLS, pool.note)
    yield pool
    events.unregister(CALLS, pool.note)
    client.delete_user_pool(UserPoolId=pool.id)


@pytest.fixture
def elsewhere(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """The pool of a stage whose officials sign in at another service."""
    from chalicelib.services import accounts
    from chalicelib.storage import accounts as storage

    for module in (accounts, storage):
        monkeypatch.setattr(module, "settings", replace(module.settings, provider=ELSEWHERE))
    events = storage._client().meta.events
    calls = [f"before-call.cognito-identity-provider.{each}" for each in LINKING]
    for each in calls:
        events.register(each, done)
    yield pool
    for each in calls:
        events.unregister(each, done)


def _empty_tables() -> None:
    client = boto3.client("dynamodb")
    for table in TABLES:
        client.create_table(**table)


@pytest.fixture(scope="session")
def _dynamodb_local() -> Iterator[str]:
    with dynamodb.running() as address:
        yield address


@pytest.fixture
def dynamodb_local(_dynamodb_local: str) -> Iterator[str]:
    """
    The address of Amazon's DynamoDB Local, holding the tables we deploy, empty.

    For tests marked ``dynamodb_local``. What they use of ``storage`` must be told
    this address; the account of ``aws`` does not stand in its way.
    """
    client = dynamodb.client_of(_dynamodb_local)
    for table in TABLES:
        client.create_table(**table)
    yield _dynamodb_local
    for table in TABLES:
        client.delete_table(TableName=table["TableName"])
