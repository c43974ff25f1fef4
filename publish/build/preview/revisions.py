"""The sources of a project as they were at a revision of its Git repository.

Git is asked for objects alone, with lists of arguments and never through a shell: no hook, filter or pager runs.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from publish.base.diagnostics import EngineError, Position, SourceError, error, os_reason
from publish.base.messages import say
from publish.base.records import dataclass

_FOLDERS = ("source", "styles", "fonts")
_MOST_FILES, _MOST_BYTES = 20_000, 1 << 30
_MOST_TOLD = 30
_SECONDS = 60
_SETTINGS = (
    "core.fsmonitor=false",
    "protocol.allow=never",
    f"core.hooksPath={os.devnull}",
    "log.showSignature=false",
    "color.ui=false",
)
_FILE_MODES = (b"100644", b"100755")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: the name of it, its day, and the first line of its message."""

    name: str
    day: str
    subject: str


def list_revisions(root: Path) -> list[Revision]:
    """Return the last commits that changed a project, the newest first; none if it is in no repository."""
    try:
        told = _git(root, "log", f"-n{_MOST_TOLD}", "--format=%h%x00%cs%x00%s", "--", *_FOLDERS)
    except (SourceError, EngineError):
        return []
    lines = [line.split("\0", 2) for line in told.decode("utf-8", "replace").splitlines()]
    return [Revision(*line) for line in lines if len(line) == 3]


def write_revision(root: Path, name: str, folder: Path) -> None:
    """Write the sources, styles and fonts of a project, as they were at a revision, into a folder.

    Args:
        root: Folder of the project.
        name: Revision, as Git takes it.
        folder: An empty folder.

    Raises:
        EngineError: If Git is not installed.
        SourceError: If there is no such revision, or no project in it.
    """
    if not name or name.startswith("-") or not name.isprintable() or len(name) > 200:
        raise _no_revision(root, name)
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip().decode()
    entries: list[tuple[str, PurePosixPath]] = []
    size = 0
    for entry in _git(root, "ls-tree", "-r", "-z", "--long", commit, "--", *_FOLDERS).split(b"\0"):
        facts, _, path = entry.partition(b"\t")
        fields = facts.split()
        if len(fields) == 4 and fields[0] in _FILE_MODES:  # no link, which may lead elsewhere, and no other repository
            place = PurePosixPath(os.fsdecode(path))
            if not place.is_absolute() and ".." not in place.parts:
                entries.append((fields[2].decode(), place))
                size += int(fields[3])
    if not entries or len(entries) > _MOST_FILES or size > _MOST_BYTES:
        raise _no_revision(root, name)
    _write_blobs(root, entries, folder)


def _write_blobs(root: Path, entries: list[tuple[str, PurePosixPath]], folder: Path) -> None:
    asked = "".join(f"{blob}\n" for blob, _ in entries).encode()
    content = _git(root, "cat-file", "--batch", given=asked)
    at = 0
    for _, place in entries:
        end = content.index(b"\n", at)
        said = content[at:end].split()
        if len(said) != 3:  # "NAME missing", as in a copy of a part of the repository
            raise SourceError(
                error(Position(root), say("git does not have {path} of that revision", path=place), "git")
            )
        size = int(said[2])
        target = folder.joinpath(*place.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content[end + 1 : end + 1 + size])
        at = end + 1 + size + 1


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what Git says.

    Raises:
        EngineError: If it is not installed.
        SourceError: If it has no answer.
    """
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = ["git", "--no-pager", "--no-optional-locks", *settings, "-C", str(root), *arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    variables = {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(command, input=given, capture_output=True, env=variables, timeout=_SECONDS, check=False)
    except OSError as failure:
        message = say("git cannot be started: {reason}", reason=os_reason(failure))
        raise EngineError(error(Position(root), message, "git", say("install Git"))) from failure
    except subprocess.TimeoutExpired as failure:
        raise SourceError(
            error(Position(root), say("git gave no answer within {seconds} s", seconds=_SECONDS), "git")
        ) from failure
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else say("the project has no such revision")
        raise SourceError(error(Position(root), reason, "git"))
    return done.stdout


def _no_revision(root: Path, name: str) -> SourceError:
    return SourceError(error(Position(root), say("the project has no such revision: {name!r}", name=name[:60]), "git"))
