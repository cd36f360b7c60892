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

They sign in with their address: at first by "Forgot your password?" (ADR 0019), or at the service that stands
behind the pool (ADR 0033). Everything else is done in the workspace. The same file again changes nothing. A
training stage refuses: it has no accounts of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chalicelib.domain.errors import DomainError

NEEDED: Final = frozenset(
    {
        "country", "name", "language", "titles", "city", "address", "time_zone", "mailbox",
        "phone", "website", "languages", "administrators",
    }
)  # fmt: skip
FEWEST: Final = 2
"""Administrators: one alone could be away, or gone."""


def begin(said: Mapping[str, Any]) -> tuple[str, bool]:
    """
    Write the national coordinator that *said* describes.

    Returns:
        Its id, and whether it was written: False if it was there already, and nothing was changed.

    Raises:
        ValueError: Something is missing or has the wrong form; nothing is written.
        Invalid: The record is not whole, and nothing is written; or an address cannot have an account.
    """
    # Only now: the settings of the stage are read when these are loaded.
    from chalicelib.config import settings
    from chalicelib.domain import records
    from chalicelib.domain.authorities import Access, Authority, Kind, Part, Party
    from chalicelib.domain.countries import CODES
    from chalicelib.domain.officials import Membership, Official, Role
    from chalicelib.i18n import LANGUAGES, OTHER_LANGUAGES
    from chalicelib.services import accounts, taxonomies
    from chalicelib.storage import areas, directory, members
    from chalicelib.web.now import now

    if settings.stage == "training":
        raise ValueError("nobody real begins in a training stage: make fill")
    _must_be_whole(said)
    country = said["country"]
    if country not in CODES:
        raise ValueError(f"{country} takes no part; say its ISO code, such as DK")
    party = Party(
        id=f"{country.lower()}-national",
        name=said["name"],
        titles=said["titles"],
        country=country,
        language=said["language"],
        time_zone=said["time_zone"],
    )
    office = members.offices([party.id]).get(party.id)
    # While it has too few people, the same file goes on where it broke off.
    if office and office.staff.keeps_rule:
        return party.id, False
    at = now()
    codes = [each.code for each in areas.catalogue(at)]
    part = Part(kind=Kind.NATIONAL_COORDINATOR, access=Access.GRANTED)
    authority = Authority(
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
    records.must_be_whole(authority, taxonomies.known({*LANGUAGES, *OTHER_LANGUAGES}, at=at))
    # The authority comes first: whom nobody counts there would be too few.
    if office is None:
        directory.save_authority(authority)
    roles = dict.fromkeys(codes, frozenset({Role.HANDLER, Role.REFERRAL_HANDLER}))
    membership = Membership(party=party, roles=roles, administrator=True)
    for each in said["administrators"]:
        official = Official(
            id=accounts.open_for(each["email"]),
            name=each["name"],
            email=each["email"],
            language=each["language"],
            authority=party.id,
            memberships={party.id: membership},
        )
        if directory.known(official.id) is None:
            directory.save_official(official)
    return party.id, True


def _must_be_whole(said: Mapping[str, Any]) -> None:
    from chalicelib.domain.addresses import is_email
    from chalicelib.i18n import LANGUAGES

    if missing := NEEDED - said.keys():
        raise ValueError(f"missing: {', '.join(sorted(missing))}")
    if unknown := said.keys() - NEEDED:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    if len(said["administrators"]) < FEWEST:
        raise ValueError(f"name {FEWEST} administrators at least")
    for each in said["administrators"]:
        whole = each.keys() == {"name", "email", "language"} and is_email(each["email"])
        if not whole or each["language"] not in LANGUAGES:
            raise ValueError("each administrator has a name, an e-mail address and a language")
    if said["time_zone"] not in available_timezones():
        raise ValueError(
            f"{said['time_zone']} is no time zone; say one such as Europe/Copenhagen"
        )


def main() -> int:
    """Let the country of the file begin; return 1 if the file is not as it must be."""
    try:
        found, is_new = begin(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except DomainError as error:
        told = [f"{each.pointer} {each.code}" for each in getattr(error, "faults", ())]
        why = getattr(error, "reason", type(error).__name__)
        print(", ".join(told) or why, file=sys.stderr)
        return 1
    print(f"{found} has begun" if is_new else f"{found} was there already; nothing was changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
