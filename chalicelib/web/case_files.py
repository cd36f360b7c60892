"""The case file: all of a request that its reader may have, to keep and to check."""

from __future__ import annotations

from typing import Final

from chalicelib.domain import chain
from chalicelib.services import areas, case_files
from chalicelib.web import case_file_views, case_numbers, http
from chalicelib.web.asked import Asked

routes = http.routes(__name__)

PDF: Final = "application/pdf"


@routes.route(
    "/api/requests/{number}/file", "GET", answer=case_file_views.CaseFileView, media=PDF
)
def read_file(asked: Asked, number: str) -> http.Answer:
    """Make the case file of a request, as far as I may see it; as PDF for who accepts that first."""
    known = case_numbers.known(number)
    found = case_files.make(known, by=asked.official)
    request = found.case.request
    words = areas.read(request.area, request.question_set_version, language=asked.language)
    made = case_file_views.view(found, asked.official, words, asked.language, at=asked.at)
    if _wants_pdf(asked):
        # Who takes JSON starts without a typesetter.
        from chalicelib.web.case_file_pdf import pdf

        body = pdf(made)
        return http.Answer(body, media=PDF, file=f"imi-{known}.pdf")
    body = chain.canonical(case_file_views.plain(made))
    return http.Answer(body, media=http.JSON, file=f"imi-{known}.json")


def _wants_pdf(asked: Asked) -> bool:
    """Return whether a PDF is what *asked* names first, which is all that the gateway looks at."""
    first = asked.headers.get("accept", "").split(",")[0].split(";")[0]
    return first.strip().lower() == PDF
