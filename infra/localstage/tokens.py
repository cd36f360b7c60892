"""The endpoints of the OpenID provider that programs call: description, keys, tokens."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.wrappers import Request, Response

from infra.localstage.bodies import form
from infra.localstage.oidc import Client, GrantError, Provider

KEPT_PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def discovery(client: Client) -> dict[str, Any]:
    """Return the provider's description (OpenID Connect Discovery 1.0, section 3)."""
    return {
        "issuer": client.issuer,
        "authorization_endpoint": f"{client.issuer}/authorize",
        "token_endpoint": f"{client.issuer}/token",
        "end_session_endpoint": f"{client.issuer}/end-session",
        "revocation_endpoint": f"{client.issuer}/revoke",
        "jwks_uri": f"{client.issuer}/jwks.json",
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": sorted(client.scopes),
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
    }


def token(provider: Provider, request: Request) -> Response:
    """
    Answer the token endpoint (RFC 6749, sections 4.1.3 and 6).

    Raises:
        Refused: The body is not a form.
    """
    fields = form(request)
    if fields.get("client_id") != provider.client.id:
        return as_json({"error": "invalid_client"}, status=400)
    try:
        return as_json(_granted(provider, fields))
    except GrantError as error:
        return as_json({"error": str(error)}, status=400)


def revocation(provider: Provider, request: Request) -> Response:
    """
    Answer the revocation endpoint (RFC 7009): well, whatever token it is asked to end.

    Raises:
        Refused: The body is not a form.
    """
    fields = form(request)
    if fields.get("client_id") != provider.client.id:
        return as_json({"error": "invalid_client"}, status=400)
    provider.revoke(fields.get("token", ""))
    return as_json({})


def as_json(document: dict[str, Any], status: int = 200) -> Response:
    """Return *document* as an answer that no cache keeps."""
    return Response(
        json.dumps(document, ensure_ascii=False),
        status,
        headers=KEPT_PRIVATE,
        content_type="application/json",
    )


def _granted(provider: Provider, fields: dict[str, str]) -> dict[str, Any]:
    match fields:
        case {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": redirect_uri,
        }:
            return provider.redeem(code, verifier=verifier, redirect_uri=redirect_uri)
        case {"grant_type": "refresh_token", "refresh_token": refresh_token}:
            return provider.renew(refresh_token)
        case {"grant_type": "authorization_code" | "refresh_token"}:
            raise GrantError("invalid_request")
        case _:
            raise GrantError("unsupported_grant_type")
