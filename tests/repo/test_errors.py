"""What the domain refuses has a status, a kind and a page that explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from chalicelib import i18n
from chalicelib.domain import errors
from chalicelib.domain.errors import DomainError
from chalicelib.web import forms, problems
from sitegen.pages import plan
from sitegen.problems import PROBLEMS


def kinds_of_error(of: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    for error in of.__subclasses__():
        yield error
        yield from kinds_of_error(error)


def test_every_error_of_the_domain_has_a_kind_and_no_other_has_one():
    assert set(problems.KIND_OF) == set(kinds_of_error())


def test_the_tree_of_errors_is_drawn_whole():
    drawn = re.findall(r"^ *[*+] (\w+)", errors.__doc__ or "", re.MULTILINE)

    assert sorted(drawn) == sorted(["DomainError", *(e.__name__ for e in kinds_of_error())])


def test_every_kind_of_problem_is_in_the_list_once():
    named = {kind.slug for kind in vars(problems).values() if isinstance(kind, problems.Kind)}

    assert sorted(kind.slug for kind in problems.KINDS) == sorted(named)
    assert set(problems.KIND_OF.values()) | set(forms.KINDS.values()) <= set(problems.KINDS)


@pytest.mark.parametrize("kind", problems.KINDS, ids=lambda kind: kind.slug)
def test_every_problem_has_a_page_in_every_language(kind):
    pages = {page.url for page in plan([], i18n.LANGUAGES)}

    missing = {f"/{language}/problems/{kind.slug}/" for language in i18n.LANGUAGES} - pages

    assert missing == set()


@pytest.mark.parametrize("kind", problems.KINDS, ids=lambda kind: kind.slug)
def test_the_page_of_a_problem_tells_what_the_api_tells(kind):
    page = {each.slug: each for each in PROBLEMS}[kind.slug]

    assert (page.status, page.title) == (kind.status, kind.title)


def test_what_chalice_refuses_by_itself_keeps_its_status():
    assert {status: kind.status for status, kind in forms.KINDS.items()} == {
        status: status for status in forms.KINDS
    }
