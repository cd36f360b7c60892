"""
What CloudFront does before and after a page: the function of ``infra/edge.js``, and the headers of every answer.

The function knows which pages there are, because CloudFront would put the answer of S3 for a missing page in
the place of every problem that the API tells of with the same status.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from chalicelib import i18n
from chalicelib.i18n import LANGUAGES, N_
from chalicelib.web import headers

SOURCE: Final = Path(__file__).with_name("edge.js")
LONGEST: Final = 10_240
"""Bytes that CloudFront takes as a function."""
COOKIE: Final = "language"
"""Holds the language that the reader has chosen."""

MISSING: Final = (N_("Page not found"), N_("Go to the home page"))

SIGN_IN: Final = " ${SignInHosts}"
"""Where the workspace signs in, and where it puts files: in the place of what the policy leaves open."""
FILES: Final = " https://${FilesBucket.RegionalDomainName}"

OWN: Final[Mapping[str, str]] = {
    "Strict-Transport-Security": "StrictTransportSecurity",
    "X-Content-Type-Options": "ContentTypeOptions",
    "X-Frame-Options": "FrameOptions",
    "Referrer-Policy": "ReferrerPolicy",
    "Content-Security-Policy": "ContentSecurityPolicy",
}
"""Headers that CloudFront wants under names of its own."""


def code(pages: Iterable[str]) -> str:
    """
    Return the function, for *pages*: the paths below each language, without outer slashes.

    Raises:
        ValueError: It is longer than CloudFront takes.
    """
    said = {
        language: [i18n.catalogue(language).gettext(text) for text in MISSING]
        for language in LANGUAGES
    }
    told = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    text = SOURCE.read_text("utf-8")
    for name, value in (
        ("LANGUAGES", " ".join(LANGUAGES)),
        ("PAGES", " ".join(sorted(set(pages) - {""}))),
        ("MISSING", told.replace("\\", "\\\\").replace("'", "\\'")),
        ("COOKIE", COOKIE),
    ):
        text = text.replace(f"@{name}@", value)
    text = _without_comments(text)
    if len(text.encode()) > LONGEST:
        raise ValueError(f"the function has {len(text.encode())} bytes; {LONGEST} are taken")
    return text


def _without_comments(text: str) -> str:
    """Return *text* without the lines that explain it, and without indentation."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("/*", "*", "//")))


def policies() -> dict[str, Any]:
    """Return the response headers policies: of pages, and of the page that searches."""
    return {
        "PageHeaders": _policy(
            "pages", headers.PAGE_POLICY.format(search="", sign_in=_ORIGINS)
        ),
        "SearchHeaders": _policy(
            "search",
            headers.PAGE_POLICY.format(search=" 'wasm-unsafe-eval'", sign_in=_ORIGINS),
        ),
    }


_ORIGINS: Final = SIGN_IN + FILES


def _policy(name: str, content: str) -> dict[str, Any]:
    common = headers.COMMON
    longest = int(common["Strict-Transport-Security"].partition("max-age=")[2].split(";")[0])
    custom = [
        {"Header": header, "Value": value, "Override": True}
        for header, value in common.items()
        if header not in OWN
    ]
    return {
        "Type": "AWS::CloudFront::ResponseHeadersPolicy",
        "Properties": {
            "ResponseHeadersPolicyConfig": {
                "Name": {"Fn::Sub": f"imi-${{Stage}}-{name}"},
                "SecurityHeadersConfig": {
                    "StrictTransportSecurity": {
                        "AccessControlMaxAgeSec": longest,
                        "IncludeSubdomains": True,
                        "Preload": True,
                        "Override": True,
                    },
                    "ContentTypeOptions": {"Override": True},
                    "FrameOptions": {
                        "FrameOption": common["X-Frame-Options"],
                        "Override": True,
                    },
                    "ReferrerPolicy": {
                        "ReferrerPolicy": common["Referrer-Policy"],
                        "Override": True,
                    },
                    "ContentSecurityPolicy": {
                        "ContentSecurityPolicy": {"Fn::Sub": [content, {"SignInHosts": HOSTS}]},
                        "Override": True,
                    },
                },
                "CustomHeadersConfig": {"Items": custom},
            }
        },
    }


HOSTS: Final[Any] = {
    "Fn::If": [
        "OwnAccounts",
        {
            "Fn::Sub": "https://cognito-idp.${AWS::Region}.amazonaws.com "
            "https://imi-${Stage}-${AWS::AccountId}.auth.${AWS::Region}.amazoncognito.com"
        },
        {"Ref": "OidcOrigins"},
    ]
}
"""Origins of the sign-in: of the stack's own pool, or those that a parameter names."""
