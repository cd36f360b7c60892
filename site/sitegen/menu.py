"""Where each page of the help site stands in its menus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chalicelib.i18n import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu; the label is short, a message of the catalogue."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that belong together; the first of them stands for all in the site's header."""

    label: str
    entries: tuple[Entry, ...]

    @property
    def slug(self) -> str:
        return self.entries[0].slug


# fmt: off
SECTIONS: Final = (
    Section(N_("Getting started"), (
        Entry("quick-guide",            N_("Quick guide")),
        Entry("checklist",              N_("Checklist for new users")),
        Entry("what-is-imi",            N_("What IMI is")),
        Entry("video",                  N_("Video")),
    )),
    Section(N_("Requests"), (
        Entry("sending",                N_("Sending a request")),
        Entry("registers",              N_("Register directory")),
        Entry("good-questions",         N_("Writing good questions")),
        Entry("question-sets",          N_("Question sets")),
        Entry("accepting",              N_("Accepting a request")),
        Entry("replying",               N_("Replying")),
        Entry("forwarding",             N_("Forwarding and splitting")),
        Entry("deadlines",              N_("Deadlines and urgency")),
        Entry("clarification",          N_("Clarification and closing")),
    )),
    Section(N_("My authority"), (
        Entry("my-authority",           N_("My authority")),
        Entry("users-and-backups",      N_("Users and backups")),
        Entry("e-mails",                N_("E-mails")),
    )),
    Section(N_("Coordinators"), (
        Entry("coordinators",           N_("Tasks of a coordinator")),
        Entry("registering-authorities", N_("Registering authorities")),
        Entry("approval",               N_("Approval and referral")),
    )),
    Section(N_("Training"), (
        Entry("training-material",      N_("Training material")),
        Entry("training-environment",   N_("Training environment")),
        Entry("exercises",              N_("Exercises")),
        Entry("faq",                    N_("Frequently asked questions")),
        Entry("glossary",               N_("Glossary")),
    )),
    Section(N_("About IMI"), (
        Entry("contacts",               N_("Contact")),
        Entry("news",                   N_("News")),
        Entry("data-protection",        N_("Data protection")),
        Entry("your-rights",            N_("Your rights")),
        Entry("statistics",             N_("Statistics")),
        Entry("user-survey",            N_("User survey")),
    )),
)

FOOTER: Final = (
    Entry("contacts",                   N_("Contact")),
    Entry("data-protection",            N_("Data protection")),
    Entry("accessibility",              N_("Accessibility statement")),
    Entry("legal-notice",               N_("Legal notice")),
    Entry("cookies",                    N_("Cookies")),
)
# fmt: on


def section_of(slug: str) -> Section | None:
    """Return the section that *slug* belongs to, None for a page of the footer alone."""
    return next(
        (each for each in SECTIONS if slug in {entry.slug for entry in each.entries}), None
    )


def neighbours(slug: str) -> tuple[Entry | None, Entry | None]:
    """Return the pages before and after *slug* in its section."""
    section = section_of(slug)
    entries = section.entries if section else ()
    here = next((place for place, entry in enumerate(entries) if entry.slug == slug), 0)
    return (
        entries[here - 1] if here else None,
        entries[here + 1] if here + 1 < len(entries) else None,
    )


def label_of(slug: str) -> str | None:
    """Return what *slug* is called in the menus, a message of the catalogue."""
    entries = [entry for section in SECTIONS for entry in section.entries]
    return next((each.label for each in (*entries, *FOOTER) if each.slug == slug), None)


def slugs() -> Iterator[str]:
    """Yield every page that stands in a menu."""
    for section in SECTIONS:
        yield from (entry.slug for entry in section.entries)
    yield from (entry.slug for entry in FOOTER)
