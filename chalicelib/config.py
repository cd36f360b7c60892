"""Settings, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What differs between stages; the only reader of ``os.environ``."""

    stage: str
    """``training`` or ``production``."""
    version: str
    region: str
    requests_table: str
    directory_table: str
    content_table: str
    notices_table: str
    finder_bucket: str
    """Holds the snapshot of the directory that the finder searches."""
    files_bucket: str
    """Holds the content of attached files."""
    files_url: str
    """Address below which attached files are up- and downloaded; empty for that of S3."""
    translates: bool
    """Whether what people write may be translated by a machine."""
    mail_sender: str
    """Address that e-mails come from."""
    inbox: str
    """Whether e-mails are shown on a screen of the stage: ``only``, ``too`` or, where they are not, empty."""
    mail_set: str
    """The configuration set of the mail service that reports what becomes of e-mails; empty for none."""
    feedback_topic: str
    """ARN of the topic on which it does."""
    site_url: str
    """Origin of site and API, without a slash at its end."""
    oidc_issuer: str
    oidc_client_id: str
    oidc_scope: str
    """The scope of ours that an access token must carry."""
    oidc_keys_url: str
    """Where the issuer publishes its signing keys (JWKS)."""
    user_pool: str
    """Id of the pool of Cognito that holds the accounts; empty if the issuer is another one."""
    provider: str
    """What the pool calls the service at which officials sign in; empty if they have a password in the pool."""
    learners: str
    """The group of accounts that may enter a training stage, as access tokens name it; empty for none."""
    training_url: str
    """Origin of the training stage that this one gives access to; empty for none."""
    clock_ahead: int
    """How many calendar days the clock of a training stage is ahead of the real one; 0 elsewhere."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read all settings; a missing one raises KeyError at import, not at midnight."""
        return cls(
            stage=env["IMI_STAGE"],
            version=env.get("IMI_VERSION", "development"),
            region=env.get("AWS_REGION", "eu-central-1"),
            requests_table=env["REQUESTS_TABLE"],
            directory_table=env["DIRECTORY_TABLE"],
            content_table=env["CONTENT_TABLE"],
            notices_table=env["NOTICES_TABLE"],
            finder_bucket=env["FINDER_BUCKET"],
            files_bucket=env["FILES_BUCKET"],
            files_url=env.get("FILES_URL", ""),
            translates=env.get("TRANSLATES", "") == "yes",
            mail_sender=env["MAIL_SENDER"],
            inbox=env.get("INBOX", ""),
            mail_set=env.get("MAIL_SET", ""),
            feedback_topic=env.get("FEEDBACK_TOPIC", ""),
            site_url=env["SITE_URL"],
            oidc_issuer=env["OIDC_ISSUER"],
            oidc_client_id=env["OIDC_CLIENT_ID"],
            oidc_scope=env["OIDC_SCOPE"],
            oidc_keys_url=env["OIDC_KEYS_URL"],
            user_pool=env.get("USER_POOL", ""),
            provider=env.get("PROVIDER", ""),
            learners=env.get("LEARNERS", ""),
            training_url=env.get("TRAINING_URL", ""),
            clock_ahead=int(env.get("CLOCK_AHEAD", "0")),
        )


settings = Settings.from_env()
