"""From content to the files of the site, all in memory and all checked."""

from __future__ import annotations

import json
from pathlib import Path

from chalicelib import i18n
from sitegen import assets, checks
from sitegen.content import read
from sitegen.faults import SiteError
from sitegen.pages import plan
from sitegen.render import render


def files(content: Path) -> dict[str, bytes]:
    """
    Return the files of the site: path below the output directory, and content.

    Args:
        content: Folder with the Markdown pages, ``<page>/<language>.md``.

    Raises:
        SiteError: A text, a page or an asset is not as it should be.
    """
    gathered = assets.gather()
    addresses = assets.addresses(gathered)
    pages = plan(read(content), i18n.LANGUAGES)
    html = render(pages, addresses)
    if faults := checks.faults(pages, html, frozenset(addresses.values())):
        raise SiteError(faults)
    found = {asset.url.lstrip("/"): asset.content for asset in gathered}
    found["assets/manifest.json"] = json.dumps(addresses, indent=1).encode()
    return found | {page.file: html[page.url].encode() for page in pages}
