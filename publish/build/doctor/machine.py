"""The machine itself: its letters, its room, and the folders that are written to."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from publish.base.cache import VARIABLE, Cache
from publish.base.diagnostics import PublishError, os_reason
from publish.base.messages import join_messages, say
from publish.build.doctor.checkup import Checkup, broken, good
from publish.publication.assets.folders import FONTS, bundled
from publish.publication.assets.fonts import characters, read_faces

LEAST_BYTES = 1_000_000_000
"""Room that a large book, the cache and its pages of proof may take."""

_UTF8 = frozenset(("utf-8", "utf8", "utf_8", "cp65001"))


def look_at_letters() -> Checkup:
    """Return whether names of files and messages can have any letter."""
    name, cost = "UTF-8", say("names of files, and what the program prints, may lose their Vietnamese letters")
    encodings = {
        say("names of files"): sys.getfilesystemencoding(),
        say("what is printed"): sys.stdout.encoding or "ascii",
    }
    wrong = [
        say("{what}: {encoding}", what=what, encoding=encoding)
        for what, encoding in encodings.items()
        if encoding.lower() not in _UTF8
    ]
    if wrong:
        return broken(name, join_messages(wrong, "; "), cost, _locale_remedy())
    asked = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "none")
    return good(name, say("(locale: {locale})", locale=asked))


def _locale_remedy() -> str:
    """Return the command after which this terminal takes any letter."""
    if sys.platform == "win32":
        return "set PYTHONUTF8=1"
    named = [name for name in ("PYTHONIOENCODING", "PYTHONUTF8", "PYTHONCOERCECLOCALE") if name in os.environ]
    unset = f"unset {' '.join(named)}; " if named else ""
    return f"{unset}export LC_ALL={'en_US.UTF-8' if sys.platform == 'darwin' else 'C.UTF-8'}"


def look_at_room(folder: Path) -> Checkup:
    """Return whether there is room on each disk that is written to: of the project, the cache and temporary files."""
    rooms = {}
    for wanted in (folder, Cache().folder, _temporary_folder()):
        there = next(path for path in (wanted, *wanted.parents) if path.exists())
        rooms[there] = shutil.disk_usage(there).free
    least = min(rooms, key=lambda path: rooms[path])
    told = say("{room:,.1f} GB free", room=rooms[least] / 1e9)
    if rooms[least] < LEAST_BYTES:
        cost = say("a large book may not be built; what stands in dist/ stays as it is")
        said = say("{room} in {folder}; {least:.0f} GB is advised", room=told, folder=least, least=LEAST_BYTES / 1e9)
        return broken(say("Disk"), said, cost, "publish clean", least)
    return good(say("Disk"), told, least)


def _temporary_folder() -> Path:
    """Return the folder of temporary files; the current one where there is none."""
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return Path.cwd()


def look_at_temporary() -> Checkup:
    """Return whether temporary files can be written, through which everything is made."""
    try:
        with tempfile.TemporaryDirectory(prefix="publish-") as folder:
            Path(folder, "trial").write_bytes(b"")
        return good(say("Temporary folder"), say("can be written to"), tempfile.gettempdir(), required=True)
    except OSError as failure:
        remedy = say("export TMPDIR=FOLDER, one that can be written to")
        return broken(say("Temporary folder"), os_reason(failure), say("nothing can be made"), remedy, required=True)


def look_at_cache() -> Checkup:
    """Return whether what was laid out can be kept for the next time."""
    cache = Cache()
    cost = say("every build lays out everything again")
    try:
        if cache.problem:
            raise OSError(cache.problem.partition(": ")[2])
        cache.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=cache.folder) as trial:
            trial.write(b"publish")
    except OSError as failure:
        remedy = say("export {variable}=FOLDER, one that can be written to", variable=VARIABLE)
        return broken(
            say("Cache"), say("it cannot be used: {reason}", reason=os_reason(failure)), cost, remedy, cache.folder
        )
    return good(
        say("Cache"),
        say("{used:,.1f} MB of {limit:,.0f} MB", used=cache.size() / 1e6, limit=cache.limit_bytes / 1e6),
        cache.folder,
    )


def look_at_fonts() -> Checkup:
    """Return whether the fonts and styles that come with the program are there, and can be read."""
    cost, remedy = say("nothing can be laid out"), say("install the program again")
    try:
        faces = read_faces(bundled("styles") / "fonts.css")
        for face in faces:
            characters(face.path)
        files = [path for path in bundled(FONTS).rglob("*.ttf") if characters(path)]
    except PublishError as failure:
        found = failure.diagnostics[0]
        said = say("{name}: {said}", name=found.position.file.name, said=found.message)
        return broken(say("Fonts"), said, cost, remedy, found.position.file, required=True)
    return good(
        say("Fonts"),
        say("{files} files of {families} families", files=len(files), families=len({path.parent for path in files})),
        required=True,
    )
