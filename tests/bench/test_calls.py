"""What an operation costs is known by heart: a call more or less is noticed here."""

from __future__ import annotations

from tests.bench.calls import BUDGETS, Calls, counted, the_api

# fmt: off
NEEDED = {
    "me":                       Calls(1, 1),  # whether mail arrives
    "my checklist":             Calls(4),  # one of them for the lessons of a training stage
    "colleagues":               Calls(3),  # likewise
    "a colleague":              Calls(2),
    "my confirmation":          Calls(1, 1),
    "register a colleague":     Calls(3, 1),
    "change a colleague":       Calls(2, 1),
    "legal areas":              Calls(1),
    "one legal area":           Calls(1),
    "countries":                Calls(1),
    "taxonomies":               Calls(1),
    "registers":                Calls(3),  # the directory; how it was found; what it has spared; the names are known by then
    "look up instead":          Calls(2, 1),  # the call; the draft
    "authorities of a country": Calls(1),
    "authorities everywhere":   Calls(1),
    "an authority":             Calls(2),
    "my own authority":         Calls(2),  # whether mail reaches its mailbox; so with all that answers with a record
    "in my care":               Calls(1),
    "its audit":                Calls(4),
    "report on a person":       Calls(2, 1),  # nothing sent yet; 4 a hundred requests besides, and one each
    "change a record":          Calls(2, 1),
    "confirm a record":         Calls(2, 1),
    "ask for access":           Calls(6, 1),  # the record before and after, and who decides
    "take that back":           Calls(2, 1),
    "register an authority":    Calls(3, 1),
    "invite an authority":      Calls(4, 1),
    "look through a list":      Calls(3),
    "import a list":            Calls(8, 2),  # two rows: 4 reads, and 2 with a write for each
    "my activity":              Calls(2),
    "count a deadline":         Calls(0),
    "my tasks":                 Calls(2),  # whose turn it is; days to agree on
    "allocated to me":          Calls(2),  # nothing is allocated: nobody is looked up
    "what I watch":             Calls(2),  # nothing there: no records of others
    "similar requests":         Calls(1),  # not on the own side: nothing to look through
    "an authority's pace":      Calls(1),
    "requests received":        Calls(1),
    "requests sent":            Calls(1),
    "a request by its number":  Calls(1),
    "open a case":              Calls(2),  # by the asked side, for the first time: noted once
    "a case":                   Calls(1),
    "its timeline":             Calls(2),
    "its e-mails":              Calls(3),  # the request; letters; colleagues' names
    "its file":                 Calls(4),  # request, events, colleagues' names; that it was made
    "create":                   Calls(1, 1),
    "change":                   Calls(1, 1),
    "delete":                   Calls(1, 1),
    "send":                     Calls(2, 1),
    "accept":                   Calls(1, 1),
    "answer":                   Calls(1, 1),
    "reply":                    Calls(2, 1),
    "propose-date":             Calls(1, 1),
    "agree-date":               Calls(1, 1),
    "remind":                   Calls(1, 1),
    "clarify":                  Calls(1, 1),
    "refuse":                   Calls(1, 1),
    "return":                   Calls(2, 1),  # what was uploaded for messages goes
    "copy":                     Calls(1, 1),
    "close":                    Calls(2, 1),  # likewise
    "message":                  Calls(1, 1),
    "upload for it":            Calls(3, 1),  # the case; the call; what else is uploaded
    "what is uploaded":         Calls(2),
    "message with a file":      Calls(3, 1),  # the case; what is uploaded; the scanner's word
    "withdraw":                 Calls(2, 1),  # likewise
    "my language":              Calls(1, 1),
}
# fmt: on


def test_each_operation_calls_the_database_as_often_as_it_must(aws):
    found = counted(the_api())

    assert found == NEEDED
    assert set(found) == set(BUDGETS)
    assert {name for name, calls in found.items() if not calls.within(BUDGETS[name])} == set()
