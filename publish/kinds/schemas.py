"""JSON Schemas of ``publish.toml`` and of front matter, made of the tables that both are read with.

Editors complete and check by them. They are as strict as the program about keys, kinds of values and lists of values;
whether a file is there, a date has that day or a length can be printed, only the program says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from publish.kinds import KINDS
from publish.outputs import formats
from publish.publication.apparatus import Bibliography, Index, Lists, NoteSettings, Numbering
from publish.publication.epub_settings import Epub
from publish.publication.facts import DAY, GROUP, GROUPS, LINE, LINES, FactKeys
from publish.publication.kind import Known
from publish.publication.press_settings import Press
from publish.publication.project import HouseStyle, Lint, Project
from publish.publication.settings import known_sections
from publish.publication.toml_values import SHAPES
from publish.publication.web_settings import Web
from publish.reader import gathered_suffixes
from publish.reader.frontmatter import key_shapes

_DIALECT = "http://json-schema.org/draft-07/schema#"
_RECORDS: Mapping[str, type] = {
    **{
        "publication": Project,
        "text": HouseStyle,
        "lint": Lint,
        "press": Press,
        "epub": Epub,
        "web": Web,
        "contents": Lists,
    },
    **{"numbering": Numbering, "notes": NoteSettings, "index": Index, "bibliography": Bibliography, "output": Project},
}
"""The records that the sections are read into, which tell what their keys are."""

_ABOUT = {
    "publication.kind": "What the articles make: article (each by itself), or all of them together.",
    "publication.language": "BCP 47 tag of articles that name none.",
    "publication.date": "Day of publication of articles that carry none.",
    "publication.subtitle": "Subtitle, on the title page.",
    "publication.creators": "Who wrote the publication: on the title page and in the metadata.",
    "publication.contents": "Files and patterns below source/, in order, and parts with a title and contents.",
    "publication.front": "Files before the body, with roman folios.",
    "publication.back": "Files behind the body.",
    "page.paper": "Trim size: A4, A5 or width x height.",
    "page.trim": "Trim size instead of paper, such as 145mm x 205mm.",
    "page.bleed": "Ink past the trimmed edge, such as 3mm.",
    "page.fit": "How many pages an article is fitted to: true for as many as it takes, a number, or spread (even).",
    "page.optical": "Whether punctuation hangs over the edges of justified text; without it in books.",
    "index.title": "Title of the index.",
    "output.name": "Stem of the files.",
    "text.compounds": "Whether words of several syllables stay whole in display type; without it where it can be done.",
    "press.bars": "Whether colour bars stand around the pages.",
    "press.slug": "Whether file name, folio and date stand below the pages.",
    "press.marks": "Whether crop and register marks stand around the pages; without it as the printer has it.",
    "contents.figures": "Whether there is a list of the figures.",
    "contents.tables": "Whether there is a list of the tables.",
    "bulletin.columns": "2 or 3 columns; without it as many as the page takes.",
    "bulletin.openings": "Articles that open on page 1 beside the lead and go on inside.",
    "bulletin.slogan": "The line below the name of the bulletin.",
    "bulletin.nameplate": "A picture beside the name of the bulletin, below source/.",
    "bulletin.address": "Address of the editors.",
    "bulletin.phone": "Telephone number of the editors.",
    "bulletin.email": "E-mail address of the editors.",
    "imprint.partner_address": "Address of the linked partner.",
    "imprint.decision_date": "Day of the decision to publish.",
    "imprint.translated_from": "The language in between, from which it was translated.",
    "imprint.original_title": "Title of what was translated.",
    "cover.image": "Picture on the front, below source/.",
    "cover.spine": "Width of the spine as the printer gave it, such as 12mm.",
}
"""What keys are whose record says nothing of them, or says it for the program."""


def publish_schema() -> dict[str, Any]:
    """Return the schema of ``publish.toml``."""
    records = dict(_RECORDS)
    for kind in KINDS.values():
        module = kind.module("settings")
        for name in module.SECTIONS:
            records[name] = next(r for r in vars(module).values() if getattr(r, "__name__", "") == name.capitalize())
    sections = known_sections(Known(KINDS, formats(), gathered_suffixes(), lambda: ()))
    properties = {}
    for section, readers in sections.items():
        record = records.get(section)
        about = _attributes(record) | dict(_required(record)) if record else {}
        keys = {}
        for key, read in readers.items():
            said = _ABOUT.get(f"{section}.{key}") or about.get(key, "")
            keys[key] = {**({"description": said} if said else {}), **SHAPES[read]}
        properties[section] = {"type": "object", "properties": keys, "additionalProperties": False}
    return _schema("publish.toml", properties)


def article_schema() -> dict[str, Any]:
    """Return the schema of the front matter of an article."""
    return _schema("Front matter of an article", key_shapes())


def official_schema() -> dict[str, Any]:
    """Return the schema of the front matter of an official document: its own facts, and what every article may have."""
    kind = KINDS["official"]
    common = {key: shape for key, shape in key_shapes().items() if key not in kind.module("front_matter").AS_HEADLINE}
    return _schema("Front matter of an official document", {**_fact_shapes(kind.fact_keys()), **common})


def _fact_shapes(keys: FactKeys) -> dict[str, Any]:
    """Return what each fact takes and is, by both of its names."""
    shapes: dict[str, Any] = {}
    for key in keys:
        members = {"type": "object", "properties": _fact_shapes(key.members), "additionalProperties": False}
        shape = {
            LINE: _TEXT,
            LINES: {"anyOf": [*_TEXT["anyOf"], {"type": "array", "items": _TEXT}]},
            DAY: {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
            GROUP: members,
            GROUPS: {"type": "array", "items": members},
        }[key.shape]
        shapes |= {name: {"description": key.about, **shape} for name in (key.name, key.english)}
    return shapes


_TEXT: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}]}
"""What YAML may make of a text that stands without quotes."""

SCHEMAS = {"publish": publish_schema, "article": article_schema, "official": official_schema}
"""What gives each schema, by its name."""


def _schema(title: str, properties: dict[str, Any]) -> dict[str, Any]:
    head = {"$schema": _DIALECT, "title": title, "type": "object"}
    return {**head, "properties": properties, "additionalProperties": False}


_ATTRIBUTE = re.compile(
    r"^ {4,8}(?P<names>[a-z_]+(?:, [a-z_]+)*): (?P<said>.+(?:\n {8,}(?! *[a-z_, ]+: ).+)*)", re.MULTILINE
)


def _required(record: type) -> Iterator[tuple[str, str]]:
    """Yield what the law asks for among the keys of a record, and what it is."""
    for key, what in vars(sys.modules[record.__module__]).get("REQUIRED", {}).items():
        yield key, f"{what[0].upper()}{what[1:]}."


def _attributes(record: type) -> dict[str, str]:
    """Return what the docstring of a record says of its attributes."""
    found = {}
    for match in _ATTRIBUTE.finditer(record.__doc__ or ""):
        said = re.sub(r"\s+", " ", match["said"]).replace("``", "")
        found.update(dict.fromkeys(match["names"].split(", "), said))
    return found
