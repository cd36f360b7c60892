"""What an e-mail address, a website and a phone number look like."""

from __future__ import annotations

import re
from typing import Final

LONGEST_EMAIL: Final = 254
"""Characters. Source: RFC 5321, section 4.5.3.1.3, less the brackets."""
LONGEST_WEBSITE: Final = 300

EMAIL: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
"""The plain form that mail servers agree on; no quotes, no comments, no line breaks."""
WEBSITE: Final = re.compile(
    r"https://([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}(:[0-9]{1,5})?([/?#][!-~]*)?"
)
PHONE: Final = re.compile(r"\+?[0-9][0-9 ()/.-]{4,39}")


def is_email(text: str) -> bool:
    """Return whether *text* is an e-mail address that a notice can be sent to."""
    return len(text) <= LONGEST_EMAIL and EMAIL.fullmatch(text) is not None


def is_website(text: str) -> bool:
    """Return whether *text* is the address of a website that is reached safely (https)."""
    return len(text) <= LONGEST_WEBSITE and WEBSITE.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Return whether *text* can be dialled."""
    return PHONE.fullmatch(text) is not None
