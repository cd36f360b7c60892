"""Two authorities with two officials each, in the stage of the environment: ``python -m tests.stack.seed_deployed``."""

from __future__ import annotations

import sys
from dataclasses import replace

from chalicelib.domain.officials import Membership, Official, Role
from chalicelib.services import accounts
from chalicelib.storage import directory
from tests.builders import DANES, PORTUGUESE, an_authority

AREA = "services"
PARTIES = {"dk": DANES, "pt": PORTUGUESE}


def fill(emails: list[str]) -> None:
    """Write a business authority for the country of each of *emails*, and two officials."""
    for email in emails:
        country = email.partition("@")[2].partition(".")[0]
        authority = an_authority(
            replace(PARTIES[country], id=f"{country}-business"), areas=(AREA,)
        )
        directory.save_authority(authority)
        for address in (email, f"second-{email}"):
            membership = Membership(
                party=authority.party,
                roles={AREA: frozenset({Role.HANDLER})},
                administrator=True,
            )
            directory.save_official(
                Official(
                    id=accounts.open_for(address),
                    name=address.partition("@")[0],
                    email=address,
                    language={"dk": "da"}.get(country, country),
                    authority=authority.party.id,
                    memberships={authority.party.id: membership},
                )
            )


if __name__ == "__main__":
    fill(sys.argv[1:])
