"""The least that Chalice and PynamoDB can do: one route that reads one item."""

from __future__ import annotations

from chalice.app import Chalice
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model


class Thing(Model):
    """Anything."""

    class Meta:
        table_name = "things"
        region = "eu-central-1"

    id = UnicodeAttribute(hash_key=True)
    text = UnicodeAttribute()


app = Chalice(app_name="empty")


@app.route("/things/{id}")
def read(id: str) -> dict[str, str]:
    return {"text": Thing.get(id).text}
