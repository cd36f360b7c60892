"""Files that are attached to a request or a reply."""

from __future__ import annotations

from typing import Final

from chalicelib.domain import texts
from chalicelib.domain.attachments import Attachment
from chalicelib.domain.requests import Side
from chalicelib.services import attachments, requests
from chalicelib.storage import objects
from chalicelib.web import attachment_views, bodies, case_numbers, http
from chalicelib.web.asked import Asked

routes = http.routes(__name__)

LONGEST_ID: Final = 36


@routes.route(
    "/api/requests/{number}/attachments",
    "POST",
    body=bodies.NewAttachment,
    answer=attachment_views.Announced,
    status=201,
)
def announce_attachment(asked: Asked, number: str) -> http.Answer:
    """Attach a file to a draft, to the answers or to a message, and learn where to upload it."""
    body = asked.body(bodies.NewAttachment)
    file = Attachment(
        id="",
        home="",
        name=texts.clean(body.name),
        type=body.type,
        size=body.size,
        sha256=body.sha256,
    )
    number = case_numbers.known(number)
    made = attachments.announce(
        number,
        file,
        for_message=body.for_message,
        by=asked.official,
        call=asked.repeatable,
        at=asked.at,
    )
    return http.Answer(
        attachment_views.announced(made),
        status=201,
        version=made.case.request.version,
        location=f"/api/requests/{number}/attachments/{made.file.id}",
    )


@routes.route("/api/requests/{number}/attachments", "GET", answer=attachment_views.Attachments)
def list_unsent_attachments(asked: Asked, number: str) -> http.Answer:
    """List what I have uploaded for a message and not sent yet."""
    number = case_numbers.known(number)
    case = requests.read(number, by=asked.official)
    found = attachments.unsent(case, by=asked.official)
    side = case.request.side_of(asked.official.authority) or Side.FORMER
    items = [attachment_views.view(each.file, side, each.condition) for each in found]
    return http.Answer(attachment_views.Attachments(items=items))


@routes.route(
    "/api/requests/{number}/attachments/{id}", "GET", answer=attachment_views.Download
)
def download_attachment(asked: Asked, number: str, id: str) -> http.Answer:
    """Learn where to download a file, within a minute."""
    file, url = attachments.link(case_numbers.known(number), id[:LONGEST_ID], by=asked.official)
    return http.Answer(
        attachment_views.Download(
            id=file.id,
            name=file.name,
            type=file.type,
            size=file.size,
            url=url,
            seconds=objects.DOWNLOAD_SECONDS,
        )
    )


@routes.route("/api/requests/{number}/attachments/{id}", "DELETE", answer=None, status=204)
def take_attachment_away(asked: Asked, number: str, id: str) -> http.Answer:
    """Take away a file of my authority; who has received it already keeps it."""
    attachments.take_away(
        case_numbers.known(number), id[:LONGEST_ID], by=asked.official, at=asked.at
    )
    return http.Answer(None, status=204)
