"""Looking whether the addresses of registers still lead there."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from typing import Final

from chalicelib.domain import register_health
from chalicelib.domain.register_health import Health, Look, State, Trouble
from chalicelib.domain.registers import Register
from chalicelib.storage import register_health as storage
from chalicelib.storage import registers
from chalicelib.storage.websites import Network

log = logging.getLogger(__name__)

LONGEST: Final = 600.0
"""Seconds after which no further look is begun; the next run goes on."""
AT_ONCE: Final = 8
"""Looks at different hosts at the same time."""
LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


def run(
    at: datetime, *, network: Network | None = None, seconds: float = LONGEST
) -> Counter[State]:
    """
    Look at each register that is due, those first that were not looked at for longest.

    What was found is kept as soon as it is, so that a run that is cut off has done what it has done, and
    two at the same time do no harm.

    Args:
        at: The present moment, UTC.
        network: The way out; by default the real one.
        seconds: After which no further look is begun.

    Returns:
        How many were found in which state.
    """
    out, known = network or Network(), storage.read()
    due = [each for each in registers.directory(at).registers if _is_due(each, known, at)]
    due.sort(key=lambda each: known[each.id].looked_at if each.id in known else LONG_AGO)
    ends = time.monotonic() + seconds

    def look(register: Register) -> tuple[Register, Look | None]:
        if time.monotonic() >= ends:
            return register, None
        try:
            return register, out.look(register.url)
        except Exception:
            # One site that nobody has thought of must not stop the looks at all others.
            log.exception("register %s: the look failed", register.id)
            return register, Look(trouble=Trouble.SILENT)

    states: Counter[State] = Counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for each in as_completed([pool.submit(look, register) for register in due]):
            register, found = each.result()
            if found:
                former = known.get(register.id)
                health = register_health.after(former, found, url=register.url, at=at)
                storage.save(register.id, health)
                states[health.state] += 1
                if found.trouble:
                    log.info("register %s: %s", register.id, found.trouble.value)
    storage.forget()
    return states


def _is_due(register: Register, known: Mapping[str, Health], at: datetime) -> bool:
    health = known.get(register.id)
    return health is None or health.url != register.url or health.due_at <= at
