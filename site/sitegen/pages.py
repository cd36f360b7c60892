"""Deciding what the site consists of; no file is touched here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from chalicelib.domain.registers import Register
from chalicelib.i18n import N_
from sitegen.content import Article
from sitegen.problems import PROBLEMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the site, yet to be rendered."""

    path: str
    """The address within a language: ``workspace/case/``; empty for the home page."""
    language: str
    template: str
    facts: Mapping[str, object] = field(default_factory=dict)
    text_language: str = ""
    """Language of the text when it has no translation; empty if it is in *language*."""
    source: Article | None = None
    """The content file, if the text comes from one."""
    root: bool = False
    """Whether the page stands above the languages: ``/`` and ``/404.html``."""

    @property
    def url(self) -> str:
        return f"/{self.path}" if self.root else f"/{self.language}/{self.path}"

    @property
    def file(self) -> str:
        """Path of the file below the output directory."""
        return self.url.lstrip("/") + ("index.html" if self.url.endswith("/") else "")

    @property
    def is_workspace(self) -> bool:
        return self.path.startswith("workspace/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A page of the workspace: a heading, and the custom element that does the work."""

    path: str
    title: str
    element: str
    box: str = ""
    menu: str = ""
    """Label in the workspace's navigation; empty for a screen that is not in it."""
    concerns_few: bool = False
    """Whether its entry in the navigation is hidden until a script knows that it concerns one."""
    public: bool = False
    """Whether it is there for those who cannot sign in yet: it shows no navigation."""
    training: bool = False
    """Whether only the training stage leads to it."""


SCREENS: Final = (
    Screen(path="workspace/", title=N_("My tasks"), element="imi-tasks", menu=N_("My tasks")),
    Screen(
        path="workspace/received/",
        title=N_("Received requests"),
        element="imi-requests",
        box="received",
        menu=N_("Received requests"),
    ),
    Screen(
        path="workspace/sent/",
        title=N_("Sent requests"),
        element="imi-requests",
        box="sent",
        menu=N_("Sent requests"),
    ),
    Screen(
        path="workspace/new/",
        title=N_("New request"),
        element="imi-new-request",
        menu=N_("New request"),
    ),
    Screen(
        path="workspace/find/",
        title=N_("Find an authority"),
        element="imi-finder",
        menu=N_("Find an authority"),
    ),
    Screen(
        path="workspace/authority/",
        title=N_("My authority"),
        element="imi-authority",
        menu=N_("My authority"),
    ),
    Screen(path="workspace/people/", title=N_("Users"), element="imi-people", menu=N_("Users")),
    Screen(
        path="workspace/care/",
        title=N_("In your care"),
        element="imi-care",
        menu=N_("In your care"),
        concerns_few=True,
    ),
    Screen(
        path="workspace/watch/",
        title=N_("Watch list"),
        element="imi-requests",
        box="watched",
        menu=N_("Watch list"),
        concerns_few=True,
    ),
    Screen(path="workspace/registers/", title=N_("Registers"), element="imi-entries"),
    Screen(
        path="workspace/practice/",
        title=N_("Practice"),
        element="imi-practice",
        menu=N_("Practice"),
        training=True,
    ),
    Screen(
        path="workspace/inbox/",
        title=N_("Inbox"),
        element="imi-inbox",
        menu=N_("Inbox"),
        training=True,
    ),
    Screen(
        path="workspace/join/",
        title=N_("Join the training environment"),
        element="imi-join",
        public=True,
    ),
    Screen(path="workspace/case/", title=N_("Request"), element="imi-case"),
    Screen(path="workspace/case-file/", title=N_("Case file"), element="imi-case-file"),
    Screen(path="workspace/profile/", title=N_("My profile"), element="imi-profile"),
    Screen(
        path="workspace/invitation/",
        title=N_("Invitation to IMI"),
        element="imi-invitation",
        public=True,
    ),
    Screen(path="workspace/signed-in/", title=N_("Signing in"), element="imi-signed-in"),
)


TEMPLATES: Final[Mapping[str, str]] = MappingProxyType(
    {"home": "home.html", "quick-guide": "guide.html", "checklist": "checklist.html"}
)
"""Of the articles that have one of their own."""


def plan(
    articles: Iterable[Article], languages: Sequence[str], directory: Iterable[Register] = ()
) -> list[Page]:
    """
    Return the pages of the site: everything in every one of *languages*.

    Each register of the *directory* has a page of its own.

    An article without a translation appears in its original language, English,
    and the template says so to the reader.
    """
    found = {(article.slug, article.language): article for article in articles}
    slugs = sorted({slug for slug, _ in found})
    pages = [
        Page(path="", language="en", template="languages.html", root=True),
        Page(path="404.html", language="en", template="not-found-anywhere.html", root=True),
        Page(path="translations/", language="en", template="translations.html", root=True),
    ]
    for language in languages:
        pages += _templated(language)
        pages += [_register(each, language) for each in directory]
        pages.append(_any_register(language))
        pages += [
            _article(found.get((slug, language)) or found[slug, "en"], language)
            for slug in slugs
        ]
    return pages


def _templated(language: str) -> Iterable[Page]:
    for path, template in (
        ("404/", "not-found.html"),
        ("search/", "search.html"),
        ("pages/", "all-pages.html"),
        ("status/", "status.html"),
    ):
        yield Page(path=path, language=language, template=template)
    for problem in PROBLEMS:
        yield Page(
            path=f"problems/{problem.slug}/",
            language=language,
            template="problem.html",
            facts={"problem": problem},
        )
    for screen in SCREENS:
        yield Page(
            path=screen.path,
            language=language,
            template="workspace.html",
            facts={"screen": screen},
        )


def _register(register: Register, language: str) -> Page:
    return Page(
        path=f"registers/{register.id}/",
        language=language,
        template="register.html",
        facts={"register": register},
    )


def _any_register(language: str) -> Page:
    """Return the page for a register that came into the directory after the site was made."""
    return Page(
        path="registers/entry/",
        language=language,
        template="register.html",
        facts={"register": None},
    )


def _article(article: Article, language: str) -> Page:
    return Page(
        path="" if article.slug == "home" else f"{article.slug}/",
        language=language,
        template=TEMPLATES.get(article.slug, "article.html"),
        facts={"article": article},
        text_language=article.language if article.language != language else "",
        source=article,
    )
