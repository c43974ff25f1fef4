"""Make the stylesheets of a book and the fonts they name: copies of the printed fonts with the letters it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from publish.base.diagnostics import Position, StyleError, error
from publish.base.messages import say
from publish.base.workers.task import Task
from publish.base.workers.worker import Call, call_here
from publish.layout.code import LETTER_BY_LETTER
from publish.layout.listings.pieces import BOLD, SLANTED, styled_code
from publish.outputs.epub.container import Resource
from publish.publication import model
from publish.publication.assets import emoji
from publish.publication.assets.dropped_fonts import find_faces, find_licence, own_letters
from publish.publication.assets.folders import Assets
from publish.publication.assets.fonts import Face, read_faces, subset_faces
from publish.publication.formulas.library import type_file

_KINDS = ("Mono", "Sans", "Serif", "Math")
MATH = "STIX Two Math"
"""The family of formulas."""

FORMULA = re.compile(r"<math .*?</math>", re.DOTALL)
"""A formula in a page."""

_SHOUTED = (model.Heading, model.PullQuote, model.Strong)
"""Nodes whose text is bold in every style."""


def make_styles(article: model.Article, assets: Assets, pages: Iterable[str], call: Call = call_here) -> list[Resource]:
    """Return the stylesheet of the article on screen, that of its fonts, and the fonts.

    The style names the families of ``fonts.css``, as on paper; in the book they have names of their own, since the
    copies are changed fonts and a reader may have the unchanged ones.

    Args:
        article: What the book holds.
        assets: Styles and fonts.
        pages: XHTML of the pages, whose letters the fonts need.
        call: How the fonts are cut down: here, or in a worker, which has the libraries at hand.

    Raises:
        StyleError, AssetError: If a stylesheet or a font is not usable.
    """
    path = assets.style("article/epub.css")
    try:
        css = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        message = say("cannot be read: {reason}", reason=failure)
        raise StyleError(error(Position(path), message, "unreadable-style")) from failure
    named, faces = read_faces(assets.style("fonts.css")), find_faces(assets)
    bundled = len(named)
    pages = list(pages)
    text = "".join(sorted(set().union(*pages)))
    if "uppercase" in css:
        text += text.upper()
    needed = [(face, "".join(sorted(set(needed_text(face, article, css, text))))) for face in named]
    if formulas := "".join(formula for page in pages for formula in FORMULA.findall(page)):
        css += f'math {{ font-family: "{MATH}", math }}\n'
        named = (*named, Face(MATH, "400", "normal", type_file(), article.position))
        needed.append((named[-1], "".join(sorted({"√", *formulas, *filter(None, map(slanted, formulas))}))))
    needed += [(face, own_letters(face, faces, text)) for face in faces[bundled:-1]]
    needed.append((faces[-1], emoji.letters(text) if own_letters(faces[-1], faces, text) else ""))
    needed = [(face, letters) for face, letters in needed if letters]
    css = add_families(css, dict.fromkeys(face.family for face, _ in needed if face not in named))
    task = Task(subset_faces, say("cutting down the fonts"), article.position)
    names = name_families([*named, *faces[bundled:]])
    fonts, rules = [], []
    licences: dict[Path | None, None] = {}
    for (face, _), content in zip(needed, call(task, needed), strict=True):
        name, suffix = file_stem(face, names[face.family]), "otf" if content[:4] == b"OTTO" else "ttf"
        fonts.append(Resource(name, f"fonts/{name}.{suffix}", f"font/{suffix}", content))
        rules.append(_rule(face, names[face.family], f"../fonts/{name}.{suffix}"))
        licences[find_licence(face.path)] = None
    for family, name in names.items():
        css = re.sub(rf"([\"']){re.escape(family)}\1", f'"{name}"', css)
    font_css = "".join([notices(licences), *rules, f"code, pre {{ {LETTER_BY_LETTER} }}\n"])
    return [
        Resource("fonts-css", "styles/fonts.css", "text/css", font_css.encode()),
        Resource("article-css", "styles/article.css", "text/css", css.encode()),
        *fonts,
    ]


def slanted(letter: str) -> str:
    """Return the letter of formulas that a reader sets for a single one; empty where there is none."""
    for first, last, start in (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("Α", "Ω", 0x1D6E2), ("α", "ω", 0x1D6FC)):
        if first <= letter <= last:
            return "ℎ" if letter == "h" else chr(start + ord(letter) - ord(first))
    return ""


def name_families(faces: Sequence[Face]) -> dict[str, str]:
    """Return the name of each family inside the book: ``Publish Serif`` and so on, in none the name of the original."""
    names: dict[str, str] = {}
    for family in dict.fromkeys(face.family for face in faces):
        base = f"Publish {next((kind for kind in _KINDS if kind in family), 'Text')}"
        taken = set(names.values())
        numbered = (f"{base} {number}" for number in range(2, len(taken) + 3))
        names[family] = next(name for name in (base, *numbered) if name not in taken)
    return names


def needed_text(face: Face, article: model.Article, css: str, text: str) -> str:
    """Return what may be set in a face; empty when nothing is.

    A family that the style does not name sets nothing, and a weight only if the style names it or every bold text has
    it. The monospaced family sets code, italics set emphasis, unless the style itself asks for italics.
    """
    if not re.search(rf"[\"']{re.escape(face.family)}[\"']", css):
        return ""
    if face.weight not in ("400", "700") and face.weight not in css:
        return ""
    if "Mono" in face.family:
        if face.weight != "400" or face.style != "normal":
            return _styled_code(face, article)
        return "".join(node.text for node in model.walk(article) if isinstance(node, model.Code | model.CodeBlock))
    if face.style == "normal" or re.search(r"\bitalic\b", _OF_CODE.sub("", css)):
        return text
    stressed = _stressed_and_bold(article) if face.weight != "400" else _inside(article, model.Emphasis)
    return stressed and stressed + (stressed.upper() if "uppercase" in css else "")


_OF_CODE = re.compile(r"\.code-\w+ *\{[^}]*\}")
"""Rules of a style for what is told apart in code, which has a family of its own."""


def _styled_code(face: Face, article: model.Article) -> str:
    """Return code that is bold, or slanted; none is both."""
    if face.weight == "400":
        return styled_code(article, SLANTED)
    return styled_code(article, BOLD) if face.style == "normal" else ""


def _stressed_and_bold(article: model.Article) -> str:
    """Return text that is italic and bold at once: emphasis in a headline or a label, importance in emphasis."""
    bold: list[object] = [article.headline, article.kicker]
    for node in model.walk(article):
        if isinstance(node, _SHOUTED):
            bold.append(node)
        elif isinstance(node, model.ListItem):
            bold.append(node.label)
        elif isinstance(node, model.Box):
            bold.append(node.title)
        elif isinstance(node, model.Table):
            bold += [node.caption, node.head]
        elif isinstance(node, model.Emphasis):
            bold += [inner for inner in model.walk(node) if isinstance(inner, model.Strong)]
            if any(isinstance(inner, model.Strong) for inner in model.walk(node)):
                bold.append((node,))
    return "".join(_inside(part, model.Emphasis) for part in bold)


def _inside(node: object, kind: type) -> str:
    """Return the text that stands in nodes of a kind."""
    found = (inner for inner in model.walk(node) if isinstance(inner, kind))
    return "".join(model.plain_text((inner,)) for inner in found)  # type: ignore[arg-type]  # Emphasis is inline


def add_families(css: str, families: Iterable[str]) -> str:
    """Return a style with families at the end of each list of families, before a generic one."""
    added = "".join(f'"{family}", ' for family in families)
    if not added:
        return css

    def add(match: re.Match[str]) -> str:
        named, generic = match[2], match[3] or ""
        return f"{match[1]}{named}, {added.rstrip(', ')}{generic}"

    return re.sub(rf"(font-family:\s*)([^;}}]*?)((?:,\s*(?:{_GENERIC}))?\s*(?=[;}}]))", add, css)


_GENERIC = "serif|sans-serif|monospace|cursive|fantasy|system-ui"


def file_stem(face: Face, family: str) -> str:
    """Return the name of a face inside the book, without suffix: ``publish-serif-700-italic``."""
    style = "" if face.style == "normal" else f"-{face.style}"
    return f"{family.lower().replace(' ', '-')}-{face.weight}{style}"


def _rule(face: Face, family: str, url: str) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {face.weight}; font-style: {face.style};'
        f' src: url("{url}") }}\n'
    )


def notices(licences: Iterable[Path | None]) -> str:
    """Return whose fonts these are, as their licence asks (SIL OFL 1.1, condition 2)."""
    lines, are_open = [], True
    for licence in filter(None, licences):
        text = licence.read_text(encoding="utf-8", errors="replace") if licence.suffix in (".txt", ".md", "") else ""
        lines += [line.strip() for line in text.splitlines() if re.search(r"(?i)copyright.*\d{4}", line)][
            :_MOST_NOTICES
        ]
        are_open = are_open and "SIL OPEN FONT LICENSE" in text.upper()
    if not lines:
        return ""
    notice = "\n   ".join(line.replace("*/", "* /") for line in lines)
    terms = "Licence: SIL Open Font License 1.1,\n   https://openfontlicense.org" if are_open else _OTHER_TERMS
    return f"/* {notice}\n   These copies hold only the letters of this book, under names of their own. {terms} */\n"


_MOST_NOTICES = 5  # lines of one licence
_OTHER_TERMS = "Each is under the\n   licence of its maker."
