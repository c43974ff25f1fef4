"""What the browser asks to compare the pages with what they were."""

from __future__ import annotations

import asyncio
import math

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from publish.base.diagnostics import PublishError
from publish.base.messages import translate
from publish.build.preview.generations import Generations
from publish.build.preview.revisions import list_revisions

_SCALES = (0.5, 4.0)
_HEADERS = {"Cache-Control": "private, max-age=600"}


def compare_routes(generations: Generations, language: str) -> list[Route]:
    """Return what answers: the revisions, how pages differ from what they were, and these as pictures.

    Args:
        generations: What is seen, and was.
        language: Of what is told: ``en`` or ``vi``.
    """
    earlier = generations.earlier
    one_at_a_time = asyncio.Lock()

    async def revisions(_: Request) -> Response:
        found = await asyncio.to_thread(list_revisions, generations.root)
        return JSONResponse([[one.name, one.day, one.subject] for one in found])

    async def compare(request: Request) -> Response:
        name, against = request.path_params["name"], request.query_params.get("against", "")
        generation = generations.last
        try:
            pages = generation.pages[name]
            async with one_at_a_time:
                found = await asyncio.to_thread(earlier.compare, name, pages, against, language)
        except (KeyError, IndexError):
            return JSONResponse(None)
        except PublishError as failure:
            return JSONResponse({"why": "; ".join(translate(one.message, language) for one in failure.diagnostics)})
        return JSONResponse({"generation": generation.number, **found})

    async def picture(request: Request) -> Response:
        try:
            scale = float(request.query_params.get("scale", "1.5"))
            if not math.isfinite(scale):
                return Response(status_code=400)
            key, page = request.path_params["key"], request.path_params["page"]
            content = await asyncio.to_thread(earlier.draw, key, page, min(max(scale, _SCALES[0]), _SCALES[1]))
        except ValueError:
            return Response(status_code=400)
        except (KeyError, IndexError):
            return Response(status_code=404)
        return Response(content, media_type="image/png", headers=_HEADERS)

    return [
        Route("/revisions", revisions),
        Route("/compare/{name}", compare),
        Route("/earlier/{key}/{page:int}.png", picture),
    ]
