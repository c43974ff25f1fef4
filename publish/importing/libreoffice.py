"""LibreOffice, which makes another file of one: by itself, without macros, without what lies elsewhere, within a time.

It gets a profile of its own, in which programs in files do not run and nothing that a file only names is fetched, and
no window.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from publish.base.messages import say

SECONDS = 120
"""How long LibreOffice may take for a file."""

_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Common/Filter/PDF/Export", "UseLosslessCompression", "true"),
    ("Common/Filter/PDF/Export", "ReduceImageResolution", "false"),
)
"""Settings of the profile: where they stand below ``org.openoffice.Office``, their name and value."""


class ConversionError(Exception):
    """LibreOffice made nothing of a file; the text says why."""


def find_program() -> str | None:
    """Return where LibreOffice is; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Times New Roman</family>
<family>Liberation Serif</family></prefer></alias>
</fontconfig>
"""


def convert(program: str, file: Path, to: str, folder: Path, *, fonts: Path | None = None) -> Path:
    """Return the file that LibreOffice makes of another.

    Args:
        program: Path of LibreOffice.
        file: The file that is read.
        to: Ending of the new file and the filter that makes it, ``docx:MS Word 2007 XML``.
        folder: A folder for the profile and the result, which nobody else uses.
        fonts: A folder of fonts that it knows beside those of the system; Liberation Serif stands in for Times New
            Roman where that is not installed.

    Raises:
        ConversionError: If there is no result, or none in time.
    """
    profile, made = folder / "profile", folder / "made"
    _write_profile(profile)
    command = [
        *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"),
        *("--convert-to", to, "--outdir", str(made), str(file)),
    ]
    try:
        said = _run(command, folder, _with_fonts(fonts, folder) if fonts else None)
    except (OSError, subprocess.TimeoutExpired) as failure:
        raise ConversionError(type(failure).__name__) from failure
    result = made / f"{file.stem}.{to.partition(':')[0]}"
    if not result.is_file():
        raise ConversionError(" ".join(said.decode("utf-8", "replace").split())[:200] or say("it says nothing"))
    return result


def _with_fonts(fonts: Path, folder: Path) -> dict[str, str]:
    """Return an environment in which fontconfig finds a folder of fonts as well."""
    file = folder / "fonts.conf"
    text = _FONTCONFIG.format(fonts=escape(str(fonts)), cache=escape(str(folder / "fontconfig")))
    file.write_text(text, encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(file)}


def _run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> bytes:
    """Run a command with all that it starts, and return what it says of its errors."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=SECONDS)[1]
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise


def _write_profile(profile: Path) -> None:
    rows = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>\n"
        for path, name, value in _SETTINGS
    )
    space = "http://openoffice.org/2001/registry"
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="{space}">\n{rows}</oor:items>\n', "utf-8"
    )
