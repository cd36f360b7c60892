"""The one table of security headers: for the API, and for the pages of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# fmt: off
COMMON: Final = {
    "Strict-Transport-Security":    "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options":       "nosniff",
    "X-Frame-Options":              "DENY",
    "Referrer-Policy":              "no-referrer",
    "Cross-Origin-Opener-Policy":   "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# fmt: on

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'{search}; style-src 'self'; img-src 'self'; "
    "font-src 'self'; media-src 'self'; manifest-src 'self'; connect-src 'self'{sign_in}; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)
"""
``{sign_in}`` takes the origin of the sign-in service, where it is another one; ``{search}`` the
leave to run WebAssembly, which the search engine is made of.
"""

SEARCH_PAGE: Final = re.compile(r"/[a-z]{2}/search/(?:index\.html)?")
"""The one page of each language that may run WebAssembly."""

API_HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    COMMON | {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox"}
)

PAGE_HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    COMMON | {"Content-Security-Policy": PAGE_POLICY.format(search="", sign_in="")}
)

SEARCH_HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    COMMON
    | {"Content-Security-Policy": PAGE_POLICY.format(search=" 'wasm-unsafe-eval'", sign_in="")}
)


def of_page(path: str) -> Mapping[str, str]:
    """Return the headers of the page or file of the site at *path*."""
    return SEARCH_HEADERS if SEARCH_PAGE.fullmatch(path) else PAGE_HEADERS
