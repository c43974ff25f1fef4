"""Machines on which something is missing or broken: a path of our own, with programs that do as they are told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.folders import ROOT


class Machine:
    """A folder of programs that is all of the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def add(self, name: str, script: str) -> Path:
        """Add a program: a script of the shell."""
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run publish on this machine, in its own folder."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PUBLISH_")}
        path = os.pathsep.join(filter(None, [variables.pop("first", ""), str(ROOT), kept.get("PYTHONPATH", "")]))
        environment = {**kept, "PATH": str(self.folder), "PYTHONPATH": path, "PUBLISH_ACE": "", **variables}
        command = [sys.executable, "-m", "publish", *arguments]
        encoding = variables.get("PYTHONIOENCODING", "utf-8")
        return subprocess.run(command, env=environment, capture_output=True, encoding=encoding, cwd=self.folder)


def add_library(folder: Path, name: str, version: str) -> None:
    """Add the metadata of a library to a folder that is searched for them."""
    facts: Mapping[str, str] = {"Metadata-Version": "2.1", "Name": name, "Version": version}
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("".join(f"{key}: {value}\n" for key, value in facts.items()), encoding="utf-8")
