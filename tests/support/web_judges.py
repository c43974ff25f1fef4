"""Outside judges of web pages: the Nu HTML Checker, and axe-core in a headless browser.

They are npm packages that ``.ci/system --test`` installs; ``PUBLISH_WEB_JUDGES`` names another folder that has them.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.support.programs import need, skip

FOLDER = Path(os.environ.get("PUBLISH_WEB_JUDGES") or Path.home() / ".cache" / "publish" / "web-judges")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_RUN = """
addEventListener("load", () => axe.run({ resultTypes: ["violations"] }).then((result) => {
  const said = document.createElement("pre");
  said.id = "said";
  said.textContent = JSON.stringify(result.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]));
  document.body.append(said);
}));
"""


def _package(path: str) -> Path:
    file = FOLDER / "node_modules" / path
    if not file.is_file():
        skip(f"{path.partition('/')[0]} is not installed: run '.ci/system --test'")
    return file


def ask_nu(files: Iterable[Path]) -> list[str]:
    """What the Nu HTML Checker calls an error, a line each."""
    jar = _package("vnu-jar/build/dist/vnu.jar")
    need("java")
    command = ["java", "-Xss2m", "-jar", jar, "--errors-only", *files]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    return (result.stdout + result.stderr).splitlines()


def browse(page: Path, *options: str, place: str = "") -> tuple[str, str]:
    """The document that a browser makes of a page, opened at a place in it, and what it writes to its console."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None) or skip("chromium is not installed")
    profile = page.parent / ".browser"
    fixed = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--enable-logging=stderr"]
    address = page.absolute().as_uri() + (f"#{place}" if place else "")
    command = [browser, *fixed, *options, "--virtual-time-budget=20000", "--dump-dom", address]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    finally:
        shutil.rmtree(profile, ignore_errors=True)
    console = [line for line in result.stderr.splitlines() if ":CONSOLE" in line]
    return result.stdout, "\n".join(console)


def ask_axe(page: Path, *options: str) -> list[Any]:
    """What axe-core finds on a page: name of the rule, and the elements."""
    axe = _package("axe-core/axe.min.js").read_text(encoding="utf-8")
    copy = page.with_name(f"axe-{page.name}")
    text = _POLICY.sub("", page.read_text(encoding="utf-8"))  # which rightly forbids what axe is
    copy.write_text(text.replace("</body>", f"<script>{axe}</script><script>{_RUN}</script></body>"), encoding="utf-8")
    try:
        document, console = browse(copy, *options)
    finally:
        copy.unlink()
    said = re.search(r'<pre id="said">(.*?)</pre>', document, re.DOTALL)
    assert said, console or "axe has said nothing"
    found: list[Any] = json.loads(html.unescape(said[1]))
    return found
