"""The tables of the template exist in both stand-ins for AWS, under the names of the settings."""

from __future__ import annotations

import boto3
import pytest

from chalicelib.config import settings

NAMES = {
    settings.requests_table,
    settings.directory_table,
    settings.content_table,
    settings.notices_table,
}


def test_the_template_holds_the_tables_that_the_settings_name(aws):
    found = boto3.client("dynamodb").list_tables()["TableNames"]

    assert set(found) == NAMES


@pytest.mark.dynamodb_local
def test_amazons_own_dynamodb_accepts_the_template(dynamodb_local):
    found = boto3.client("dynamodb", endpoint_url=dynamodb_local).list_tables()["TableNames"]

    assert set(found) == NAMES
