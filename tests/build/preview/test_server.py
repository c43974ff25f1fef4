"""What the preview answers: pages of a generation, words and their lines, and nothing outside the project."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from publish.base.cache import NoCache
from publish.build import jobs
from publish.build.preview import stages
from publish.build.preview.generations import Generations
from publish.build.preview.guard import BOOK_POLICY, DRAWING_POLICY
from publish.build.preview.server import Server
from publish.build.preview.stages import Stages
from publish.build.preview.watching import Changes
from publish.outputs.commission import Workers
from publish.preflight.overlays import OVERLAYS
from tests.support.asgi import Answer, ask

HEADERS = {"Host": "127.0.0.1:1", "Cookie": "publish-preview-1=t"}
ARTICLE = """\
---
headline: Chợ phiên cuối năm
published: 2026-01-15
---

Chợ phiên mở từ lúc trời còn **mờ sương**.

## Người về muộn

Bà Mùi bán chè ở ngã ba đã bốn mươi năm.
"""


class Preview:
    """A project in preview: its folder, its generations, and what it answers."""

    def __init__(self, root: Path) -> None:
        self.article = root / "source" / "bai.md"
        self.article.write_text(ARTICLE, encoding="utf-8")
        self.generations = Generations(root, lambda _: Workers(store=NoCache()), "en")
        self.app = Server(self.generations, Changes(root), "t", 1, "vi", lambda _: None).app
        self.build()

    def build(self) -> list[int]:
        return [generation.number for generation in (self.generations.show(), *self.generations.follow())]

    def get(self, path: str) -> Answer:
        return ask(self.app, path, headers=HEADERS)

    def post(self, path: str, asked: Any, kind: str = "application/json") -> Answer:
        body = json.dumps(asked).encode()
        return ask(self.app, path, method="POST", headers=HEADERS | {"Content-Type": kind}, body=body)

    @property
    def state(self) -> Any:
        return json.loads(self.get("/state").body)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("preview")
    (root / "source").mkdir()
    yield Preview(root)


def test_pages_come_before_the_book_and_findings_last(preview: Preview) -> None:
    numbers, seen = [], []
    for generation in (preview.generations.show(), *preview.generations.follow()):
        numbers.append(generation.number)
        seen.append((bool(generation.pages), bool(generation.books)))
    assert numbers == sorted(set(numbers))
    assert (True, True) == seen[-1]
    state = preview.state
    assert (False, ["bai.pdf"], ["bai.epub"]) == (
        state["failed"],
        [one["name"] for one in state["pages"]],
        [one["name"] for one in state["books"]],
    )


def test_a_page_is_a_picture_of_the_very_file(preview: Preview) -> None:
    state = preview.state
    width, height = state["pages"][0]["sheets"][0][:2]
    answer = preview.get(f"/pages/{state['generation']}/bai.pdf/1.png?scale=1")
    picture = Image.open(io.BytesIO(answer.body))
    assert (round(width / 25.4 * 72), round(height / 25.4 * 72)) == pytest.approx(picture.size, abs=1)
    assert "image/png" == answer.headers["content-type"]
    colours = picture.convert("L").getextrema()
    assert colours[0] < 80 < 250 < colours[1], "something is drawn"


def lines_of(preview: Preview) -> list[list[Any]]:
    return list(json.loads(preview.get(f"/pages/{preview.state['generation']}/bai.pdf/1.json").body))


@pytest.mark.parametrize(
    "words, line", [("Chợ phiên cuối năm", 2), ("mờ sương", 6), ("Người về muộn", 8), ("ngã ba", 10)]
)
def test_words_lead_to_their_line_and_the_line_to_its_words(preview: Preview, words: str, line: int) -> None:
    lines = lines_of(preview)
    text, *box = next(one for one in lines if words in one[0])
    found = json.loads(preview.post("/trace", {"name": "bai.pdf", "page": 1, "box": box, "text": text}).body)
    assert ("source/bai.md", line) == (found["file"], found["line"])
    back = json.loads(preview.post("/find", {"file": "source/bai.md", "line": line}).body)
    assert ("bai.pdf", 1) == (back["name"], back["page"])
    assert box[1] == pytest.approx(lines[back["line"]][2], abs=2.0), "in the same line, in millimetres"


def test_words_of_the_epub_lead_to_their_line(preview: Preview) -> None:
    found = json.loads(preview.post("/trace", {"text": "Bà Mùi bán chè ở ngã ba đã bốn mươi năm."}).body)
    assert ("source/bai.md", 10) == (found["file"], found["line"])


def test_words_that_stand_nowhere_lead_nowhere(preview: Preview) -> None:
    assert b"null" == preview.post("/trace", {"text": "không có ở đây đâu"}).body


def test_an_error_leaves_the_last_good_pages(preview: Preview) -> None:
    before = preview.state
    try:
        preview.article.write_text(ARTICLE + "\n::: figure\n", encoding="utf-8")
        assert 1 == len(preview.build())
        state = preview.state
    finally:
        preview.article.write_text(ARTICLE, encoding="utf-8")
        preview.build()
    assert (True, before["pages"]) == (state["failed"], state["pages"])
    assert ("error", "source/bai.md", 12) == tuple(state["findings"][0][key] for key in ("severity", "file", "line"))
    assert not preview.state["failed"]


@pytest.mark.parametrize("step", ["pdf", "epub"])
def test_a_file_that_goes_while_it_is_read_is_told(
    preview: Preview, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Stages.make

    def make_or_fail(stages: Stages, output: str, **options: Any) -> Any:
        if output == step:
            (preview.article.parent / "gone.png").read_bytes()
        return make(stages, output, **options)

    pages = preview.state["pages"]
    with monkeypatch.context() as patch:
        patch.setattr(Stages, "make", make_or_fail)
        preview.build()
        state = preview.state
    assert (True, pages) == (state["failed"], state["pages"])
    assert "source/gone.png" == state["findings"][0]["file"]
    preview.build()
    assert not preview.state["failed"]


def test_a_generation_that_is_gone_is_not_mixed_with_another(preview: Preview) -> None:
    old = preview.state["generation"]
    for _ in range(2):
        preview.build()
    assert 404 == preview.get(f"/pages/{old}/bai.pdf/1.png").status
    assert 200 == preview.get(f"/pages/{preview.state['generation']}/bai.pdf/1.png").status


def test_what_has_not_changed_stays_open(preview: Preview) -> None:
    pages = preview.generations.last.pages["bai.pdf"]
    preview.build()
    assert pages is preview.generations.last.pages["bai.pdf"]


def test_the_sources_are_read_once_for_all_that_is_made(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[str, ...]] = []

    def prepare(project: Any, sources: Any, report: Any, workers: Any, outputs: Any) -> Any:
        read.append(outputs)
        return jobs.prepare(project, sources, report, workers, outputs)

    monkeypatch.setattr(stages, "prepare", prepare)
    preview.build()
    lines_of(preview)
    preview.post("/trace", {"text": "Bà Mùi bán chè"})
    assert [("pdf", "epub", "html", "press")] == read


def test_what_follows_pages_ends_when_others_are_shown(preview: Preview) -> None:
    before = preview.generations.show()
    following = preview.generations.follow()
    assert before.number + 1 == next(following).number
    shown = preview.generations.show()
    assert [] == list(following)
    assert shown is preview.generations.last
    preview.build()


OVERLAID = [(name, "pdf" == overlay.of) for name, overlay in OVERLAYS.items()]


@pytest.mark.parametrize("name, at_once", OVERLAID)
def test_an_overlay_is_drawn_as_soon_as_what_it_is_drawn_from_is_there(
    preview: Preview, name: str, at_once: bool
) -> None:
    def ask_for(query: str = "") -> Answer:
        return preview.get(f"/overlays/{preview.state['generation']}/bai.pdf/1/{name}.svg{query}")

    preview.generations.show()
    assert (200 if at_once else 404, None) == (ask_for().status, preview.state["spots"])
    for _ in preview.generations.follow():
        pass
    answer = ask_for("?factor=1.2&ink=C")
    assert (200, "image/svg+xml", DRAWING_POLICY) == (
        answer.status,
        answer.headers["content-type"],
        answer.headers["content-security-policy"],
    )
    width, height = preview.state["pages"][0]["sheets"][0][:2]
    found = re.search(rb'viewBox="[-.0-9]+ [-.0-9]+ ([.0-9]+) ([.0-9]+)"', answer.body)
    assert found
    assert (width, height) == pytest.approx(tuple(map(float, found.groups())), abs=0.01)


@pytest.mark.parametrize(
    "path, status",
    [
        *(("1/none.svg", 404), ("99/grid.svg", 404), ("0/grid.svg", 404), ("1/ink.svg?ink=Gold", 404)),
        *(("1/lines.svg?factor=x", 400), ("1/lines.svg?factor=nan", 400)),
    ],
)
def test_no_overlay_is_made_up(preview: Preview, path: str, status: int) -> None:
    assert status == preview.get(f"/overlays/{preview.state['generation']}/bai.pdf/{path}").status


def test_the_web_page_is_shown_without_script(preview: Preview) -> None:
    state = preview.state
    assert [{"name": "bai.html", "spine": ["bai.html"]}] == state["sites"]
    answer = preview.get(f"/sites/{state['generation']}/bai.html/bai.html")
    assert (200, BOOK_POLICY) == (answer.status, answer.headers["content-security-policy"])
    assert "Người về muộn" in answer.body.decode()


def test_the_epub_is_shown_without_script(preview: Preview) -> None:
    state = preview.state
    for path in state["books"][0]["spine"]:
        answer = preview.get(f"/books/{state['generation']}/bai.epub/{path}")
        assert (200, "application/xhtml+xml") == (answer.status, answer.headers["content-type"])
        assert BOOK_POLICY == answer.headers["content-security-policy"]


OUTSIDE = [
    *("../secret.md", "source/../../secret.md", "/etc/passwd", "source/link.md", "", "source", "secret.md", "\0"),
    "source/none.md",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_outside_the_project_is_shown_or_opened(
    preview: Preview, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = preview.generations.root
    (root.parent / "secret.md").write_text("secret")
    (root / "secret.md").write_text("secret")
    link = root / "source" / "link.md"
    if not link.is_symlink():
        link.symlink_to(root.parent / "secret.md")
    monkeypatch.setenv("PUBLISH_EDITOR", "false")
    try:
        assert 404 == preview.get(f"/source?file={name}").status
        assert 404 == preview.post("/edit", {"file": name, "line": 1}).status
        assert 404 == preview.post("/find", {"file": name, "line": 1}).status
    finally:
        link.unlink()


@pytest.mark.parametrize("path", ["/trace", "/find", "/edit"])
def test_what_is_no_question_is_refused(preview: Preview, path: str) -> None:
    own = {"file": "source/bai.md", "line": 1}
    wrong = [
        preview.post(path, own, "text/plain"),
        preview.post(path, []),
        preview.post(path, {"file": "source/bai.md"}),
    ]
    assert all(answer.status in (400, 404) for answer in wrong)
    assert 405 == preview.get(path).status, "nothing is done for an address alone"


@pytest.mark.parametrize(
    "path", ["/pages/x/bai.pdf/1.png", "/pages/99/bai.pdf/1.png", "/pages/1/../1.png", "/books/1/a/../b"]
)
def test_what_is_not_there_is_404(preview: Preview, path: str) -> None:
    assert 404 == preview.get(path).status


@pytest.mark.parametrize("scale", ["nan", "1e9", "-3", "x"])
def test_no_scale_exhausts_the_machine(preview: Preview, scale: str) -> None:
    answer = preview.get(f"/pages/{preview.state['generation']}/bai.pdf/1.png?scale={scale}")
    assert answer.status in (200, 400)
    assert len(answer.body) < 5_000_000


def test_the_page_and_its_parts_are_small_and_there(preview: Preview) -> None:
    page = preview.get("/").body.decode()
    assert 'lang="vi"' in page
    parts = ["preview.js", "pages.js", "overlays.js", "findings.js", "compare.js", "words.js", "preview.css"]
    answers = [preview.get(f"/{part}") for part in parts]
    assert [200] * 7 == [answer.status for answer in answers]
    assert sum(len(answer.body) for answer in answers) + len(page) < 40_000
