"""What makes an alarm rise: counts that CloudWatch reads from what is logged."""

from __future__ import annotations

import json
import sys
import time
from enum import StrEnum
from typing import Final

from chalicelib.config import settings

NAMESPACE: Final = "IMI"


class Signal(StrEnum):
    """Something that whoever runs a stage has to know."""

    NOTICE_FAILED = "NoticeFailed"
    """Somebody was not told, after the last try."""
    BOUNCES_WARNED = "BouncesWarned"
    """Too many e-mails come back; the mail service may review the account."""
    BOUNCES_STOPPED = "BouncesStopped"
    """So many that only what is essential goes out."""


def give(signal: Signal, count: int = 1) -> None:
    """
    Let CloudWatch count *signal*; it names nobody.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """
    line = {
        "_aws": {
            "Timestamp": int(time.time() * 1000),
            "CloudWatchMetrics": [
                {
                    "Namespace": NAMESPACE,
                    "Dimensions": [["Stage"]],
                    "Metrics": [{"Name": signal.value, "Unit": "Count"}],
                }
            ],
        },
        "Stage": settings.stage,
        signal.value: count,
    }
    # Not by a logger, which would put words before it: the line has to be JSON alone.
    sys.stdout.write(json.dumps(line) + "\n")
