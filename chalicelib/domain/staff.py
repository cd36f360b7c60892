"""
The officials of one authority: how many it needs, and who may register and remove them.

An authority needs two active officials at least, both of them administrators: whoever
administers has somebody who can do so, too. What would break this is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from chalicelib.domain import care
from chalicelib.domain.authorities import Authority, Status
from chalicelib.domain.care import Act
from chalicelib.domain.errors import BrokenRule, NotFound, WayOut
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Acting, Official, Standing

FEWEST_OFFICIALS: Final = 2
FEWEST_ADMINISTRATORS: Final = 2
GRACE_DAYS: Final = 30
"""Calendar days that an authority below the rule goes on as before."""
REMINDED_DAYS: Final = 7
"""Calendar days before the last day of grace on which an authority is reminded."""
UNSEEN_DAYS: Final = 365
"""Calendar days without a sign-in after which an authority is told of an official."""
TOLD_WITHIN_DAYS: Final = 30
"""Calendar days within which that is said, if the clock stood still meanwhile."""
CONFIRMED_FOR_DAYS: Final = 90
"""Calendar days after which officials are asked again whether their entry is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """How many act for an authority now; who was invited or has left does not count."""

    active: int = 0
    administrators: int = 0
    """Those of the active ones who administer."""

    @property
    def keeps_rule(self) -> bool:
        """Return whether there are enough of both."""
        return self.way_out is None

    @property
    def way_out(self) -> WayOut | None:
        """What is to be done first or next; None while there are enough of both."""
        if self.active < FEWEST_OFFICIALS:
            return WayOut.REGISTER
        if self.administrators < FEWEST_ADMINISTRATORS:
            return WayOut.MAKE_ADMINISTRATOR
        return None


def changed(staff: Staff, authority: str, *, before: Official | None, after: Official) -> Staff:
    """
    Return *staff* of *authority* when *before* has become *after*.

    Args:
        before: None for an official who is new.
    """
    was, will_be = _counted(before, authority), _counted(after, authority)
    return Staff(
        active=staff.active + will_be.active - was.active,
        administrators=staff.administrators + will_be.administrators - was.administrators,
    )


def must_keep_rule(now: Staff, then: Staff) -> None:
    """
    Do nothing if those who act may become *then*, or if nobody is lost.

    Raises:
        BrokenRule: Too few would be left; it says what has to be done before.
    """
    loses = then.active < now.active or then.administrators < now.administrators
    if loses and (way_out := then.way_out):
        raise BrokenRule(way_out)


def below_since(since: date | None, staff: Staff, *, today: date) -> date | None:
    """
    Return the day from which on an authority with *staff* has been below the rule.

    Args:
        since: What was true until now; None while the authority had enough.
        today: The date in UTC, as all days of this module.
    """
    return None if staff.keeps_rule else since or today


def last_day_of_grace(since: date) -> date:
    """Return the last day on which an authority below the rule *since* still takes part."""
    return since + timedelta(days=GRACE_DAYS)


def is_past_grace(since: date | None, *, today: date) -> bool:
    """Return whether an authority can neither send nor be found; what is open goes on."""
    return since is not None and today > last_day_of_grace(since)


def first_day_in_grace(today: date) -> date:
    """Return the earliest day since when an authority below the rule takes part *today*."""
    return today - timedelta(days=GRACE_DAYS)


def reminded_since(today: date) -> tuple[date, date]:
    """Return from which to which day on those are below the rule who are reminded *today*."""
    first = first_day_in_grace(today)
    return first, first + timedelta(days=REMINDED_DAYS)


def news(authority: Authority, *, at: datetime) -> tuple[Notice, ...]:
    """Return what is told of *authority* that is newly below the rule, or no longer, *at* (UTC)."""
    since = authority.below_rule_since
    return _notices(authority, since, on=since, at=at) if since else ()


