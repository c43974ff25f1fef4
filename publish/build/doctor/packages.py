"""How programs are installed on this machine, by its package manager."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from publish.base.messages import say
from publish.layout.engine.loading import INSTALL_PANGO

COMMANDS = {
    "apt": "apt-get install",
    "dnf": "dnf install",
    "brew": "brew install",
    "pacman": "pacman -S",
}
"""What each manager installs packages with."""

PACKAGES: Mapping[str, Mapping[str, str]] = {
    "Java": {
        "apt": "default-jre-headless",
        "dnf": "java-latest-openjdk-headless",
        "brew": "openjdk",
        "pacman": "jre-openjdk-headless",
    },
    "qpdf": dict.fromkeys(COMMANDS, "qpdf"),
    "Chromium": {"apt": "chromium", "dnf": "chromium", "brew": "--cask google-chrome", "pacman": "chromium"},
    "Node.js": {"apt": "npm", "dnf": "nodejs-npm", "brew": "node", "pacman": "npm"},
    "LibreOffice": {
        "apt": "libreoffice-writer-nogui",
        "dnf": "libreoffice-writer",
        "brew": "--cask libreoffice",
        "pacman": "libreoffice-fresh",
    },
    "Ghostscript": dict.fromkeys(COMMANDS, "ghostscript"),
    "poppler": {"apt": "poppler-utils", "dnf": "poppler-utils", "brew": "poppler", "pacman": "poppler"},
}
"""The packages of each program, by manager."""

_RELEASE = Path("/etc/os-release")
_FAMILIES = {"debian": "apt", "ubuntu": "apt", "fedora": "dnf", "rhel": "dnf", "centos": "dnf", "arch": "pacman"}


def install(program: str) -> str:
    """Return the command that installs a program here; that of every manager where we know of none.

    Args:
        program: A name in :data:`PACKAGES`.
    """
    commands = {manager: f"{COMMANDS[manager]} {package}" for manager, package in PACKAGES[program].items()}
    return _command(commands)


def install_pango() -> str:
    """Return the command that installs Pango here, and with it HarfBuzz and fontconfig."""
    if sys.platform == "win32":
        return INSTALL_PANGO["Windows"]
    return _command({manager: INSTALL_PANGO[manager] for manager in COMMANDS})


def _command(commands: Mapping[str, str]) -> str:
    """Return the command of this machine."""
    if sys.platform == "win32":
        return say("install it from the site of its makers, or with winget")
    if manager := find_manager():
        return f"{_before(manager)}{commands[manager]}"
    return "; ".join(f"{_before(name)}{command}" for name, command in commands.items())


def find_manager() -> str:
    """Return the package manager of this machine: by its kind of system, else by what is on the path; or nothing."""
    if sys.platform == "darwin":
        return "brew"
    try:
        release = _RELEASE.read_text(encoding="utf-8", errors="replace")
    except OSError:
        release = ""
    kinds = " ".join(re.findall(r"^ID(?:_LIKE)?=[\"']?([^\"'\n]*)", release, re.MULTILINE)).split()
    found = next((_FAMILIES[kind] for kind in kinds if kind in _FAMILIES), "")
    return found or next((name for name, command in COMMANDS.items() if shutil.which(command.split()[0])), "")


def _before(manager: str) -> str:
    """Return what stands before the command of a manager that only the administrator may run."""
    return "" if manager == "brew" or (hasattr(os, "geteuid") and os.geteuid() == 0) else "sudo "
