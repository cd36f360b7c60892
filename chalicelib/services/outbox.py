"""Getting notices out of the door."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import zip_longest

from chalicelib.domain import postings
from chalicelib.domain.letters import Fate, Letter
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Mail
from chalicelib.domain.postings import TO_ONE
from chalicelib.domain.receipts import Delivery
from chalicelib.domain.reputation import goes_out
from chalicelib.mail.compose import Reader, compose
from chalicelib.services import handing, held, inbox, readers, signals
from chalicelib.services.handing import STAGE, WAITS, Outcome, Run, Send
from chalicelib.services.signals import Signal
from chalicelib.storage import addresses, calendars, invitations, letters, receipts
from chalicelib.storage import notices as storage
from chalicelib.storage.invitations import Invitation
from chalicelib.storage.notices import Leased

log = logging.getLogger(__name__)

_Step = Callable[[], Sequence[Outcome]]


def deliver(at: datetime, send: Send = inbox.send) -> int:
    """
    Send what waits; what cannot be sent now waits longer each time.

    Who wants e-mails once a day, and what belongs together, waits on and goes in one e-mail.

    May run several times at once: a notice has one sender at a time. When SES
    is down, a few notices find out and the others keep their place.

    Args:
        at: The present moment, UTC.

    Returns:
        How many messages were handed over.
    """
    run = Run(at, send)
    new = (partial(_send, leased, run) for leased in storage.lease(at))
    old = (partial(held.deliver, reader, run) for reader in letters.waiting(at))
    for step in _in_turns(new, old):
        run.note(step())
        if run.is_over:
            break
    return run.handed


def _in_turns(*queues: Iterable[_Step]) -> Iterator[_Step]:
    """Yield the first of each of *queues*, then the next, so that none waits for all of another."""
    for steps in zip_longest(*queues):
        yield from filter(None, steps)


def _send(leased: Leased, run: Run) -> Sequence[Outcome]:
    notice = leased.notice
    if held.is_done(notice):
        storage.finish(notice, "dropped")
        return ()
    outcomes = _tell_all(leased, run)
    _settle(leased, outcomes, run.at)
    return outcomes


def _tell_all(leased: Leased, run: Run) -> list[Outcome]:
    """Tell each reader who has not been told; what somebody does not get reaches the mailbox."""
    notice = leased.notice
    told = readers.of(notice, run.at)
    outcomes = _tell_each(told, leased, run)
    lost = Outcome.REFUSED in outcomes or leased.refused
    if lost and notice.topic not in TO_ONE and not handing.ENDING & {*outcomes}:
        ids = {each.id for each in told}
        boxes = [each for each in readers.mailbox(notice.reader) if each.id not in ids]
        outcomes += _tell_each(boxes, leased, run)
    return outcomes


def _tell_each(told: Sequence[Reader], leased: Leased, run: Run) -> list[Outcome]:
    """Tell those of *told* who have not been; when SES is down, or time is up, nobody else is tried."""
    outcomes: list[Outcome] = []
    fails = addresses.failing(each.address for each in told)
    for reader in told:
        if reader.id in leased.settled:
            continue
        if run.is_late:
            outcomes.append(Outcome.LATER)
        elif reader.address in fails:
            unsent = Letter(notice=leased.notice, reader=reader.id, fate=Fate.UNREACHABLE)
            letters.settle(unsent)
            outcomes.append(Outcome.REFUSED)
        else:
            outcomes.append(_tell(leased.notice, reader, run))
        if handing.ENDING & {*outcomes}:
            break
    return outcomes


def _tell(notice: Notice, reader: Reader, run: Run) -> Outcome:
    at = run.at
    letter = Letter(notice=notice, reader=reader.id, fate=Fate.SENT, sent_at=at)
    try:
        if held_until := _held_until(notice, reader, run):
            letters.settle(replace(letter, fate=Fate.HELD, sent_at=None, due_at=held_until))
            return Outcome.HELD
        title = handing.area_title(notice.area, reader.language, at)
        token = _token(notice)
        message = run.send(
            compose(notice, reader, area_title=title, stage=STAGE, at=at, token=token)
        )
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go out
        outcome = handing.failed(error, f"notice {notice.id}", to=reader.id)
        if outcome is Outcome.REFUSED:
            letters.settle(replace(letter, fate=Fate.REFUSED, sent_at=None))
        return outcome
    letters.settle(letter, message=message or "")
    return Outcome.REACHED


def _held_until(notice: Notice, reader: Reader, run: Run) -> datetime | None:
    """Return until when *notice* waits for others to *reader*; None if it goes at once."""
    if reader.party is None:
        return None
    if not goes_out(notice.topic, run.reputation):
        return held.morning(reader.party, run.at)
    at, talks = run.at, notice.topic is Topic.MESSAGE
    since = at - postings.TALK
    return postings.held_until(
        notice,
        reader.mail or Mail.AT_ONCE,
        at,
        time_zone=reader.party.time_zone,
        calendar=calendars.of(reader.party.country),
        told_at=letters.told_at(reader.id, notice, since=since) if talks else None,
    )


def _token(notice: Notice) -> str:
    """Return what the link of an invitation holds, made anew each time; else nothing."""
    if notice.topic is not Topic.INVITATION:
        return ""
    return invitations.issue(
        Invitation(official=notice.number, authority=notice.reader, invited_at=notice.at)
    )


def _settle(leased: Leased, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Finish the notice, or put it off if somebody is still to be told."""
    notice = leased.notice
    if Outcome.REACHED in outcomes and not leased.reached:
        _receipt(notice, at)
    reached = bool(leased.reached) or bool({Outcome.REACHED, Outcome.HELD} & {*outcomes})
    tried = Outcome.DOWN in outcomes or Outcome.BROKEN in outcomes
    if Outcome.LATER in outcomes:
        # That there was no time for it is no failed try.
        storage.put_off(notice, until=at + handing.SOON, tried=tried)
    elif tried and leased.attempts < len(WAITS):
        storage.put_off(notice, until=at + handing.wait(leased.attempts))
    elif tried:
        _give_up(leased, at)
    elif reached:
        storage.finish(notice, "sent")
    elif notice.topic in TO_ONE:
        # Whoever has invited sees that the address fails.
        storage.finish(notice, "refused" if outcomes or leased.refused else "dropped")
    else:
        log.error("notice %s reaches nobody", notice.id)
        signals.give(Signal.NOTICE_FAILED)
        storage.finish(notice, "refused")


def _give_up(leased: Leased, at: datetime) -> None:
    """Let who has not been told see so, and the mailbox have it; whoever runs the stage is alarmed."""
    notice = leased.notice
    settled = storage.settled(notice)
    for reader in readers.of(notice, at):
        if reader.id not in settled:
            lost = Letter(notice=notice, reader=reader.id, fate=Fate.FAILED)
            letters.hand_over([lost], Fate.FAILED, at=at)
    log.error("notice %s failed after %d tries", notice.id, leased.attempts + 1)
    signals.give(Signal.NOTICE_FAILED)
    storage.finish(notice, "failed")


def _receipt(notice: Notice, at: datetime) -> None:
    """Note that the first e-mail about a sending is handed over; nothing waits for that."""
    if notice.topic is Topic.REQUEST_RECEIVED:
        receipts.note_delivery(notice.number, Delivery(notice.reader, notice.version, at))
