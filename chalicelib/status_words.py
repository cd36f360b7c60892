"""The words for the parts of the system: in answers of the API, and on the page of the status."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chalicelib.domain.troubles import Part
from chalicelib.i18n import N_

# fmt: off
PARTS: Final[Mapping[Part, str]] = MappingProxyType({
    Part.REQUESTS:  N_("Requests and tasks"),
    Part.MAIL:      N_("E-mails"),
    Part.SEARCH:    N_("Search for authorities"),
    Part.FILES:     N_("Attached files"),
    Part.REGISTERS: N_("Register directory"),
    Part.REMINDERS: N_("Reminders and erasure"),
})
# fmt: on
