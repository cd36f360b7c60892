"""The words for what is said of authorities' records; translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chalicelib.domain.authorities import Access, Kind, Status
from chalicelib.domain.care import Act
from chalicelib.domain.histories import Deed
from chalicelib.domain.imports import Fate
from chalicelib.i18n import N_

# fmt: off
STATUSES: Final[Mapping[Status, str]] = MappingProxyType({
    Status.INVITED:             N_("Invited"),
    Status.AWAITING_VALIDATION: N_("Awaiting validation"),
    Status.ACTIVE:              N_("Active"),
    Status.SUSPENDED:           N_("Suspended"),
    Status.DEACTIVATED:         N_("Deactivated"),
    Status.MERGED:              N_("Merged"),
})

KINDS: Final[Mapping[Kind, str]] = MappingProxyType({
    Kind.COMPETENT_AUTHORITY:   N_("competent authority"),
    Kind.NATIONAL_COORDINATOR:  N_("national IMI coordinator"),
    Kind.REGIONAL_COORDINATOR:  N_("regional coordinator"),
    Kind.AREA_COORDINATOR:      N_("coordinator of a legal area"),
    Kind.DELEGATED_COORDINATOR: N_("delegated coordinator"),
})

ACCESSES: Final[Mapping[Access, str]] = MappingProxyType({
    Access.REQUESTED: N_("Access requested"),
    Access.GRANTED:   N_("Access granted"),
    Access.SUSPENDED: N_("Access suspended"),
})

ACTIONS: Final[Mapping[Act, str]] = MappingProxyType({
    Act.CONFIRM:    N_("Confirm the record"),
    Act.SUBMIT:     N_("Hand in the record"),
    Act.VALIDATE:   N_("Validate"),
    Act.SUSPEND:    N_("Suspend"),
    Act.RESUME:     N_("Resume"),
    Act.DEACTIVATE: N_("Deactivate"),
    Act.MERGE:      N_("Merge"),
})

FATES: Final[Mapping[Fate, str]] = MappingProxyType({
    Fate.REGISTER: N_("Will be registered"),
    Fate.INVITE:   N_("Will be invited"),
    Fate.THERE:    N_("Registered already: left out"),
    Fate.SIMILAR:  N_("Similar to one that is registered: decide"),
    Fate.WRONG:    N_("To be corrected"),
})
"""What becomes of a row of a list."""

IMPORTED: Final[Mapping[Fate, str]] = MappingProxyType({
    Fate.REGISTER: N_("Registered"),
    Fate.INVITE:   N_("Invited"),
})
"""What has become of a row that was written."""

INTO: Final = N_("The authority that takes its place")

DONE: Final[Mapping[str, str]] = MappingProxyType({
    "register":     N_("Authority registered"),
    "invite":       N_("Authority invited"),
    Act.SUBMIT:     N_("Record handed in"),
    Act.EDIT:       N_("Record changed"),
    Act.CONFIRM:    N_("Record confirmed"),
    Act.VALIDATE:   N_("Authority validated"),
    Act.SUSPEND:    N_("Authority suspended"),
    Act.RESUME:     N_("Authority resumed"),
    Act.DEACTIVATE: N_("Authority deactivated"),
    Act.MERGE:      N_("Authority merged"),
    Act.SET_AREA:   N_("Legal area changed"),
    Act.ASK_AREA:   N_("Access asked for"),
    Act.REPORT_SUBJECT: N_("Looked for what is held of a person"),
    "take_back_area": N_("Request for access taken back"),
    "refuse_area":  N_("Access refused"),
    "edit_country": N_("Country changed"),
    "begin_register":   N_("Register described"),
    "edit_register":    N_("Register entry changed"),
    "confirm_register": N_("Register entry confirmed"),
    "approve_register": N_("Register entry approved"),
    "refuse_register":  N_("Register entry refused"),
    "remove_register":  N_("Register removed from the directory"),
    Deed.REGISTER:  N_("User registered"),
    Deed.CHANGE:    N_("User changed"),
    Deed.REMOVE:    N_("User removed"),
    Deed.INVITE:    N_("User invited"),
    Deed.REVOKE:    N_("Invitation taken back"),
    Deed.ACCEPT:    N_("Invitation accepted"),
    Deed.ADMIT:     N_("Access to the training environment given"),
})
"""What the audit tells, by action."""

FIELDS: Final[Mapping[str, str]] = MappingProxyType({
    "name":                 N_("Official name"),
    "titles":               N_("Titles"),
    "level":                N_("Level"),
    "region":               N_("Region"),
    "city":                 N_("City"),
    "address":              N_("Address"),
    "website":              N_("Website"),
    "phone":                N_("Phone"),
    "mailbox":              N_("Mailbox"),
    "languages":            N_("Languages understood"),
    "competences":          N_("Competences"),
    "professions":          N_("Professions"),
    "kind":                 N_("Role"),
    "access":               N_("Access"),
    "access_coordinator":   N_("Access coordinator"),
    "request_coordinators": N_("Request coordinators"),
    "linked_coordinators":  N_("Linked coordinators"),
    "approves_sending":     N_("Approval before sending"),
    "approves_reply":       N_("Approval before replying"),
    "allocation":           N_("Allocation"),
    "coordinator":          N_("National coordinator"),
    "helpdesk":             N_("national helpdesk"),
    "courses":              N_("Courses"),
    "news":                 N_("News"),
    "register":             N_("Register"),
    "register_kind":        N_("Kind of register"),
    "url":                  N_("Website"),
    "areas":                N_("Legal areas"),
    "answers":              N_("What it answers"),
    "keys":                 N_("Search by"),
    "cost":                 N_("Cost"),
    "keeper":               N_("Kept by"),
    "guidance":             N_("What the keeper says"),
    "english_url":          N_("Page in English"),
    "rhythm":               N_("Brought up to date"),
    "contact":              N_("Questions to"),
    "successor":            N_("Replaced by"),
    "language":             N_("Language"),
})
"""What was changed of an authority, a country or a register, as the audit tells it."""

OF_OFFICIALS: Final[Mapping[str, str]] = MappingProxyType({
    "name":          N_("Name"),
    "email":         N_("E-mail address"),
    "language":      N_("Language"),
    "status":        N_("Status"),
    "roles":         N_("Roles"),
    "administrator": N_("administrator"),
})
# fmt: on
"""What was changed of an official."""
