"""Pictures: found in the folder, looked at, and copied into the project."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
import tempfile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from publish.base.diagnostics import Position, Severity, SourceError
from publish.base.filenames import composed, is_file_name
from publish.base.messages import say
from publish.base.units import MM_PER_INCH
from publish.importing.dialects.context import Context
from publish.importing.dialects.links import NowhereError
from publish.importing.dialects.references import WIKI
from publish.publication.assets.images import DRAWING, check_picture, measure_picture

_REMOTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//|[A-Za-z][A-Za-z0-9+.-]+:")
_DATA = re.compile(r"data:image/(?P<kind>[a-z0-9.+-]+)(?:;[^,;]*)*;base64,(?P<data>[A-Za-z0-9+/=%\s]+)$")
_BADGE = re.compile(
    r"shields\.io|/badges?[/.]|badge\.(?:svg|png|fury)|travis-ci|codecov|coveralls|circleci\.com/.*\.svg|actions/workflows"
    r"|colab-badge|opencollective|deepsource|goreportcard|gitter\.im|binder\.org/badge|star-history|contrib\.rocks",
    re.IGNORECASE,
)
_STATIC = ("", "static", "public", "assets", "src", "docs", "docs/public", "images", "img", "attachments", "_static")


def is_badge(target: str) -> bool:
    """Tell whether a picture is a badge of a service, which changes by the hour and says nothing on paper."""
    return bool(_BADGE.search(target))


def take_picture(context: Context, target: str) -> str:
    """Return the name of a picture as it is found from our article; its file is in the project then.

    Raises:
        NowhereError: If there is no such picture in the folder, or it cannot be used.
    """
    if data := _DATA.match(target):
        return _from(context, _save(context, data))
    if target.startswith(WIKI):
        name = _by_name(context, target.removeprefix(WIKI))
    elif _REMOTE.match(target):
        raise NowhereError(say("it stands on the web"))
    else:
        name = _find(context, target)
    whole = context.whole
    if name not in whole.pictures:
        whole.pictures[name] = _copy(context, name)
    if not whole.pictures[name]:
        raise NowhereError(say("it cannot be used: {name}", name=name))
    return _from(context, whole.pictures[name])


ICON = 64
"""Pixels up to which a picture is a sign among words, which stands in their line."""


def is_icon(context: Context, target: str) -> bool:
    """Tell whether a picture that was taken in is so small that it is a sign among words."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(context.output), target)) in context.whole.icons


LEAST_PPI = 155
"""Pixels to the inch that a picture has in print: those that printers of offset ask for, and a little more."""

TEXT_MM = 123
"""Width of the text of a book of 160 × 240 mm; where the text is narrower, pictures come out finer."""


def widest(context: Context, target: str) -> int:
    """Return the share of the text, in percent, that a picture may be wide at most to have enough pixels for print."""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(context.output), target))
    sizes = context.whole.sizes
    return max(1, min(100, int(sizes[name] / LEAST_PPI * MM_PER_INCH / TEXT_MM * 100))) if sizes.get(name) else 100


def _from(context: Context, output: str) -> str:
    return posixpath.relpath(output, posixpath.dirname(context.output) or ".")


def _find(context: Context, target: str) -> str:
    folder, root = context.whole.folder, context.whole.tree.root
    plain = target.partition("?")[0].partition("#")[0]
    bases = [*([] if plain.startswith("/") else [context.base]), root]
    bases += [
        posixpath.join(*filter(None, (above, name))) if above or name else ""
        for above in ("", root)
        for name in _STATIC
    ]
    if not plain.startswith("/"):
        bases.append(posixpath.splitext(context.name)[0])
    for form in dict.fromkeys((target, plain, unquote(plain))):
        for base in bases:
            if found := folder.find(form.lstrip("/") if base else form, base):
                return found
    if folder.leads_out(plain.lstrip("/"), context.base):
        raise NowhereError(say("outside of the folder: {plain}", plain=plain))
    raise NowhereError(say("there is no such file: {plain}", plain=plain[:80]))


