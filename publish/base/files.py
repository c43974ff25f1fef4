"""Write finished files, all of them or none."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from publish.base.diagnostics import OutputError, Position, error, os_reason
from publish.base.messages import say

_MODE = 0o644


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all files or none: each first under a temporary name beside its place, then all renamed.

    Raises:
        OutputError: If a folder or file cannot be written (no right, disk full …); earlier files stay as they were.
    """
    with contextlib.ExitStack() as stack:
        ready = [(stack.enter_context(_temporary(path, content)), path) for path, content in files.items()]
        for temporary, path in ready:
            try:
                temporary.replace(path)
            except OSError as failure:
                raise _output_error(path, failure) from failure


def path_of_address(address: str) -> Path:
    """Return the path of a file by its ``file:`` URL."""
    from urllib.parse import unquote, urlsplit
    from urllib.request import url2pathname

    return Path(url2pathname(unquote(urlsplit(address).path)))


@contextlib.contextmanager
def _temporary(path: Path, content: bytes) -> Iterator[Path]:
    """Give a file with the content beside ``path``, gone at the end unless it was renamed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        import tempfile  # at the end, when all else is done

        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as failure:
        raise _output_error(path, failure) from failure
    temporary = Path(name)
    try:
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else _MODE)
        except OSError as failure:
            raise _output_error(path, failure) from failure
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _output_error(path: Path, failure: OSError) -> OutputError:
    return OutputError(error(Position(path), say("cannot be written: {reason}", reason=os_reason(failure)), "output"))
