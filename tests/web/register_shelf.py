"""The registers of the small stage, and the questions that they answer."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain import registers as domain
from chalicelib.domain.registers import EVERYWHERE, Answer, Cost
from chalicelib.storage import register_health, register_uses, registers
from tests.domain.test_registers import PLAIN

RNPC = domain.from_plain(
    PLAIN
    | {"id": "pt-rnpc", "name": "Registo Nacional", "language": "pt", "languages": ["pt"]},
    "PT",
)
GUIDES = replace(
    RNPC, id="pt-guides", name="Registo de guias", answers=(Answer.AUTHORISED,), cost=Cost.FEE,
    professions=("tourist_guide",),
)  # fmt: skip
BRIS = replace(RNPC, id="eu-bris", country=EVERYWHERE, name="BRIS", languages=("en", "da"))
GEMI = replace(RNPC, id="gr-gemi", country="GR", name="ΓΕΜΗ", areas=("e_commerce",))
KINDS = {
    "business": {
        "en": "Business register",
        "da": "Virksomhedsregister",
        "pt": "Registo comercial",
    },
    "vat": {"en": "VAT numbers", "da": "Momsnumre", "pt": "Números de IVA"},
}
QUESTIONS = {"services": {"Q-1": ["registered"], "Q-2": ["authorised"]}}


def publish() -> None:
    """Put the registers into the stage."""
    registers.publish(domain.directory([RNPC, GUIDES, BRIS, GEMI], KINDS, QUESTIONS))
    forget()


def forget() -> None:
    """Read everything anew next time."""
    registers.forget()
    register_health.forget()
    register_uses.forget()
