"""Which files of a project change, as they change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import watchfiles

_FOLDERS = ("source", "styles", "fonts")
_STEP_MS, _DEBOUNCE_MS = 5, 60
"""How long a moment of rest ends a save, and how long at most one is waited for: editors write in several steps."""


class Changes:
    """The changes of a project's files; begins with one that names no file."""

    def __init__(self, root: Path, *, poll: bool = False) -> None:
        """Begin.

        Args:
            root: Folder of the project.
            poll: Whether files are looked at again and again, as network drives need it.
        """
        self._root, self._poll = root, poll
        self._news: asyncio.Queue[set[Path]] = asyncio.Queue()

    async def __aiter__(self) -> AsyncIterator[set[Path]]:
        """Yield the files that have changed, all that came together."""
        watching = asyncio.create_task(self._watch())
        self._news.put_nowait(set())
        try:
            while True:
                paths = await self._news.get()
                while not self._news.empty():
                    paths |= self._news.get_nowait()
                yield paths
        finally:
            watching.cancel()

    async def _watch(self) -> None:
        folders = [self._root / name for name in _FOLDERS if (self._root / name).is_dir()]
        keep = watchfiles.DefaultFilter()
        async for changes in watchfiles.awatch(
            *folders, watch_filter=keep, step=_STEP_MS, debounce=_DEBOUNCE_MS, force_polling=self._poll or None
        ):
            self._news.put_nowait({Path(path) for _, path in changes})
