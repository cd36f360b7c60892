"""Style sheets, scripts, images and texts, each under a name that changes with its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from chalicelib import i18n
from sitegen import texts, tools
from sitegen.faults import Fault, SiteError

ASSETS: Final = tools.ROOT / "site/assets"
ECL: Final = tools.ROOT / ".cache/ecl/package/dist/styles/ecl-eu.css"

SCRIPTS: Final = ("site", "workspace")
"""The bundles: one for every page, one for the workspace."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file below /assets/."""

    name: str
    """What templates call it: ``imi.css``, ``texts/da.json``."""
    url: str
    content: bytes


def gather() -> list[Asset]:
    """
    Return all assets, built and named.

    Raises:
        SiteError: A tool or the design system is not installed, or a tool failed.
    """
    files = {"imi.css": styles(), "guide.css": guide_styles()}
    files |= {f"{name}.js": script(name) for name in SCRIPTS}
    for folder in ("images", "video"):
        files |= {path.name: path.read_bytes() for path in sorted((ASSETS / folder).iterdir())}
    wanted = texts.messages(ASSETS / "js")
    for language in i18n.LANGUAGES:
        catalogue = texts.as_json(wanted, language, i18n.catalogue(language))
        files[f"texts/{language}.json"] = catalogue.encode()
    return [named(name, content) for name, content in files.items()]


def named(name: str, content: bytes) -> Asset:
    """Return *content* as an asset whose address holds a digest of it."""
    digest = hashlib.sha256(content).hexdigest()[:10]
    stem, _, suffix = name.rpartition(".")
    return Asset(name, f"/assets/{stem}.{digest}.{suffix}", content)


def addresses(assets: list[Asset]) -> Mapping[str, str]:
    """Return the address of each asset by its name."""
    return {asset.name: asset.url for asset in assets}


def styles() -> bytes:
    """Return one style sheet: of ECL what our markup uses, then our own."""
    if not ECL.is_file():
        raise SiteError(
            [Fault(str(ECL), 1, "ECL is missing; run `make site`, which fetches it")]
        )
    purged = json.loads(tools.run("purgecss", "--config", "site/purgecss.cjs"))
    together = "".join(sheet["css"] for sheet in purged)
    return tools.run("esbuild", "--loader=css", "--minify", stdin=together.encode())


def guide_styles() -> bytes:
    """Return the rules by which the quick guide is set on paper."""
    return (ASSETS / "css/guide.css").read_bytes()


def script(name: str) -> bytes:
    """Return the bundle of site/assets/js/<name>.js and of all that it imports."""
    entry = ASSETS / f"js/{name}.js"
    return tools.run(
        "esbuild", entry, "--bundle", "--minify", "--format=esm", "--target=es2022",
        "--legal-comments=eof", "--log-level=warning",
    )  # fmt: skip