def _by_name(context: Context, target: str) -> str:
    target = composed(target.partition("#")[0].strip())
    folder = context.whole.folder
    if found := folder.find(target, context.base) or folder.find(target):
        return found
    wanted = posixpath.basename(target).casefold()
    for name in folder.names:
        if posixpath.basename(name).casefold() == wanted:
            return name
    raise NowhereError(say("there is no such file: {target}", target=target))


def _copy(context: Context, name: str) -> str:
    """Return our name of a picture that was taken in; empty if it cannot be used."""
    whole = context.whole
    path = whole.folder.path(name)
    try:
        content = whole.folder.read(name)
    except SourceError:
        return ""
    if (plain := without_switches(content)) != content:
        context.change(say("picture"), name, say("of the words that it has twice those that need no HTML"))
    try:
        with tempfile.NamedTemporaryFile(suffix=posixpath.splitext(name)[1]) as file:
            if plain != content:
                file.write(plain)
                file.flush()
                path, content = Path(file.name), plain
            found = list(check_picture(path, name, Position(path)))
            if any(each.severity is Severity.ERROR for each in found):
                return ""
            picture = measure_picture(path)
    except (OSError, ValueError, SyntaxError):
        return ""
    start = f"{whole.tree.root}/" if whole.tree.root else ""
    inside = name.startswith(start)
    made = _put(context, name.removeprefix(start) if inside else f"figures/{posixpath.basename(name)}", content)
    if 0 < max(picture.width, picture.height) <= ICON:
        whole.icons.add(made)
    whole.sizes[made] = 0 if picture.media_type == DRAWING else picture.width
    return made


_SVG = "{http://www.w3.org/2000/svg}"


def without_switches(content: bytes) -> bytes:
    """Return a drawing with one of the forms of each passage: diagrams.net writes words in HTML and in SVG.

    Any other picture is returned as it is, and so is a drawing that cannot be read or has entities of its own.
    """
    if b"<switch" not in content or b"<!ENTITY" in content:
        return content
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError):
        return content
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == f"{_SVG}switch":
                forms = [form for form in child if form.tag != f"{_SVG}foreignObject"]
                parent[place] = forms[0] if forms else ElementTree.Element(f"{_SVG}g")
                parent[place].tail = child.tail
    ElementTree.register_namespace("", _SVG[1:-1])
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return ElementTree.tostring(root, encoding="unicode").encode()


def _put(context: Context, output: str, content: bytes) -> str:
    files = context.whole.files
    output = output if is_file_name(output) else f"figures/{len(files) + 1}{posixpath.splitext(output)[1][:5]}"
    stem, suffix = posixpath.splitext(output)
    number = 2
    while files.get(output, content) != content:
        output, number = f"{stem}-{number}{suffix}", number + 1
    files[output] = content
    return output


def _save(context: Context, data: re.Match[str]) -> str:
    """Return our name of a picture that stands in the text itself."""
    try:
        content = base64.b64decode(unquote(data["data"]), validate=False)
    except (binascii.Error, ValueError):
        raise NowhereError(say("its data are broken")) from None
    suffix = {"jpeg": ".jpg", "svg+xml": ".svg"}.get(data["kind"], f".{data['kind']}")
    stem = Path(context.output).stem
    number = sum(name.startswith(f"figures/{stem}-") for name in context.whole.files) + 1
    made = _put(context, f"figures/{stem}-{number}{suffix}", content)
    try:
        with tempfile.NamedTemporaryFile(suffix=suffix) as file:
            file.write(content)
            file.flush()
            picture = measure_picture(Path(file.name))
    except (ValueError, OSError, SyntaxError):
        del context.whole.files[made]
        raise NowhereError(say("it is no picture")) from None
    context.whole.sizes[made] = 0 if picture.media_type == DRAWING else picture.width
    return made


def describe(target: str) -> str:
    """Return words for a picture that has none: the name of its file."""
    stem = posixpath.splitext(posixpath.basename(unquote(target.removeprefix(WIKI)).partition("?")[0]))[0]
    words = re.sub(r"[-_.\s]+", " ", stem).strip()
    return words if re.search(r"[^\W\d]", words) and not target.startswith("data:") else f"Hình {words[:20]}".strip()
