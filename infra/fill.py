"""
Fill the training stage that the environment names: ``python infra/fill.py``.

Writes the fictitious authorities and the people who work there, what simulated counterparts need, and the lessons,
from ``content/training``. Whoever is there already stays as she or he is; what is published is brought up to date.
The scripted cases are left to the stage on one machine: in AWS, people and counterparts make their own.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def fill() -> tuple[int, int]:
    """
    Fill the stage, and return how many authorities and officials are new.

    Raises:
        ValueError: It is no training stage; nothing is written.
    """
    # Only now: the settings of the stage are read when these are loaded.
    from chalicelib.config import settings
    from infra import publish
    from infra.publication import training

    if settings.stage != "training":
        raise ValueError("only a training stage is filled with what is invented")
    return publish.missing_inhabitants(training.load())


def main() -> int:
    """Fill the stage; return 1 if it is none for training."""
    try:
        authorities, officials = fill()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{authorities} authorities and {officials} officials are new; what is published is up to date"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
