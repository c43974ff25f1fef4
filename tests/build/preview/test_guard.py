"""Nothing passes the guard but what this machine's own window asks for with its token."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from publish.build.preview.guard import OWN_POLICY, Guard
from tests.support.asgi import ask

HOME = {"Host": "127.0.0.1:8765"}
COOKIE = {"Cookie": "publish-preview-8765=secret"}
HERE = HOME | COOKIE


async def secret(scope: Any, receive: Any, send: Any) -> None:
    await PlainTextResponse("the manuscript")(scope, receive, send)


@pytest.fixture
def app() -> Guard:
    return Guard(secret, "secret", 8765)


def test_the_first_address_gives_the_cookie_and_is_left(app: Guard) -> None:
    answer = ask(app, "/?token=secret", headers=HOME)
    assert (303, "/") == (answer.status, answer.headers["location"])
    assert "publish-preview-8765=secret; HttpOnly; Path=/; SameSite=strict" == answer.headers["set-cookie"]
    assert b"manuscript" not in answer.body


@pytest.mark.parametrize("name", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765", "LOCALHOST:8765"])
def test_who_has_the_cookie_is_let_in(app: Guard, name: str) -> None:
    answer = ask(app, "/state", headers=HERE | {"Host": name})
    assert (200, b"the manuscript") == (answer.status, answer.body)


REFUSED = {
    "no token": HOME,
    "a wrong token": HOME | {"Cookie": "publish-preview-8765=guess"},
    "the token of another preview": HOME | {"Cookie": "publish-preview-1=secret"},
    "a broken cookie": HOME | {"Cookie": "publish-preview-8765"},
    "a name that is bound anew": HERE | {"Host": "evil.example:8765"},
    "a name that looks like ours": HERE | {"Host": "127.0.0.1.evil.example:8765"},
    "another port": HERE | {"Host": "127.0.0.1:80"},
    "no port": HERE | {"Host": "127.0.0.1"},
    "no name": COOKIE,
    "a foreign origin": HERE | {"Origin": "https://evil.example"},
    "an origin that is none": HERE | {"Origin": "null"},
    "another port's origin": HERE | {"Origin": "http://127.0.0.1:1"},
    "another site": HERE | {"Sec-Fetch-Site": "cross-site"},
    "another port of this machine": HERE | {"Sec-Fetch-Site": "same-site"},
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("path", ["/", "/state", "/events", "/edit"])
def test_what_comes_from_elsewhere_is_refused(app: Guard, headers: dict[str, str], path: str) -> None:
    answer = ask(app, path, headers=headers)
    assert 403 == answer.status
    assert b"manuscript" not in answer.body


@pytest.mark.parametrize("headers", [HERE | {"Host": "evil.example:8765"}, HERE | {"Sec-Fetch-Site": "cross-site"}])
def test_a_token_in_an_address_from_elsewhere_gives_no_cookie(app: Guard, headers: dict[str, str]) -> None:
    answer = ask(app, "/?token=secret", headers=headers)
    assert (403, False) == (answer.status, "set-cookie" in answer.headers)


def test_a_page_of_its_own_may_ask(app: Guard) -> None:
    own = HERE | {"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}
    assert 200 == ask(app, "/state", headers=own).status


@pytest.mark.parametrize("headers", [HERE, HOME, HERE | {"Host": "evil.example"}])
def test_every_answer_has_the_headers_that_keep_it_at_home(app: Guard, headers: dict[str, str]) -> None:
    found = ask(app, "/state", headers=headers).headers
    assert OWN_POLICY == found["content-security-policy"]
    assert ("nosniff", "no-referrer", "no-store") == (
        found["x-content-type-options"],
        found["referrer-policy"],
        found["cache-control"],
    )
    assert ("same-origin", "same-origin") == (
        found["cross-origin-resource-policy"],
        found["cross-origin-opener-policy"],
    )
