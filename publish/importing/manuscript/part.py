"""The part of a Word file of ours that says what Word has no words for."""

from __future__ import annotations

from collections.abc import Mapping

from publish.base.records import dataclass
from publish.importing.word.package import Package
from publish.importing.word.xml import Element
from publish.publication.model import Citation, IndexMark

NAMESPACE = "urn:vietpublish:manuscript"
"""Namespace of its elements: ``publication`` with ``article``, ``note``, ``name``, ``place`` and ``setting`` in it."""


def write_mark(mark: IndexMark) -> str:
    """Return what the index says of words as it stands in braces, ``index="entry!sub-entry"``."""
    key = "index" if mark.kind == "at" else f"index-{mark.kind}"
    parts = [f'{key}="{"!".join(mark.term)}"' if mark.term else key]
    parts += [f'see="{"!".join(mark.see)}"'] if mark.see else []
    parts += [f'see-also="{"!".join(mark.see_also)}"'] if mark.see_also else []
    return " ".join(parts)


def write_citation(node: Citation) -> str:
    """Return a citation as its author wrote it."""
    works = (f"@{work.key}, {work.locator}" if work.locator else f"@{work.key}" for work in node.works)
    return f"[{'; '.join(works)}]"


# What a file says ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What the part of ours says of a file: attributes of its elements.

    Attributes:
        publication: The publication.
        articles: The articles in their order; ``subjects`` holds those of each.
        names: Places by their bookmarks.
        places: What the content controls are, by their tags.
        notes: The notes by their bookmarks.
        settings: Sections of ``publish.toml`` as JSON, by name.
        files: Texts that go with it, by path.
    """

    publication: Mapping[str, str]
    articles: tuple[Mapping[str, str], ...]
    subjects: tuple[tuple[str, ...], ...]
    names: Mapping[str, Mapping[str, str]]
    places: Mapping[str, Mapping[str, str]]
    notes: Mapping[str, Mapping[str, str]]
    creators: tuple[str, ...]
    parts: tuple[str, ...]
    settings: Mapping[str, str]
    files: Mapping[str, str]


def find_told(package: Package) -> Told | None:
    """Return what the part of ours says; None for a file that has none, and is another's."""
    for relation in package.relations(package.document).values():
        if relation.kind == "customXml" and not relation.outside and relation.target in package:
            root = package.xml(relation.target)
            if root is not None and root.tag == f"{{{NAMESPACE}}}publication":
                return _read(root)
    return None


def _read(root: Element) -> Told:
    def all_of(name: str) -> list[Element]:
        return list(root.iterchildren(f"{{{NAMESPACE}}}{name}"))

    def by(name: str, key: str) -> dict[str, Mapping[str, str]]:
        return {each.get(key) or "": dict(each.attrib) for each in all_of(name)}

    return Told(
        publication=dict(root.attrib),
        articles=tuple(dict(each.attrib) for each in all_of("article")),
        subjects=tuple(tuple(subject.text or "" for subject in each) for each in all_of("article")),
        names=by("name", "bookmark"),
        places=by("place", "tag"),
        notes=by("note", "id"),
        creators=tuple(each.text or "" for each in all_of("creator")),
        parts=tuple(each.get("title") or "" for each in all_of("part")),
        settings={each.get("section") or "": each.text or "" for each in all_of("setting")},
        files={each.get("path") or "": each.text or "" for each in all_of("file")},
    )
