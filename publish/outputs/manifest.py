"""Put finished files into ``dist/``, whole or not at all, and say what is there: manifest and checksums."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say

MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"
_STALE_SECONDS = 3600


def describe_files(
    files: Mapping[str, bytes], facts: Mapping[str, object], said: Mapping[str, Mapping[str, object]] | None = None
) -> dict[str, bytes]:
    """Return the manifest and the checksums of the files, by name.

    Args:
        files: Contents of the finished files by name.
        facts: What else the manifest says, such as the digest of the source.
        said: What else it says of each file, by name.
    """
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    entries = [
        {"name": name, "bytes": len(files[name]), "sha256": digest, **(said or {}).get(name, {})}
        for name, digest in digests.items()
    ]
    manifest = json.dumps({**facts, "files": entries}, ensure_ascii=False, indent=2) + "\n"
    listing = {**digests, MANIFEST: hashlib.sha256(manifest.encode()).hexdigest()}
    checksums = "".join(f"{digest}  {name}\n" for name, digest in sorted(listing.items()))
    return {MANIFEST: manifest.encode(), CHECKSUMS: checksums.encode()}


def read_entries(manifest: bytes) -> list[dict[str, Any]]:
    """Return what a manifest says of each file: ``name``, ``bytes``, ``sha256``.

    Raises:
        ValueError, KeyError, TypeError: If it is no manifest.
    """
    return [dict(entry) for entry in json.loads(manifest)["files"]]


def read_facts(folder: Path) -> dict[str, object]:
    """Return what the manifest in a folder says beside its files; nothing where there is none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return {key: value for key, value in manifest.items() if key != "files"}
    except (OSError, ValueError, AttributeError):
        return {}


def check_dist(folder: Path) -> list[Diagnostic]:
    """Return what is wrong between ``SHA256SUMS`` and the files of the folder: missing, changed or not listed."""
    listing = folder / CHECKSUMS
    try:
        lines = listing.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return [error(Position(listing), say("there are no checksums"), "missing-output", say("run 'publish build'"))]
    except (OSError, UnicodeDecodeError) as failure:
        message = say("cannot be read: {reason}", reason=failure)
        return [error(Position(listing), message, "missing-output", say("run 'publish build'"))]
    expected = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    findings = []
    for name, digest in expected.items():
        path = folder / name
        if not path.is_file():
            findings.append(error(Position(path), say("listed in SHA256SUMS but not there"), "missing-output"))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            findings.append(error(Position(path), say("not the file that SHA256SUMS lists"), "changed-output"))
    return findings


def sweep(files: Iterable[Path]) -> None:
    """Remove what writers of these files have left that were killed; what is younger than an hour may be in use."""
    stale = time.time() - _STALE_SECONDS
    for file in files:
        with contextlib.suppress(OSError):
            for left in file.parent.glob(f".{glob.escape(file.name)}.????????"):
                if left.stat().st_mtime < stale:
                    left.unlink()
