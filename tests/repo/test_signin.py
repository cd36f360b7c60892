"""Where a sign-in leads back to is said to Cognito in the words of the workspace."""

from __future__ import annotations

import re

import pytest

from chalicelib.i18n import LANGUAGES
from infra import template, texts

OIDC = (texts.ROOT / "site/assets/js/oidc.js").read_text("utf-8")


def asked_for(fact: str, origin: str) -> set[str]:
    """Return the addresses that the workspace gives as *fact* at *origin*, one for each language."""
    (found,) = re.findall(rf"{fact} ?[:=] `\$\{{location\.origin\}}(.+?)`", OIDC)
    return {f"${{{origin}}}" + found.replace("${language()}", each) for each in LANGUAGES}


@pytest.mark.parametrize(
    ("addresses", "fact"), [("CallbackURLs", "redirect"), ("LogoutURLs", "home")]
)
@pytest.mark.parametrize(
    ("client", "origin"), [("Workspace", "SiteUrl"), ("TrainingWorkspace", "TrainingUrl")]
)
def test_cognito_leads_back_to_where_the_workspace_asks(addresses, fact, client, origin):
    workspace = template.merged()["Resources"][client]["Properties"]
    allowed = {each["Fn::Sub"] for each in workspace[addresses]}

    assert allowed == asked_for(fact, origin)