def reminders(authority: Authority, *, at: datetime) -> tuple[Notice, ...]:
    """
    Return the reminders that *authority* is below the rule, as they are due *at* (UTC).

    They are the same on all days from the one on which they are due to the last day of grace,
    so that one is written once, and late rather than never.
    """
    since = authority.below_rule_since
    first, last = reminded_since(at.date())
    if since is None or not first <= since <= last:
        return ()
    due_on = last_day_of_grace(since) - timedelta(days=REMINDED_DAYS)
    return _notices(authority, since, on=due_on, at=at)


def unseen_since(today: date) -> tuple[date, date]:
    """Return from which to which day on those were last seen of whom it is told *today*."""
    last = today - timedelta(days=UNSEEN_DAYS)
    return last - timedelta(days=TOLD_WITHIN_DAYS), last


def unseen(official: Official, *, at: datetime) -> tuple[Notice, ...]:
    """
    Return what the authorities of *official* are told who has not signed in for long, *at* (UTC).

    It is the same on all days on which it may be told, and of all whose year ended in the same
    month, so that an authority is told once a month at most. It does not say who.
    """
    first, last = unseen_since(at.date())
    seen = official.last_seen_on
    if seen is None or not first <= seen <= last:
        return ()
    due_on = seen + timedelta(days=UNSEEN_DAYS)
    return tuple(
        Notice(
            topic=Topic.NOT_SEEN,
            number=authority,
            version=int(f"{due_on:%Y%m}"),
            area="",
            reader=authority,
            counterpart=membership.party,
            due_on=None,
            proposed_on=None,
            at=at,
        )
        for authority, membership in official.memberships.items()
        if official.works_for(authority)
    )


def confirmation_due_on(confirmed_on: date | None, *, today: date) -> date:
    """Return the day on which an entry is to be confirmed again; *today* if it never was."""
    return confirmed_on + timedelta(days=CONFIRMED_FOR_DAYS) if confirmed_on else today


def must_see(by: Acting, own: Authority, of: Authority) -> None:
    """
    Do nothing if *by*, acting for *own*, may see the officials of the authority *of*.

    Raises:
        NotFound: They do not exist for *by*: a stranger, or no administrator of a coordinator.
    """
    is_colleague = by.authority == of.party.id
    if not is_colleague and not (by.membership.administrator and care.relations(own, of)):
        raise NotFound


def must_manage(by: Acting, own: Authority, of: Authority) -> None:
    """
    Do nothing if *by*, acting for *own*, may register, change and remove officials of *of*.

    Raises:
        NotFound: They do not exist for *by*.
        NotAllowed: They do, and no more.
    """
    must_see(by, own, of)
    care.must(Act.SET_OFFICIALS, by, own, of)


def may_manage(by: Acting, own: Authority, of: Authority) -> bool:
    """Return whether *by*, acting for *own*, may change the officials of *of*, having seen them."""
    return care.refusal(Act.SET_OFFICIALS, by, own, of) is None


def standing(official: Official, authority: str) -> Standing:
    """Return how *official* stands with *authority*, which is one of hers or his."""
    if official.memberships[authority].removed_at:
        return Standing.REMOVED
    return official.standing


def _notices(
    authority: Authority, since: date, *, on: date, at: datetime
) -> tuple[Notice, ...]:
    """Return what *authority*, if it takes part, and its validating coordinator are told."""
    if authority.status is not Status.ACTIVE:
        return ()
    readers = {
        Topic.BELOW_RULE: authority.party.id,
        Topic.CARE_BELOW_RULE: authority.validating_coordinator,
    }
    return tuple(
        Notice(
            topic=topic,
            number=authority.party.id,
            version=int(f"{on:%Y%m%d}"),
            area="",
            reader=reader,
            counterpart=authority.party,
            due_on=last_day_of_grace(since),
            proposed_on=None,
            at=at,
        )
        for topic, reader in readers.items()
        if reader
    )


def _counted(official: Official | None, authority: str) -> Staff:
    """Return what *official* adds to the staff of *authority*."""
    if official is None or not official.works_for(authority):
        return Staff()
    return Staff(active=1, administrators=int(official.memberships[authority].administrator))
