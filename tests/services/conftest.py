"""What several tests of the services begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.storage import areas
from infra import publish
from infra.publication import training
from tests.conftest import Account


def fill() -> None:
    """Publish the training stage without its scripted cases."""
    publish.legal_areas()
    publish.inhabitants(training.load())


@pytest.fixture
def invented(aws: Account) -> Iterator[None]:
    """The training stage as it is published, without its scripted cases."""
    areas.forget()
    aws.holds(fill)
    yield
    areas.forget()
