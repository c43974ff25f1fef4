"""All that is looked at, in the order in which it is told."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable
from pathlib import Path

from publish.base.messages import say
from publish.build.doctor import libraries, machine, programs
from publish.build.doctor.checkup import Checkup


def examine(folder: Path, step: Callable[[str], None] = lambda what: None) -> list[Checkup]:
    """Return what is found of each thing that publishing needs, whatever is wrong with it.

    Args:
        folder: Where the project is, or will be.
        step: Told what is being done.
    """
    looks: list[Callable[[], Checkup]] = [
        libraries.look_at_python,
        libraries.look_at_dependencies,
        libraries.look_at_engine,
        *libraries.engine_libraries(),
        machine.look_at_fonts,
        machine.look_at_temporary,
        machine.look_at_cache,
        lambda: machine.look_at_room(folder),
        machine.look_at_letters,
        *libraries.extras(),
        programs.look_at_java,
        programs.look_at_browser,
        *programs.judges(),
        *programs.other_programs(),
    ]
    step(say("look at {count} things", count=len(looks)))
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda look: look(), looks))
