from __future__ import annotations

from datetime import UTC, datetime

from chalicelib.domain.register_uses import Use
from tests.builders import DENMARK, a_party


def test_it_counts_in_the_month_of_its_moment():
    at = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)

    use = Use(register="dk-cvr", by=a_party(DENMARK), instead_of=None, found=True, at=at)

    assert use.month == "2026-12"
