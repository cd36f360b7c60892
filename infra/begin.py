"""
Let a country begin in the stage that the environment names: ``python infra/begin.py FILE``.

A stage knows nobody at first, and only a coordinator registers authorities. So whoever runs the stage writes
the national coordinator of a country, with two administrators at least, from a file::

    {
      "country": "DK", "name": "Det nationale koordineringskontor", "language": "da",
      "titles": {"en": "National coordinator"},
      "city": "København", "address": "Gade 1, 1000 København K", "time_zone": "Europe/Copenhagen",
      "mailbox": "imi@office.example", "phone": "+45 00 00 00 00", "website": "https://office.example",
      "languages": ["da", "en"],
      "administrators": [
        {"name": "…", "email": "…", "language": "da"},
        {"name": "…", "email": "…", "language": "da"}
      ]
    }

They sign in with their address: at first by "Forgot your password?", as everybody does (ADR 0019). Everything
else is done in the workspace. The same file again changes nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

FEWEST: Final = 2
"""Administrators: one alone could be away, or gone."""


def begin(said: Mapping[str, Any]) -> str:
    """
    Write the national coordinator that *said* describes, and return its id.

    Raises:
        ValueError: It names too few administrators.
        KeyError: Something is missing.
        Invalid: An address cannot have an account.
    """
    # Only now: the settings of the stage are read when these are loaded.
    from chalicelib.domain.authorities import Access, Authority, Kind, Part, Party
    from chalicelib.domain.errors import NotFound
    from chalicelib.domain.officials import Membership, Official, Role
    from chalicelib.services import accounts
    from chalicelib.storage import areas, directory
    from chalicelib.web.now import now

    if len(said["administrators"]) < FEWEST:
        raise ValueError(f"name {FEWEST} administrators at least")
    country = said["country"]
    party = Party(
        id=f"{country.lower()}-national",
        name=said["name"],
        titles=said["titles"],
        country=country,
        language=said["language"],
        time_zone=said["time_zone"],
    )
    try:
        directory.authority(party.id)
    except NotFound:
        pass
    else:
        return party.id
    at = now()
    codes = [each.code for each in areas.catalogue(at)]
    part = Part(kind=Kind.NATIONAL_COORDINATOR, access=Access.GRANTED)
    roles = dict.fromkeys(codes, frozenset({Role.HANDLER, Role.REFERRAL_HANDLER}))
    for each in said["administrators"]:
        official = Official(
            id=accounts.open_for(each["email"]),
            name=each["name"],
            email=each["email"],
            language=each["language"],
            authority=party.id,
            memberships={
                party.id: Membership(party=party, roles=roles, administrator=True),
            },
        )
        try:
            directory.official(official.id)
        except NotFound:
            directory.save_official(official)
    # The authority comes last: while it is not there, the same file goes on where it broke off.
    directory.save_authority(
        Authority(
            party=party,
            level="national",
            city=said["city"],
            address=said["address"],
            website=said["website"],
            phone=said["phone"],
            mailbox=said["mailbox"],
            languages=tuple(said["languages"]),
            parts=dict.fromkeys(codes, part),
            confirmed_on=at.date(),
        )
    )
    return party.id


def main() -> int:
    """Let the country of the file begin."""
    print(begin(json.loads(Path(sys.argv[1]).read_text("utf-8"))), "has begun")
    return 0


if __name__ == "__main__":
    sys.exit(main())
