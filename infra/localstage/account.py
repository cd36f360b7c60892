"""Where the stage on this machine meets the app: its clock, its outbox and its content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from chalicelib.domain import register_health
from chalicelib.domain.errors import NotFound
from chalicelib.domain.feedback import Kind
from chalicelib.domain.officials import Official, Standing
from chalicelib.domain.register_health import Look, Trouble
from chalicelib.mail import ses
from chalicelib.services import (
    attachments,
    counterparts,
    erasures,
    finder,
    inbox,
    outbox,
    reminders,
    retention,
    wiping,
)
from chalicelib.storage import addresses, directory, members, registers
from chalicelib.storage import register_health as health_storage
from chalicelib.web import now
from infra import publish
from infra.localstage.stage import Stage


def training_stage() -> Stage:
    """Return a training stage, yet to be started, that the app's own code runs on."""
    return Stage(
        clock=now,
        publish=_publish,
        deliver=_deliver,
        index=finder.rebuild,
        nightly=_nightly,
        hourly=reminders.remind,
        newcomers=_present,
        uploaded=_uploaded,
        bounced=_bounced,
        died=_died,
        simulate=_simulate,
        having=_having,
    )


def _publish() -> Sequence[Official]:
    publish.legal_areas()
    publish.participating_countries()
    publish.public_registers()
    publish.terms()
    return publish.training_stage(now.now(), each_day=_deliver_all)


def _nightly(at: datetime) -> None:
    erasures.erase(at.date())
    retention.run(at.date())


def _simulate(at: datetime) -> int:
    # A stage on one machine ends with its process: no week has to be over.
    return wiping.run(now.real(), each_week=False) + counterparts.act(at)


def _uploaded(key: str, clean: bool) -> None:
    home, _, name = key.partition("/")
    attachments.inspect(home, name)
    attachments.scanned(home, name, clean=clean)


def _bounced(address: str) -> None:
    addresses.fail(address, Kind.BOUNCED, today=now.now().date())


def _died(register: str) -> None:
    at = now.now()
    url = registers.directory(at).register(register).url
    health = None
    for before in (timedelta(days=8), timedelta(0)):
        look = Look(trouble=Trouble.SILENT)
        health = register_health.after(health, look, url=url, at=at - before)
        health_storage.save(register, health)
    health_storage.forget()


def _deliver_all(at: datetime) -> None:
    """Send what the scripted cases owe by *at*, so that each e-mail has its own day."""
    while _deliver(at):
        pass


def _deliver(at: datetime) -> int:
    """Send what waits; the mail service on this machine has no quota to keep to."""
    return outbox.deliver(at, partial(inbox.send, by=ses.send))


def _present(first: Sequence[Official]) -> Sequence[Official]:
    """Return those of *first* who have not left, as they are now, and who has joined since."""
    found = {
        official.id: official
        for authority in directory.everybody()
        for official in directory.officials_of(authority.party.id)
        if official.standing is Standing.ACTIVE
    }
    order = [official.id for official in first if official.id in found]
    return [found[each] for each in dict.fromkeys([*order, *found])]


def _having(_first: Sequence[Official], email: str) -> Official | None:
    """Return who has *email* now: two reads, where to ask everybody takes one for each authority."""
    found_id = members.by_address(email)
    try:
        found = directory.official(found_id) if found_id else None
    except NotFound:
        return None
    return found if found and found.standing is Standing.ACTIVE else None
