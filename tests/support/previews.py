"""A preview that runs, and a browser that looks at it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.programs import skip

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextlib.contextmanager
def preview(project: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a preview of a project, and its process, which ends with the block as Ctrl-C ends it."""
    command = [sys.executable, "-m", "publish", "preview", *options]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().strip(), process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        finally:
            if process.stdout:
                process.stdout.close()


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """The Chromium of this machine, driven by Playwright."""
    path = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or next(filter(None, map(shutil.which, _NAMES)), None)
    if not path:
        skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        window = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield window
        finally:
            window.close()
