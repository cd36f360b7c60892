"""What a morning brings to the whole network: requests, and the steps that officials take in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from types import MappingProxyType
from typing import Final, NamedTuple

from tests.builders import DENMARK, FINLAND, PORTUGAL, SWEDEN

REQUESTS: Final = 75
"""That are new on a working day."""
EXCHANGES: Final = 450
"""Likewise: 112,000 a year (``prices.yaml``) on some 250 working days."""
HOURS: Final = 4
"""Of a morning. All that a day brings comes in it here, so that it is busier than a true one."""

OFFICES: Final = (DENMARK, PORTUGAL, FINLAND, SWEDEN)
"""Four that do what 12,600 do: their lists are longer, and their items more in demand, than true ones."""
COLLEAGUES: Final = 4
"""Officials of each of them."""
SEED: Final = 7

# fmt: off
SHARES: Final[Mapping[str, int]] = MappingProxyType({
    "create send accept answer reply close":                         7,
    "create send accept message answer reply close":                 3,
    "create send accept propose-date agree-date answer reply close": 1,
    "create send accept answer reply clarify answer reply close":    1,
    "create send return withdraw":                                   1,
    "create send withdraw":                                          2,
})
# fmt: on
"""How many of 15 requests go which way. Only their mean is known, six exchanges a request; the rest is ours."""
ASKED: Final = frozenset({"accept", "propose-date", "answer", "reply", "return"})
"""What the asked side does; all else is the asking side's."""
UNRACED: Final = frozenset({"create", "message", "return"})
"""What two colleagues may both do at once; and after a return neither has anything more to do with the request."""


class Turn(NamedTuple):
    """An exchange that is to be made."""

    authority: str
    """Id of the one whose turn it is."""
    colleague: int
    """Which of its officials takes it, from 0."""
    action: str
    asked: str
    """Id of the authority that is asked."""
    key: str
    """Under which the call may be made again."""
    number: str = ""
    """Of the request; empty before there is one."""
    tag: str = ""
    """Of the request as its last exchange has left it."""
    raced: bool = False
    """Whether a colleague takes the same turn at the same time."""


class Life(NamedTuple):
    """The way that one request goes."""

    place: int
    """Which one of all that there are, from 0."""
    asking: str
    """Id of the authority, as in the other."""
    asked: str
    actions: tuple[str, ...]

    def turn(self, step: int, colleague: int, number: str = "", tag: str = "") -> Turn:
        """Return the turn of the *step* from 0, taken by *colleague*."""
        action = self.actions[step]
        return Turn(
            authority=self.asked if action in ASKED else self.asking,
            colleague=colleague % COLLEAGUES,
            action=action,
            asked=self.asked,
            key=f"{self.place}-{step}-{colleague}",
            number=number,
            tag=tag,
        )


def lives(count: int) -> Iterator[Life]:
    """Yield *count* lives, mixed, the same ones each time; each office asks each other one."""
    random = Random(SEED)
    ways = [way for way, share in SHARES.items() for _ in range(share)]
    for place in range(count):
        if place % len(ways) == 0:
            random.shuffle(ways)
        asking, asked = random.sample(OFFICES, 2)
        yield Life(place, asking, asked, tuple(ways[place % len(ways)].split()))
