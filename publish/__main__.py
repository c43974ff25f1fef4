"""Run the program, as ``publish`` or ``python -m publish``."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import NoReturn

from publish.base.workers import worker

ENGINE_COMMANDS = ("pdf", "epub", "build")
"""Commands that lay out pages; each has its worker load the engine while the rest of the program is being imported."""

UNCOLLECTED = 100_000
"""Objects that may wait for the collector: importing and unpacking make that many, and looking through them again for
cycles that are not there took 30 of the 430 ms until an article was read."""


def main() -> None:
    """Run the command that the arguments name."""
    gc.set_threshold(UNCOLLECTED)
    if sys.argv[1:2] and sys.argv[1] in ENGINE_COMMANDS:
        worker.start("publish.layout.engine:load")
    from publish.cli import main as run

    code: object = 0
    try:
        run(prog_name="publish")
    except SystemExit as end:
        code = end.code
    leave(code if isinstance(code, int) else int(code is not None))


def leave(code: int) -> NoReturn:
    """End the process at once: all files are closed, and taking its modules apart would cost as much as a reading."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or nobody reads on
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
