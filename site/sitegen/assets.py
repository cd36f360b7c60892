"""Style sheets, scripts, images and texts, each under a name that changes with its content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from chalicelib import i18n
from sitegen import texts, tools
from sitegen.faults import Fault, SiteError

ASSETS: Final = tools.ROOT / "site/assets"
ECL: Final = tools.ROOT / ".cache/ecl/package/dist/styles/ecl-eu.css"

SCRIPTS: Final = ("site", "workspace")
"""The bundles: one for every page, one for the workspace."""
IMPORTED: Final = re.compile(rb'"\./([\w.-]+\.js)"')
"""What one piece of a bundle imports of another."""


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
    for folder in ("images", "video"):
        files |= {path.name: path.read_bytes() for path in sorted((ASSETS / folder).iterdir())}
    wanted = texts.messages(ASSETS / "js")
    for language in i18n.LANGUAGES:
        catalogue = texts.as_json(wanted, language, i18n.catalogue(language))
        files[f"texts/{language}.json"] = catalogue.encode()
    scripts = [asset for name in SCRIPTS for asset in script(name)]
    return scripts + [named(name, content) for name, content in files.items()]


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


def script(name: str) -> list[Asset]:
    """Return the bundle of site/assets/js/<name>.js, and apart what it loads only when wanted."""
    entry = ASSETS / f"js/{name}.js"
    with TemporaryDirectory() as folder:
        tools.run(
            "esbuild", entry, "--bundle", "--splitting", "--minify", "--format=esm",
            "--target=es2022", "--legal-comments=eof", "--log-level=warning",
            f"--outdir={folder}",
        )  # fmt: skip
        pieces = {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
    return list(_joined(pieces))


def _joined(pieces: Mapping[str, bytes]) -> Iterator[Asset]:
    """Yield the *pieces* of a script, each after those that it imports, by their new names."""
    waiting, renamed = dict(pieces), dict[bytes, bytes]()
    while waiting:
        name = next(name for name, content in waiting.items() if not _wants(content, waiting))
        content = IMPORTED.sub(lambda one: renamed.get(one[0], one[0]), waiting.pop(name))
        asset = named(name, content)
        renamed[f'"./{name}"'.encode()] = f'"./{Path(asset.url).name}"'.encode()
        yield asset


def _wants(content: bytes, waiting: Mapping[str, bytes]) -> bool:
    return any(one[1].decode() in waiting for one in IMPORTED.finditer(content))
