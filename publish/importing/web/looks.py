"""What elements of a page look like: by their tags, their style, and the rules of the page for tags and classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from publish.importing.shaping.tree import Look
from publish.importing.web.page import Element

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<class>[\w-]+))?", re.IGNORECASE)
_SIZE = re.compile(r"([\d.]+)(pt|px|em|rem|%)")
_TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "code"),
}
_MOST_RULES = 5_000


class PageStyles:
    """The rules of a page for tags and classes."""

    def __init__(self, root: Element, linked: str = "") -> None:
        """Take in the style elements of a page, and the text of the stylesheets that it links."""
        self._rules: dict[str, dict[str, str]] = {}
        text = re.sub(r"/\*.*?\*/|<!--|-->", " ", "\n".join([linked, *root.xpath("//style/text()")]), flags=re.DOTALL)
        for match in list(_RULE.finditer(text))[:_MOST_RULES]:
            for selector in match[1].split(","):
                if _SELECTOR.fullmatch(selector.strip()) and selector.strip():
                    self._rules.setdefault(selector.strip().lower(), {}).update(_declarations(match[2]))

    def of(self, element: Element) -> dict[str, str]:
        """Return the declarations that hold for an element."""
        tag = element.tag.lower()
        found = dict(self._rules.get(tag, {}))
        for name in (element.get("class") or "").lower().split():
            found |= self._rules.get(f".{name}", {}) | self._rules.get(f"{tag}.{name}", {})
        if align := element.get("align"):
            found["text-align"] = align.lower()
        return found | _declarations(element.get("style") or "")

    def look(self, element: Element, around: Look) -> Look:
        """Return what the words of an element look like, by what those around it do."""
        tag = element.tag.lower()
        look = _tagged(around, _TAGS[tag]) if tag in _TAGS else around
        if tag in ("sup", "sub"):
            look = replace(look, raised="superscript" if tag == "sup" else "subscript")
        said = self.of(element)
        if weight := said.get("font-weight"):
            look = replace(look, bold=weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600))
        if slant := said.get("font-style"):
            look = replace(look, italic=slant in ("italic", "oblique"))
        decoration = said.get("text-decoration", "") + said.get("text-decoration-line", "")
        if "underline" in decoration:
            look = replace(look, underline=True)
        if "line-through" in decoration:
            look = replace(look, strike=True)
        if said.get("vertical-align") in ("super", "sub"):
            look = replace(look, raised="superscript" if said["vertical-align"] == "super" else "subscript")
        family = (said.get("font-family") or element.get("face") or "").split(",")[0].strip(" \"'")
        if family:
            look = replace(look, font=family, other_font=family)
        if size := _SIZE.match(said.get("font-size", "")):
            look = replace(look, size=_half_points(float(size[1]), size[2], around.size))
        if is_hidden(said):
            look = replace(look, hidden=True)
        return look


def _tagged(look: Look, name: str) -> Look:
    return replace(
        look,
        bold=look.bold or name == "bold",
        italic=look.italic or name == "italic",
        underline=look.underline or name == "underline",
        strike=look.strike or name == "strike",
        code=look.code or name == "code",
    )


def is_hidden(said: Mapping[str, str]) -> bool:
    """Tell whether what has these declarations is not shown."""
    return said.get("display") == "none" or said.get("mso-hide") == "all"


def _half_points(size: float, unit: str, around: int) -> int:
    worth = {"pt": 2.0, "px": 1.5, "em": around, "rem": 24.0, "%": around / 100}[unit]
    return max(2, min(400, round(size * worth)))


def _declarations(text: str) -> dict[str, str]:
    found = {}
    for part in text.split(";"):
        name, colon, said = part.partition(":")
        if colon:
            found[name.strip().lower()] = " ".join(said.replace("!important", "").lower().split())
    return found
