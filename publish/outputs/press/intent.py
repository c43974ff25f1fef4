"""What a press twin says of itself: for which printing condition it is made, and that it is PDF/X-4 (ISO 15930-7)."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from publish.base.diagnostics import Position, StyleError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.outputs.pdf.objects import write_dictionary, write_string
from publish.outputs.press.conversion import PrintingCondition
from publish.outputs.press.marks import MARGIN_MM
from publish.publication.assets.folders import Assets
from publish.publication.assets.printers import DEFAULT, Printer, find_printer
from publish.publication.project import Project
from publish.publication.settings import read_config
from publish.publication.toml_values import line_of

SRGB = "profiles/sRGB2014.icc"
"""The profile of colours that name none."""


@dataclass(frozen=True, slots=True)
class Intent:
    """For which press a file is made.

    Attributes:
        printer: Who prints.
        look: How pages are printed.
        condition, registry, info: The printing condition, where it is registered, and in words.
        marks, bars, slug: What stands around the pages.
    """

    printer: Printer
    look: PrintingCondition
    condition: str
    registry: str
    info: str
    marks: bool
    bars: bool
    slug: bool


def find_intent(project: Project, assets: Assets) -> Intent:
    """Return what ``[press]`` of a project asks for, the rest as its printer has it.

    Raises:
        SourceError: If there is no such printer.
        StyleError: If the profile is not one of a press with four inks.
    """
    press = project.press
    text = read_config(project.config) if press.printer or press.profile else ""
    at = Position(project.config, line_of(text, "press", "printer"), 1)
    printer = find_printer(assets, press.printer or DEFAULT, at)
    name = press.profile or printer.profile
    profile = assets.style(f"profiles/{name}")
    check_profile(profile)
    own = bool(press.profile) and press.profile != printer.profile
    limit, flat = printer.ink_percent / 100, "transparency" in printer.forbidden
    marks = printer.marks if press.marks is None else press.marks
    margin = MARGIN_MM if marks else 0.0
    facts = f"{_digest(profile)} {limit} {flat} {margin}"
    look = PrintingCondition(
        profile, assets.style(SRGB), limit, flat, margin, hashlib.sha256(facts.encode()).hexdigest()
    )
    return Intent(
        printer,
        look,
        press.condition or (Path(name).stem if own else printer.condition),
        "" if own and not press.condition else printer.registry,
        name if own else printer.info,
        marks,
        press.bars,
        press.slug,
    )


def check_profile(profile: Path) -> None:
    """See that a file is an ICC profile of a press with four inks (ICC.1:2010, 7.2).

    Raises:
        StyleError: If it is none.
    """
    try:
        head = profile.read_bytes()[:128]
    except OSError as failure:
        message = say("cannot be read: {reason}", reason=failure)
        raise StyleError(error(Position(profile), message, "unreadable-style")) from failure
    if head[36:40] != b"acsp":
        raise StyleError(error(Position(profile), say("not an ICC profile"), "invalid-profile"))
    if (head[12:16], head[16:20]) != (b"prtr", b"CMYK"):
        hint = say("ask the printer for the profile of its press, class output, CMYK")
        message = say("not a profile of a press with four inks")
        raise StyleError(error(Position(profile), message, "invalid-profile", hint))


@functools.lru_cache(maxsize=4)
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_intent(intent: Intent, profile: int) -> str:
    """Return the output intent (ISO 15930-7, 6.2.2; ISO 32000-1, 14.11.5).

    Args:
        intent: The press for which the file is made.
        profile: Number of the stream of its profile.
    """
    entries = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFX",
        "OutputConditionIdentifier": write_string(intent.condition),
        "OutputCondition": write_string(intent.info),
        "Info": write_string(intent.info),
        "DestOutputProfile": f"{profile} 0 R",
    }
    if intent.registry:
        entries["RegistryName"] = write_string(intent.registry)
    return write_dictionary(entries)
