"""
Start the emulator of AWS, run by the Python of ``build/emulator-venv``: ``launch.py``.

Five types of the template are unknown to it. They are noted with what others ask of them, and do nothing: what
CloudFront does before a page is tested apart (``tests/stack/test_edge.py``), and nothing else depends on them.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from typing import Any

from ministack import app
from ministack.services import cognito
from ministack.services.cloudformation import provisioners

NOTED: Mapping[str, Mapping[str, str]] = {
    "AWS::CloudFront::Function": {
        "FunctionMetadata.FunctionARN": "arn:aws:cloudfront::000000000000:function/edge"
    },
    "AWS::CloudFront::OriginAccessControl": {"Id": "E0000000000000"},
    "AWS::CloudFront::ResponseHeadersPolicy": {},
    "AWS::Cognito::ManagedLoginBranding": {},
    "AWS::GuardDuty::MalwareProtectionPlan": {},
}


def note(attributes: Mapping[str, str]) -> Any:
    """Return what makes a resource of nothing but *attributes*."""

    def create(logical: str, _properties: Any, _stack: str) -> tuple[str, dict[str, str]]:
        return f"{logical}-{secrets.token_hex(4)}", dict(attributes)

    return create


def pool(logical: str, properties: Any, stack: str) -> tuple[str, dict[str, str]]:
    """Make a pool as the emulator does, and tell the issuer that its tokens name."""
    physical, attributes = POOL["create"](logical, properties, stack)
    return physical, {**attributes, "ProviderURL": issuer(physical)}


def issuer(physical: str) -> str:
    """Return what tokens of the pool name as their issuer."""
    return f"https://cognito-idp.{os.environ['MINISTACK_REGION']}.amazonaws.com/{physical}"


def same_client(physical: str, _old: Any, new: Any, _stack: str) -> tuple[str, dict[str, str]]:
    """Change a client in its place; the emulator would make another one."""
    _, _, client = cognito._find_pool_by_client_id(physical)
    client.update({name: new[name] for name in client.keys() & new.keys()})
    return physical, {}


def same_pool(physical: str, *_: Any) -> tuple[str, dict[str, str]]:
    """Let a pool keep its accounts, as Cognito does."""
    return physical, {"ProviderURL": issuer(physical)}


def same_distribution(physical: str, *_: Any) -> tuple[str, dict[str, str]]:
    """Let a distribution keep its name, as CloudFront does."""
    return physical, {"DomainName": f"{physical}.cloudfront.net", "Id": physical}


def with_scopes(*, claims: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Let an access token carry the scopes of its client; the emulator has one for all."""
    if more["token_type"] == "access":
        _, _, client = cognito._find_pool_by_client_id(more["client_id"])
        claims["scope"] = " ".join(client["AllowedOAuthScopes"])
    found: dict[str, Any] = TRIGGER(claims=claims, **more)
    return found


TRIGGER: Any = cognito._apply_pretoken_trigger
cognito._apply_pretoken_trigger = with_scopes
POOL: Mapping[str, Any] = provisioners._RESOURCE_HANDLERS["AWS::Cognito::UserPool"]
provisioners._RESOURCE_HANDLERS["AWS::Cognito::UserPool"] = {**POOL, "create": pool}
# Those of its own are shorter than our pool wants them.
cognito._generate_temp_password = lambda: f"aA1!{secrets.token_urlsafe(24)}"
for kind, update in (
    ("AWS::Cognito::UserPool", same_pool),
    ("AWS::Cognito::UserPoolClient", same_client),
    ("AWS::CloudFront::Distribution", same_distribution),
):
    provisioners._RESOURCE_HANDLERS[kind]["update"] = update
for kind, attributes in NOTED.items():
    provisioners._RESOURCE_HANDLERS[kind] = {
        "create": note(attributes),
        "delete": lambda *_: None,
    }

if __name__ == "__main__":
    app.main()
