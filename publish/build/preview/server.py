"""The local server of the preview: what a browser asks for, and how it hears that there is something new.

It listens on the loopback address alone, and nothing passes it but what :mod:`publish.build.preview.guard` lets in.
What a browser asks for is part of a generation, named by its number, so that it never gets one half of two.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import mimetypes
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from publish.base.diagnostics import Position, PublishError
from publish.base.messages import say, translate
from publish.build.preview import editor, places
from publish.build.preview.comparing import compare_routes
from publish.build.preview.edits import Edits
from publish.build.preview.generations import Generation, Generations
from publish.build.preview.guard import BOOK_POLICY, DRAWING_POLICY, Guard
from publish.build.preview.overlaying import draw_overlay
from publish.build.preview.watching import Changes
from publish.preflight.overlays.canvas import FACTOR
from publish.publication.assets.folders import bundled

_PAGE = bundled("styles") / "preview"
_FILES = ("preview.js", "pages.js", "overlays.js", "findings.js", "compare.js", "words.js", "preview.css")
_SCALES = (0.5, 4.0)
_PING_SECONDS = 20.0
_MOST_BODY = 100_000
_REST_SECONDS, _MOST_WAIT_SECONDS = 0.06, 0.4
"""How long nothing is asked for when the pages in view are on the screen, and how long at most that is waited for."""


class Server:
    """What answers the browser, and builds when a file has changed.

    Attributes:
        app: The application, guarded.
    """

    def __init__(
        self,
        generations: Generations,
        changes: Changes,
        token: str,
        port: int,
        language: str,
        report: Callable[..., None],
    ) -> None:
        """Prepare the routes.

        Args:
            generations: What is seen.
            changes: Tells which files have changed.
            token: What the first address has to bring.
            port: Where the server listens.
            language: Of the page: ``en`` or ``vi``.
            report: Told what is being done.
        """
        self._generations, self._changes, self._language, self._report = generations, changes, language, report
        self._edits = Edits(generations.root)
        self._listeners: set[asyncio.Queue[str]] = set()
        self._told_at = self._asked_at = 0.0  # by time.monotonic
        routes = [
            Route("/", self._page),
            *(Route(f"/{name}", partial(self._file, name)) for name in _FILES),
            Route("/state", self._state),
            Route("/events", self._events),
            Route("/pages/{generation:int}/{name}/{page:int}.png", self._picture),
            Route("/pages/{generation:int}/{name}/{page:int}.json", self._lines),
            Route("/overlays/{generation:int}/{name}/{page:int}/{overlay}.svg", self._overlay),
            Route("/books/{generation:int}/{name}/{path:path}", self._member),
            Route("/sites/{generation:int}/{name}/{path:path}", self._web_file),
            Route("/source", self._source),
            Route("/trace", self._trace, methods=["POST"]),
            Route("/find", self._find, methods=["POST"]),
            Route("/edit", self._edit, methods=["POST"]),
            *compare_routes(generations, language),
        ]
        self.app = Guard(Starlette(routes=routes, lifespan=self._lifespan), token, port)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        watching = asyncio.create_task(self._watch())
        yield
        watching.cancel()
        for listener in self._listeners:
            listener.put_nowait("")
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    async def _watch(self) -> None:
        """Show the pages anew with each change, and make what follows them while nothing changes."""
        following: asyncio.Task[None] | None = None
        try:
            async for paths in self._changes:
                names = ", ".join(sorted(path.name for path in paths)) or self._generations.root.name
                self._report(say("build {names}", names=names))
                self._tell({"building": True})
                await asyncio.to_thread(self._show, paths)
                following = asyncio.create_task(self._follow(following))
        finally:
            self._generations.end()
            if following:
                await asyncio.wait([following])

    def _show(self, paths: set[Path]) -> None:
        """Build the pages, tell the browser of them, and draw those that it is going to ask for."""
        edited = self._edits.find(paths)
        before = self._generations.last.pages
        generation = self._generations.show()
        news = self._news(generation)
        if edited and not generation.failed:
            news["changed"] = self._place(edited)
        self._told_at = time.monotonic()
        self._loop.call_soon_threadsafe(self._tell, news)
        for name, pages in generation.pages.items():
            if (known := before.get(name)) and known is not pages:
                pages.draw_as(known)

    async def _follow(self, before: asyncio.Task[None] | None) -> None:
        """Make what follows the pages, once they are on the screen and what followed others has ended."""
        if before:
            await asyncio.wait([before])
        while self._listeners and (now := time.monotonic()) < self._told_at + _MOST_WAIT_SECONDS:
            if now > max(self._asked_at, self._told_at) + _REST_SECONDS:
                break
            await asyncio.sleep(_REST_SECONDS / 4)
        await asyncio.to_thread(self._make_rest)

    def _make_rest(self) -> None:
        for generation in self._generations.follow():
            self._loop.call_soon_threadsafe(self._tell, self._news(generation))

    def _news(self, generation: Generation) -> dict[str, Any]:
        return {"building": False, "state": self._describe(generation)}

    def _tell(self, news: dict[str, Any]) -> None:
        told = json.dumps(news)
        for listener in self._listeners:
            listener.put_nowait(told)

    # What is asked for

    async def _page(self, _: Request) -> Response:
        text = (_PAGE / "preview.html").read_text(encoding="utf-8")
        return Response(text.replace("LANGUAGE", self._language), media_type="text/html")

    async def _file(self, name: str, _: Request) -> Response:
        return Response((_PAGE / name).read_bytes(), media_type=mimetypes.guess_type(name)[0])

    async def _state(self, _: Request) -> Response:
        return JSONResponse(await asyncio.to_thread(self._describe, self._generations.last))

    async def _events(self, request: Request) -> Response:
        listener: asyncio.Queue[str] = asyncio.Queue()
        news = await asyncio.to_thread(self._news, self._generations.last)
        listener.put_nowait(json.dumps(news))
        self._listeners.add(listener)

        async def tell() -> AsyncIterator[str]:
            try:
                while not await request.is_disconnected():
                    try:
                        news = await asyncio.wait_for(listener.get(), _PING_SECONDS)
                    except TimeoutError:
                        yield ": still here\n\n"
                        continue
                    if not news:
                        return
                    yield f"data: {news}\n\n"
            finally:
                self._listeners.discard(listener)

        return StreamingResponse(tell(), media_type="text/event-stream")

    async def _picture(self, request: Request) -> Response:
        try:
            scale = float(request.query_params.get("scale", "1.5"))
        except ValueError:
            return Response(status_code=400)
        if not math.isfinite(scale):
            return Response(status_code=400)
        scale = min(max(scale, _SCALES[0]), _SCALES[1])
        try:
            pages = self._generations.get(request.path_params["generation"]).pages[request.path_params["name"]]
            content = await asyncio.to_thread(pages.draw, request.path_params["page"], scale)
        except (KeyError, IndexError):
            return Response(status_code=404)
        self._asked_at = time.monotonic()
        return Response(content, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})

    async def _lines(self, request: Request) -> Response:
        try:
            pages = self._generations.get(request.path_params["generation"]).pages[request.path_params["name"]]
            lines = await asyncio.to_thread(pages.lines, request.path_params["page"])
        except (KeyError, IndexError):
            return Response(status_code=404)
        return JSONResponse([[one.text, one.x_mm, one.y_mm, one.width_mm, one.height_mm] for one in lines])

    async def _overlay(self, request: Request) -> Response:
        asked, wanted = request.path_params, dict(request.query_params)
        try:
            factor = float(wanted.get("factor", FACTOR))
        except ValueError:
            return Response(status_code=400)
        if not math.isfinite(factor):
            return Response(status_code=400)
        try:
            generation = self._generations.get(asked["generation"])
            place = generation, asked["name"], asked["page"], asked["overlay"]
            content = await asyncio.to_thread(draw_overlay, *place, factor, wanted)
        except (KeyError, IndexError):
            return Response(status_code=404)
        return Response(content, media_type="image/svg+xml", headers={"Content-Security-Policy": DRAWING_POLICY})

    async def _member(self, request: Request) -> Response:
        try:
            book = self._generations.get(request.path_params["generation"]).books[request.path_params["name"]]
            member = await asyncio.to_thread(book.member, request.path_params["path"])
        except KeyError:
            return Response(status_code=404)
        return Response(member.content, media_type=member.type, headers={"Content-Security-Policy": BOOK_POLICY})

    async def _web_file(self, request: Request) -> Response:
        path = request.path_params["path"]
        try:
            content = self._generations.get(request.path_params["generation"]).sites[request.path_params["name"]][path]
        except KeyError:
            return Response(status_code=404)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return Response(content, media_type=kind, headers={"Content-Security-Policy": BOOK_POLICY})

    async def _source(self, request: Request) -> Response:
        path = self._inside(request.query_params.get("file", ""))
        if path is None:
            return Response(status_code=404)
        return JSONResponse((await asyncio.to_thread(_read, path)).splitlines())

    async def _trace(self, request: Request) -> Response:
        """Lead from words to their source."""
        asked = await _body(request)

        def trace() -> Position | None:
            tracer = self._generations.tracer()
            if tracer is None:
                return None  # what is wrong is told beside the pages
            if "page" not in asked:
                return tracer.find_text(str(asked["text"]))
            pages = self._generations.last.pages[str(asked["name"])]
            left, top, width, height = map(float, asked["box"])
            return places.find_source(tracer, pages, int(asked["page"]), (left, top, width, height), str(asked["text"]))

        try:
            position = await asyncio.to_thread(trace)
        except (KeyError, TypeError, ValueError, IndexError):
            return Response(status_code=400)
        return JSONResponse(self._place(position) if position else None)

    async def _find(self, request: Request) -> Response:
        """Lead from a line of the source to its page."""
        asked = await _body(request)
        path = self._inside(str(asked.get("file", "")))
        if path is None:
            return Response(status_code=404)

        def find() -> dict[str, Any] | None:
            source = _read(path).splitlines()
            for name, pages in self._generations.last.pages.items():
                if place := places.find_page(pages, source, int(asked["line"])):
                    return {"name": name, "page": place.page, "line": place.line}
            return None

        try:
            return JSONResponse(await asyncio.to_thread(find))
        except (KeyError, TypeError, ValueError, IndexError):
            return Response(status_code=400)

    async def _edit(self, request: Request) -> Response:
        """Open a line of the source in the editor."""
        asked = await _body(request)
        path = self._inside(str(asked.get("file", "")))
        if path is None:
            return Response(status_code=404)
        try:
            place = Position(path, int(asked["line"]), int(asked.get("column", 1)))
            opened = await asyncio.to_thread(editor.open_place, place)
        except (KeyError, TypeError, ValueError):
            return Response(status_code=400)
        except PublishError as failure:
            return JSONResponse(
                {"opened": False, "why": "\n".join(self._told(one.message) for one in failure.diagnostics)}
            )
        return JSONResponse({"opened": opened})

    # What is told of it

    def _describe(self, generation: Generation) -> dict[str, Any]:
        return {
            "generation": generation.number,
            "title": generation.title,
            "joined": generation.joined,
            "failed": generation.failed,
            "spots": generation.press and generation.press.spots,
            "editor": bool(editor.editor()),
            "root": self._generations.root.as_posix(),
            "pages": [
                {
                    "name": name,
                    "since": pages.number,
                    "sheets": [[one.width, one.height, *one.trim, *one.bleed] for one in pages.sheets],
                }
                for name, pages in generation.pages.items()
            ],
            "books": [{"name": name, "spine": book.spine} for name, book in generation.books.items()],
            "sites": [
                {"name": name, "spine": sorted(path for path in files if path.endswith(".html"))}
                for name, files in generation.sites.items()
            ],
            "findings": [
                {
                    "severity": one.severity.name.lower(),
                    "message": self._told(one.message),
                    "rule": one.rule,
                    "hint": self._told(one.hint),
                    **self._place(one.position),
                    **({"made": one.spot.file.name, "page": one.spot.page, "box": one.spot.box_mm} if one.spot else {}),
                }
                for one in generation.findings
            ],
        }

    def _told(self, message: str) -> str:
        return translate(message, self._language)

    def _place(self, position: Position) -> dict[str, Any]:
        """Return a place as the browser names it: files from the folder of the project."""
        root, file = self._generations.root, position.file
        name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
        return {"file": name, "line": position.line, "column": position.column}

    def _inside(self, name: str) -> Path | None:
        """Return a text of the project's by its name; None where it is none, or leads out of the project."""
        root = self._generations.root.resolve()
        try:
            path = (root / name).resolve()
        except (OSError, ValueError):
            return None
        inside = path.is_relative_to(root / "source") or path.is_relative_to(root / "styles")
        return path if inside and path.is_file() else None


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig", errors="replace")


async def _body(request: Request) -> dict[str, Any]:
    """Return the object that a request brings; empty for anything else."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return {}
    taken = b""
    async for part in request.stream():
        taken += part
        if len(taken) > _MOST_BODY:
            return {}
    try:
        asked = json.loads(taken)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
