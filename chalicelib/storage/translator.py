"""Amazon Translate: the one place that knows it. It is asked for texts without names, and never blocks."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping
from typing import Any, Final

from chalicelib.config import settings

log = logging.getLogger(__name__)

CODES: Final[Mapping[str, str]] = {"pt": "pt-PT"}
"""What Amazon Translate calls a language that it does not call as we do."""

CONNECT_SECONDS: Final = 1
ANSWER_SECONDS: Final = 3


def translate(text: str, *, source: str, target: str) -> str | None:
    """
    Return *text* in another language; None if it cannot be had now.

    Args:
        source: Code of the language that *text* is in.
        target: Code of the one that is wanted.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer = _client().translate_text(
            Text=text,
            SourceLanguageCode=CODES.get(source, source),
            TargetLanguageCode=CODES.get(target, target),
        )
    except ClientError as error:
        log.warning("nothing is translated: %s", error.response["Error"]["Code"])
        return None
    except BotoCoreError as error:
        log.warning("nothing is translated: %s", type(error).__name__)
        return None
    return str(answer["TranslatedText"])


@functools.cache
def _client() -> Any:
    from botocore.config import Config
    from botocore.session import get_session

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=ANSWER_SECONDS,
        retries={"total_max_attempts": 1, "mode": "standard"},
    )
    return get_session().create_client("translate", region_name=settings.region, config=config)
