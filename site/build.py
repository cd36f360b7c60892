"""Build the public site and the workspace: ``python site/build.py dist``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT))

from sitegen.faults import SiteError  # noqa: E402 - chalicelib has to be found first
from sitegen.files import files  # noqa: E402


def write(found: Mapping[str, bytes], out: Path) -> None:
    """Make *out*, a folder of ours or none yet, hold exactly the files *found*."""
    if out.exists() and any(out.iterdir()) and not (out / "assets/manifest.json").exists():
        sys.exit(f"{out} holds something other than a site; name another folder")
    shutil.rmtree(out, ignore_errors=True)
    for folder in {(out / name).parent for name in found}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in found.items():
        (out / name).write_bytes(content)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python site/build.py FOLDER")
    try:
        write(files(ROOT / "content/pages"), Path(sys.argv[1]))
    except (SiteError, FileNotFoundError) as error:
        sys.exit(str(error))
