"""Let nothing into the preview but the browser window that this program has opened.

A page of a stranger, open in the same browser, must neither read a manuscript nor open an editor. So each request has
to be for a name of this very machine (against DNS that is bound anew), must not come from another site, and brings the
token that stood in the first address, from then on as a cookie that is sent to no other site (Fetch Metadata and
SameSite=Strict; RFC 6265bis, 5.2).
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What this machine is called in an address."""

OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
BOOK_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
"""For what stands in a frame: no script, whatever the source says."""

DRAWING_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Middleware that answers what comes from elsewhere with 403, and adds headers that keep the rest at home."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        """Guard an app.

        Args:
            app: What answers.
            token: What the first address has to bring.
            port: Where the server listens.
        """
        self._app, self._token, self._port = app, token, port
        self._cookie = f"publish-preview-{port}"  # cookies know no ports, and there may be two previews

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not self._is_at_home(headers):
            await PlainTextResponse("refused", 403)(scope, receive, self._with_headers(send))
        elif scope["path"] == "/" and self._is_token(given):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
            await answer(scope, receive, self._with_headers(send))
        elif not self._is_token(self._brought(headers)):
            text = "open the address that publish preview has printed"
            await PlainTextResponse(text, 403)(scope, receive, self._with_headers(send))
        else:
            await self._app(scope, receive, self._with_headers(send))

    def _is_at_home(self, headers: Headers) -> bool:
        """Tell whether a request is for this machine by its name, and made by a page of it or by its user."""
        homes = {f"{name}:{self._port}" for name in NAMES} | (set(NAMES) if self._port == 80 else set())
        host, origin, site = headers.getlist("host"), headers.getlist("origin"), headers.getlist("sec-fetch-site")
        return (
            len(host) == 1
            and host[0].lower() in homes
            and all(one == f"http://{host[0]}" for one in origin)
            and all(one in ("same-origin", "none") for one in site)
        )

    def _brought(self, headers: Headers) -> str:
        """Return the token in the cookie of a request; empty for none."""
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return ""
        return morsel.value if morsel else ""

    def _is_token(self, text: str) -> bool:
        return secrets.compare_digest(text.encode(), self._token.encode())

    def _with_headers(self, send: Send) -> Send:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", OWN_POLICY)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return send_guarded
