"""Where the stage on this machine meets the app: its clock, its outbox and its content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.domain.officials import Official
from chalicelib.services import outbox
from chalicelib.web import now
from infra import publish
from infra.localstage.stage import Stage


def training_stage() -> Stage:
    """Return a training stage, yet to be started, that the app's own code runs on."""
    return Stage(clock=now, publish=_publish, deliver=outbox.deliver)


def _publish() -> Sequence[Official]:
    publish.legal_areas()
    publish.participating_countries()
    return publish.training_stage(now.now(), each_day=_deliver_all)


def _deliver_all(at: datetime) -> None:
    """Send what the scripted cases owe by *at*, so that each e-mail has its own day."""
    while outbox.deliver(at):
        pass
