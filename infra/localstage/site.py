"""The static site, as CloudFront serves it: files, redirects, headers, a page for what lacks."""

from __future__ import annotations

import json
import mimetypes
import re
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from werkzeug.security import safe_join
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from chalicelib.i18n import LANGUAGES
from chalicelib.web import headers, problems
from infra.localstage.problems import problem
from infra.localstage.reading import language_of

HASHED: Final = re.compile(
    r"/assets/.+\.[0-9a-f]{8,}\.[a-z0-9]+|/pagefind/(?:fragment|index)/.+"
)
"""Names that change with their content."""
PROBLEM: Final = re.compile(r"/problems/([a-z-]+)/?")
ODD: Final = re.compile(r"[\x00-\x1f\\]|//")
"""What no path of ours holds; a redirect to ``//name`` would even lead to another host."""
LONGEST_PATH: Final = 1000
FOR_EVER: Final = int(timedelta(days=365).total_seconds())
FOUND: Final = 302


class Site:
    """The files that the build made, and what joins them to one origin."""

    def __init__(self, dist: Path, config: dict[str, Any]) -> None:
        """
        Serve *dist*.

        Args:
            dist: Directory that ``make site`` filled.
            config: What the workspace must know of the stage.
        """
        self._dist = dist
        self._config = config

    def answer(self, request: Request) -> Response:
        """Return the file, redirect or page-not-found that *request* asks for."""
        path = request.path
        if request.method not in {"GET", "HEAD"}:
            response = problem(problems.WRONG_METHOD, language_of(request), allow="GET, HEAD")
        elif path == "/":
            response = self._by_language(request, "/")
        elif path == "/config.json":
            response = _not_kept(
                Response(json.dumps(self._config), mimetype="application/json")
            )
        elif found := PROBLEM.fullmatch(path):
            response = self._by_language(request, f"/problems/{found[1]}/")
        else:
            response = self._file(request, path)
        response.headers.update(dict(headers.of_page(path)))
        length = response.calculate_content_length()
        response.make_conditional(request, accept_ranges=True, complete_length=length)
        # The server writes the date itself.
        response.headers.pop("Date", None)
        return response

    def _file(self, request: Request, path: str) -> Response:
        file = self._path_of(f"{path}index.html" if path.endswith("/") else path)
        if file is None or not (file.is_file() or (file / "index.html").is_file()):
            return self._nothing(request)
        if file.is_dir():
            query = request.query_string.decode("latin-1")
            return redirect(f"{path}/" + (f"?{query}" if query else ""), FOUND)
        response = _read(file)
        if HASHED.fullmatch(path):
            response.cache_control.public = True
            response.cache_control.immutable = True
            response.cache_control.max_age = FOR_EVER
            return response
        return _checked(response)

    def _nothing(self, request: Request) -> Response:
        """Return the page that says so, in the language of the address or of the visitor."""
        first = request.path.split("/")[1]
        language = first if first in LANGUAGES else language_of(request)
        page = self._dist / language / "404" / "index.html"
        response = _read(page if page.is_file() else self._dist / "404.html")
        response.status_code = 404
        if first not in LANGUAGES:
            response.vary.update(["Accept-Language", "Cookie"])
        return _not_kept(response)

    def _by_language(self, request: Request, path: str) -> Response:
        response = redirect(f"/{language_of(request)}{path}", FOUND)
        response.vary.update(["Accept-Language", "Cookie"])
        return _not_kept(response)

    def _path_of(self, path: str) -> Path | None:
        """Return the file below the site's directory, None if *path* leads out of it."""
        if ODD.search(path) or len(path) > LONGEST_PATH:
            return None
        joined = safe_join(str(self._dist), path[1:])
        return Path(joined) if joined else None


def _read(file: Path) -> Response:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    response = Response(file.read_bytes(), mimetype=kind)
    response.add_etag()
    return response


def _checked(response: Response) -> Response:
    """Let caches keep *response*, but ask each time whether it still holds."""
    response.cache_control.public = True
    response.cache_control.no_cache = True
    return response


def _not_kept(response: Response) -> Response:
    response.cache_control.no_store = True
    return response
