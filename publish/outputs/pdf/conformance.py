"""Have finished pages look the same on every screen: PDF/A-3 (ISO 19005-3), what its structure and metadata leave open.

It works on the objects of the engine before they are written, whole files and fragments alike.
"""

from __future__ import annotations

from typing import Any

SRGB, INKS = "profiles/sRGB2014.icc", "profiles/ISOcoated_v2_300_bas.icc"
_PRINT = 4  # the flag of an annotation that is printed with its page (ISO 32000-1, table 165)


def write_screen_intent(profile: str) -> str:
    """Return the output intent of a screen: sRGB, for all colours that name no space (6.2.3).

    Args:
        profile: Reference of the profile.
    """
    condition = "sRGB IEC61966-2.1"
    facts = f"/OutputConditionIdentifier({condition})/Info({condition})/RegistryName(http://www.color.org)"
    return f"<</Type/OutputIntent/S/GTS_PDFA1{facts}/DestOutputProfile {profile}>>"


def show_alike(pdf: Any) -> None:
    """Have no viewer smooth pictures its own way (6.2.8), and each link be printed with its page (6.3.2)."""
    for found in pdf.objects:
        extra = getattr(found, "extra", {})
        extra.pop("Interpolate", None)
        if "SMask" in extra and hasattr(extra["SMask"], "extra"):
            extra["SMask"].extra.pop("Interpolate", None)
        if isinstance(found, dict) and found.get("Type") == "/Annot":
            found["F"] = _PRINT


def uses_inks(pdf: Any) -> bool:
    """Tell whether anything on the pages is coloured by inks."""
    for found in pdf.objects:
        facts = found if isinstance(found, dict) else getattr(found, "extra", {})
        if facts.get("ColorSpace") == "/DeviceCMYK":
            return True
        if any(item in (b"/DeviceCMYK cs", b"/DeviceCMYK CS") for item in getattr(found, "stream", ())):
            return True
    return False


def name_inks(pdf: Any, profile: str) -> None:
    """Say which inks are meant where any are, so that a screen can show them (6.2.4.3).

    The colours stay as they are: a press takes them from here.

    Args:
        pdf: The file.
        profile: Reference of the profile of the inks.
    """
    for found in pdf.objects:
        if isinstance(found, dict) and "lab-d50" in found:
            found["DefaultCMYK"] = f"[/ICCBased {profile}]"
