"""
Play a morning of the whole network on DynamoDB Local: ``python -m tests.bench.load [--times 100]``.

Several officials work at a time, each at another desk (``desks.py``), and nobody pauses: a morning is over as
soon as this machine can make it. No time is a budget here. Wrong is an answer that is an error, and a request
whose stored timeline is not what was done to it.
"""

from __future__ import annotations

import argparse
import os
import sys

from tests import conftest, dynamodb  # first of these: it says the settings
from tests.bench import play
from tests.bench.play import Run


def main() -> int:
    """Print what was done and what it cost; return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="as much as in the network")
    parser.add_argument(
        "--seconds", type=float, default=play.SECONDS, help="after which it ends"
    )
    parser.add_argument(
        "--desks", type=int, default=play.DESKS, help="where officials work at a time"
    )
    wanted = parser.parse_args()
    run = played(wanted.times, wanted.seconds, wanted.desks)
    return play.told(run, wanted.times, wanted.desks)


def played(times: int, seconds: float, at: int) -> Run:
    """Play *times* the morning of the network, for so many *seconds* at most, *at* so many desks."""
    with dynamodb.running("-Xmx4g") as address:
        client = dynamodb.client_of(address)
        for table in conftest.TABLES:
            client.create_table(**table)
        # The AWS SDK reads it when the first client of the storage is made, here and in the processes.
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = address
        from tests.soak import stage

        stage.fill()
        play.fill()
        return play.played(times, seconds, at)


if __name__ == "__main__":
    sys.exit(main())
