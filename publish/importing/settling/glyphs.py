"""Signs that no font of the house has: those that decorate go, those that mean something are written otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from publish.base.messages import say
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import Change, Draft, code_flags
from publish.publication.assets.dropped_fonts import find_faces
from publish.publication.assets.folders import Assets
from publish.publication.assets.fonts import missing_characters

_INSTEAD = {
    **dict.fromkeys("✅✔☑", "✓"),
    **dict.fromkeys("❌✖❎", "✗"),
    **dict.fromkeys("➡➜➔⮕⇨", "→"),
    **dict.fromkeys("⬅", "←"),
    **dict.fromkeys("⬆", "↑"),
    **dict.fromkeys("⬇", "↓"),
    **dict.fromkeys("⭐★🌟", "*"),
    **dict.fromkeys("•●▪◾⚫🔹🔸▶►", "•"),
    **{"①": "(1)", "②": "(2)", "③": "(3)", "④": "(4)", "⑤": "(5)", "⑥": "(6)", "⑦": "(7)", "⑧": "(8)", "⑨": "(9)"},
    **{
        "\u2011": "-",
        "\u2028": " ",
        "\u2029": " ",
        "\u3000": " ",
        "\uff1a": ":",
        "\uff08": "(",
        "\uff09": ")",
        "\uff0c": ",",
    },
    **{"\u2212": "-", "≈": "~", "≠": "!=", "≤": "<=", "≥": ">=", "⇒": "=>", "⟶": "→", "⟹": "=>"},
}
"""Signs that are written with others."""


def replace_signs(context: Context, draft: Draft, assets: Assets) -> None:
    """Replace the signs of a draft that have no glyph; letters stay, since a font for them can be put beside."""
    faces = find_faces(assets)
    missing = missing_characters(draft.text, faces) - set("\n\t")
    if not missing:
        return
    flags = code_flags(draft.lines)
    draft.apply(list(_changes(context, draft, missing, flags, faces)))


def _changes(
    context: Context, draft: Draft, missing: Iterable[str], flags: list[bool], faces: object
) -> Iterable[Change]:
    pattern = re.compile("[" + "".join(map(re.escape, sorted(missing))) + "]\ufe0f?")
    usable = {text for text in set(_INSTEAD.values()) if not missing_characters(text, faces)}  # type: ignore[arg-type]
    for found in pattern.finditer(draft.text):
        sign = found[0][0]
        category = unicodedata.category(sign)
        if category[0] == "L" or (category in ("Mn", "Mc", "Nd") and sign not in "\ufe0e\ufe0f"):
            continue
        place = draft.place(found.start())
        name = f"U+{ord(sign):04X}"
        instead = _INSTEAD.get(sign, "")
        end = found.end()
        if instead in usable:
            context.change(
                say("sign"), place, say("no font has it, written {instead}: {name}", instead=instead, name=name)
            )
        elif flags[draft.line_at(found.start())] and category not in ("Cf", "Mn"):
            instead = f"[{name}]"
            context.change(say("sign"), place, say("no font has it, written {instead} in code", instead=instead))
        else:
            told = f"{name} {unicodedata.name(sign, '').lower()}".rstrip()
            context.leave_out(say("sign"), place, say("no font has it: {sign}", sign=told))
            instead = ""
            before = draft.text[found.start() - 1 : found.start()]
            if before in ("", "\n", " ", "*", "#") and draft.text[end : end + 1] == " ":
                end += 1
        yield Change(found.start(), end, instead)
