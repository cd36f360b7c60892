"""What is deployed, read from the template, for whoever makes it elsewhere: tables, buckets, a user pool."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

TEMPLATE: Final = Path(__file__).parent / "resources.json"

TABLES: Final = ("requests", "directory", "content", "notices")
"""How the names of the tables end."""
VARIABLES: Final = tuple(f"{name.upper()}_TABLE" for name in TABLES)
"""What tells the functions their names."""

SAME: Final = (
    "AttributeDefinitions",
    "BillingMode",
    "GlobalSecondaryIndexes",
    "KeySchema",
    "LocalSecondaryIndexes",
)
"""Properties that CloudFormation and CreateTable call and form alike."""

SAME_POOL: Final = (
    "AccountRecoverySetting",
    "AdminCreateUserConfig",
    "MfaConfiguration",
    "UsernameAttributes",
    "UsernameConfiguration",
)
"""Likewise of the user pool, for CreateUserPool: who may have an account, and how to get in."""


def definitions(stage: str) -> list[dict[str, Any]]:
    """Return the arguments of CreateTable for each table of *stage*."""
    resources = json.loads(TEMPLATE.read_text("utf-8"))["Resources"].values()
    return [
        _definition(resource["Properties"], stage)
        for resource in resources
        if resource["Type"] == "AWS::DynamoDB::Table"
    ]


def buckets(stage: str) -> list[str]:
    """Return the names of the buckets of *stage*, without the account that ends them in AWS."""
    resources = json.loads(TEMPLATE.read_text("utf-8"))["Resources"].values()
    return [
        resource["Properties"]["BucketName"]["Fn::Sub"]
        .replace("${Stage}", stage)
        .removesuffix("-${AWS::AccountId}")
        for resource in resources
        if resource["Type"] == "AWS::S3::Bucket"
    ]


def user_pool() -> dict[str, Any]:
    """Return the arguments of CreateUserPool for the pool of accounts."""
    pool = json.loads(TEMPLATE.read_text("utf-8"))["Resources"]["UserPool"]["Properties"]
    policies = {"PasswordPolicy": pool["Policies"]["PasswordPolicy"]}
    return {"PoolName": "imi", **{key: pool[key] for key in SAME_POOL}, "Policies": policies}


def _definition(properties: dict[str, Any], stage: str) -> dict[str, Any]:
    name = properties["TableName"]
    if isinstance(name, dict):
        name = name["Fn::Sub"].replace("${Stage}", stage)
    definition: dict[str, Any] = {key: properties[key] for key in SAME if key in properties}
    if stream := properties.get("StreamSpecification"):
        definition["StreamSpecification"] = {"StreamEnabled": True, **stream}
    return {"TableName": name, **definition}
