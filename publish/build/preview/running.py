"""Run the preview of a project until its terminal ends it."""

from __future__ import annotations

import importlib.util
import secrets
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from publish.base.cache import Cache
from publish.base.diagnostics import EngineError, Position, SourceError, error, os_reason
from publish.base.extras import install_extra
from publish.base.messages import say
from publish.base.workers.pool import Pool
from publish.outputs.commission import Workers
from publish.publication.project import Project

EXTRA = "preview"
_LIBRARIES = ("starlette", "uvicorn", "watchfiles")


def demand_libraries() -> None:
    """See that what the preview is made of is installed.

    Raises:
        EngineError: If it is not.
    """
    if missing := [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]:
        message = say("the preview needs {missing}", missing=", ".join(missing))
        raise EngineError(error(Position(Path("publish preview")), message, "missing-preview", install_extra(EXTRA)))


def run(
    project: Project,
    warm_up: str,
    jobs: int,
    port: int,
    language: str,
    poll: bool,
    opened: Callable[[str], None],
    report: Callable[[str], None],
) -> None:
    """Serve the preview of a project on this machine until it is interrupted.

    Args:
        project: The project, as it is at the start.
        warm_up: What workers do first, ``module:function``.
        jobs: How many pages are laid out at once.
        port: Where to listen; 0 for any free port.
        language: Of the page, ``en`` or ``vi``.
        poll: Whether files are looked at again and again, as network drives need it.
        opened: Told the address.
        report: Told what is being done.

    Raises:
        EngineError: If a library is missing.
        SourceError: If the port is taken.
    """
    demand_libraries()
    with Pool(jobs, warm_up, project.setting) as pool, Pool(1, "publish.editing.preparation:load_reader") as readers:
        # the workers are copies of this process, which has no threads yet
        import uvicorn

        from publish.build.preview.generations import Generations
        from publish.build.preview.server import Server
        from publish.build.preview.watching import Changes
        from publish.outputs.pdf.layouter import Layouter

        store = Cache()
        layouter = Layouter(pool, store, report)  # it knows the fragments of the generation before

        def workers(now: Project) -> Workers:
            def call(task, *arguments):  # type: ignore[no-untyped-def]  # as Workers.call has it
                return pool.submit(task, *arguments).result()

            joined = now.kind.joined
            return Workers(call, layouter if joined else None, store, readers if joined else None)

        with _listen(port) as link:
            number, token = link.getsockname()[1], secrets.token_urlsafe(24)
            generations = Generations(project.root, workers, language)
            server = Server(generations, Changes(project.root, poll=poll), token, number, language, report)
            config = uvicorn.Config(
                server.app, log_level="warning", access_log=False, timeout_graceful_shutdown=1, lifespan="on", ws="none"
            )
            opened(f"http://127.0.0.1:{number}/?token={token}")
            uvicorn.Server(config).run(sockets=[link])


def _listen(port: int) -> socket.socket:
    """Return a socket that listens on the loopback address alone."""
    link = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        link.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        link.bind(("127.0.0.1", port))
        link.listen()  # a browser that comes before the server waits
    except OSError as failure:
        link.close()
        message = say("port {port} cannot be used: {reason}", port=port, reason=os_reason(failure))
        hint = say("leave --port out to have any free one")
        raise SourceError(error(Position(Path("publish preview")), message, "port", hint)) from failure
    return link
