"""Where links lead: to the web, to a place in this article, or to another one of the publication."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from publish.base.messages import say
from publish.importing.book_tree import find_article
from publish.importing.dialects.context import Context
from publish.importing.dialects.references import LABEL, WIKI

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_REACHED = ("http", "https", "mailto", "tel")


class NowhereError(Exception):
    """A link leads to no place of the publication; its words say why."""


def resolve(context: Context, target: str) -> str:
    """Return the target of a link as ours are written.

    Raises:
        NowhereError: If it leads nowhere.
    """
    target = target.strip()
    if target.startswith(LABEL):
        return _by_label(context, target.removeprefix(LABEL))
    if target.startswith(WIKI):
        return _by_name(context, target.removeprefix(WIKI))
    if target.startswith("//"):
        return f"https:{target}"
    if scheme := _SCHEME.match(target):
        if scheme[1].lower() in _REACHED:
            return target.replace(" ", "%20")
        if found := _by_slug(context, target[scheme.end() :]):
            return found
        raise NowhereError(say("readers cannot reach it: {target}", target=target[:60]))
    if re.match(r"www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|vn|io|dev|edu|gov|info)(?:/|$)", target):
        return f"https://{target}"
    file, _, place = target.partition("#")
    file = unquote(file.partition("?")[0])
    if not file:
        return _place(context, context.name, place)
    name = _find(context, file)
    return _place(context, name, place)


def _find(context: Context, file: str) -> str:
    whole = context.whole
    folder, root = whole.folder, whole.tree.root
    bases = (root, "") if file.startswith("/") else (context.base, root, "")
    for base in bases:
        found = find_article(folder, file.lstrip("/"), base)
        if found in whole.articles:
            return found
        above = find_article(folder, f"../{file}".rstrip("/"), base) if not file.startswith("/") else None
        if above in whole.articles and not folder.find(file, base):
            return above
    if any(folder.leads_out(file, base) for base in bases[:1]):
        raise NowhereError(say("outside of the folder: {file}", file=file))
    there = any(folder.find(file, base) for base in bases)
    missing, other = say("there is no such file: {file}", file=file), say("it is no chapter: {file}", file=file)
    raise NowhereError(other if there else missing)


def _place(context: Context, name: str, place: str) -> str:
    whole = context.whole
    own = name == context.name
    if not own and not whole.linked:
        raise NowhereError(say("only the articles of a book can be linked"))
    start = "" if own else posixpath.relpath(whole.articles[name], posixpath.dirname(context.output) or ".")
    if not place:
        if own:
            raise NowhereError(say("it leads to the top of its own text"))
        return start
    id_ = whole.places[name].find(place) if name in whole.places else None
    if id_ and id_ == whole.places[name].headline and not own:
        return start
    if id_:
        return f"{start}#{id_}"
    if own:
        raise NowhereError(say("there is no such place: #{place}", place=place))
    return start


def is_lost_place(context: Context, target: str, made: str) -> bool:
    """Tell whether a link lost the place in the article that it leads to."""
    file, _, place = target.partition("#")
    if not place or "#" in made or _SCHEME.match(made) or _SCHEME.match(target):
        return False
    try:
        name = _find(context, unquote(file.partition("?")[0]))
    except NowhereError:
        return True
    return context.whole.places[name].find(place) is None if name in context.whole.places else True


def _by_label(context: Context, label: str) -> str:
    whole = context.whole
    if context.name in whole.places and (id_ := whole.places[context.name].find(label)):
        return f"#{id_}"
    if found := whole.labels.get(label):
        return _place(context, *found)
    for name, places in whole.places.items():
        if places.find(label):
            return _place(context, name, label)
    raise NowhereError(say("there is no such place: {label}", label=label))


def _by_slug(context: Context, target: str) -> str:
    """Return where an address leads that names a text without its folders and numbers; empty if none is called so."""
    slug, _, place = target.partition("#")
    found = [name for name in context.whole.articles if slug and slug.casefold() == _slug(name)]
    return _place(context, found[0], place) if len(found) == 1 else ""


def _slug(name: str) -> str:
    """Return the name of a text, or that of its folder where it is the text of that, without its number."""
    stem = posixpath.splitext(posixpath.basename(name))[0].casefold()
    if stem in ("article", "index", "_index", "readme"):
        stem = posixpath.basename(posixpath.dirname(name)).casefold()
    return re.sub(r"^\d+[-_. ]+", "", stem)


def _by_name(context: Context, target: str) -> str:
    """Return where a link of a wiki leads: to the page of that name, in whichever folder it is."""
    page, _, place = target.partition("#")
    place = place.rpartition("#")[2].lstrip("^")
    if not page:
        return _place(context, context.name, place)
    whole = context.whole
    stem = page.strip().removesuffix(".md").casefold()
    for name in whole.articles:
        own = posixpath.splitext(name)[0].casefold()
        if own == stem or own.endswith(f"/{stem}") or posixpath.basename(own) == posixpath.basename(stem):
            return _place(context, name, place)
    raise NowhereError(say("there is no such page: {page}", page=page))
