"""Rules about the structure of a tagged file, and what else readers on screen need."""

from __future__ import annotations

import functools
import re
from typing import Any

import pikepdf

from publish.base.messages import say
from publish.preflight.collecting import Collector
from publish.preflight.metadata import Metadata
from publish.preflight.pdf.reading import inherited, items_of, key_of, lookup, number, read_box, text_of
from publish.preflight.pdf.structure import Structure, StructureElement, kids_of
from publish.preflight.rules.nesting import check_nesting
from publish.preflight.rules.tables import check_table

_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_TEXTLESS = {"/Figure": say("figure"), "/Formula": say("formula")}
_WANTED = {"/Link": "/Link", "/Widget": "/Form"}
_NEVER = ("/PrinterMark", "/Popup", "/TrapNet")
_HIDDEN = 2  # bit of /F (ISO 32000-1, table 165)


def check_tags(pdf: pikepdf.Pdf, structure: Structure, found: Collector) -> None:
    """Check the structure of a file, as PDF/UA-1 asks."""

    @functools.cache
    def numbers() -> dict[tuple[int, int] | None, int]:
        return {key_of(page.obj): index for index, page in enumerate(pdf.pages, 1)}

    def report(rule: str, message: str, hint: str, element: StructureElement) -> None:
        page = element.page or next((kid.page for kid in element.kids if kid.page), None)
        found.add(rule, message, hint, page=numbers().get(page, 0))

    level = 0
    for element in structure.elements:
        kind = element.kind
        if kind in _TEXTLESS and not any(text_of(element.obj.get(key)).strip() for key in ("/Alt", "/ActualText")):
            report(
                "missing-alt",
                say("a {what} has no alternative text", what=_TEXTLESS[kind]),
                say("say in /Alt what it shows"),
                element,
            )
        heading = re.fullmatch(r"/H([1-9]\d?)", kind)
        if heading:
            now = int(heading[1])
            if now > level + 1:
                message = say("H{now} stands as the first heading", now=now)
                if level:
                    message = say("H{now} stands after H{before}", now=now, before=level)
                report("skipped-heading", message, say("no level of headings is left out"), element)
            level = now
        language = element.obj.get("/Lang")
        if language is not None and not _LANGUAGE.fullmatch(text_of(language)):
            report(
                "invalid-language",
                say("no name of a language: '{language}'", language=language),
                say("write it as BCP 47 does"),
                element,
            )
        if kind == "/Table":
            check_table(element, report)
    check_nesting(structure, report)
    _check_annotations(pdf, structure, found)


def _check_annotations(pdf: pikepdf.Pdf, structure: Structure, found: Collector) -> None:
    """Check that links and what else is fixed to a page stand in the tree (7.18), and are reached in its order."""
    objects = {
        key_of(lookup(kid, "/Obj"))
        for element in structure.elements
        for kid in kids_of(element.obj)
        if text_of(lookup(kid, "/Type")) == "/OBJR"
    }
    for index, page in enumerate(pdf.pages, 1):
        notes = items_of(page.obj.get("/Annots"))
        if notes and text_of(page.obj.get("/Tabs")) != "/S":
            message = say("links and fields of a page are not reached in the order of reading")
            found.add("tab-order", message, say("set /Tabs of the page to /S"), page=index)
        crop = read_box(inherited(page.obj, "/CropBox")) or read_box(inherited(page.obj, "/MediaBox"))
        for note in notes:
            kind = text_of(lookup(note, "/Subtype"))
            if kind in _NEVER or not _is_shown(note, crop):
                continue
            wanted = _WANTED.get(kind, "/Annot")
            if (
                structure.kind_of(structure.owner(lookup(note, "/StructParent"))) != wanted
                or key_of(note) not in objects
            ):
                hint = say("lead from the element to it by OBJR, and from it to the element by StructParent")
                message = say("{name} is not in an element {wanted} of the tags", name=_name(kind), wanted=wanted[1:])
                found.add("untagged-annotation", message, hint, page=index)


def _is_shown(note: Any, crop: tuple[float, float, float, float] | None) -> bool:
    if int(number(lookup(note, "/F"))) & _HIDDEN:
        return False
    box = read_box(lookup(note, "/Rect"))
    return not (box and crop) or not (box[2] <= crop[0] or box[0] >= crop[2] or box[3] <= crop[1] or box[1] >= crop[3])


def _name(kind: str) -> str:
    return {"/Link": say("a link"), "/Widget": say("a field")}.get(kind, say("an annotation"))


def check_screen(pdf: pikepdf.Pdf, found: Collector) -> None:
    """Check what readers on screen, and those who listen, need of the file."""
    root = pdf.Root
    if lookup(root, "/StructTreeRoot") is None or lookup(root, "/MarkInfo", "/Marked") is not True:
        found.add("missing-tags", say("the file is not tagged"), say("write a structure tree and MarkInfo"))
    language = text_of(lookup(root, "/Lang")).strip()
    if not language:
        found.add("missing-language", say("the file does not name its language"), say("set /Lang of the catalog"))
    elif not _LANGUAGE.fullmatch(language):
        found.add(
            "invalid-language",
            say("no name of a language: {language}", language=language),
            say("write it as BCP 47 does"),
        )
    metadata = Metadata(pdf)
    hint = say("give dc:title in XMP, and DisplayDocTitle")
    if metadata.xmp is not None and metadata.present and not metadata.title:
        found.add("missing-title", say("the file has no title in its XMP"), hint)
    elif lookup(root, "/ViewerPreferences", "/DisplayDocTitle") is not True:
        found.add("missing-title", say("readers show the file name and not the title"), hint)
    metadata.check_accessible(found)
    if len(pdf.pages) > 1 and lookup(root, "/PageLabels") is None:
        message = say("the pages have no labels, so that readers count them from 1")
        found.add("no-page-labels", message, say("write the printed page numbers as /PageLabels"), warn=True)
