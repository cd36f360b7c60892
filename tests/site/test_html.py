"""Every page is valid HTML, says Nu's checker, which is that of the W3C."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"


def test_every_page_is_valid():
    done = subprocess.run(
        ["java", "-Xss1m", "-jar", CHECKER, "--errors-only", "--skip-non-html", ROOT / "dist"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0
