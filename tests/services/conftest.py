"""What several tests of the services begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.storage import areas
from infra import publish
from infra.publication import training
from tests.conftest import Account
from tests.services.training_stage import Stage


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


@pytest.fixture
def stage(invented: None) -> Stage:
    """Freja at her desk, on a Monday morning in that stage."""
    return Stage()
