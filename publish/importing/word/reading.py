"""A Word file to its text: the parts by their relations, the body, the notes that it calls, what its margin says."""

from __future__ import annotations

from pathlib import Path

from publish.base.messages import say
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import Block, ParsedText, Remark, paragraphs
from publish.importing.word.body import read_blocks
from publish.importing.word.context import PartContext
from publish.importing.word.numbering import WordNumbering
from publish.importing.word.package import Package
from publish.importing.word.running import read_running
from publish.importing.word.styles import Styles
from publish.importing.word.xml import Element, child, full, number, short, value

MOST_PICTURE = 200_000_000
"""Bytes that a picture may have."""


def read_word(path: Path, content: bytes, changes: str = "accept") -> ParsedText:
    """Return the text of a Word file.

    Raises:
        SourceError: If nothing can be made of it.
    """
    package = Package(path, content)
    part = package.document
    root = package.xml(part) if part else None
    body = child(root, "w:body") if root is not None else None
    if body is None:
        reason = package.unreadable.get(part, say("it has no part with a text"))
        hint = say("open it in Word or LibreOffice and save it anew")
        raise package.refuse(say("the text of the file cannot be read: {reason}", reason=reason), "damaged-input", hint)
    ledger = Ledger()
    context = _context(package, part, ledger, changes)
    context.text_width = _text_width(root)
    context.remarks = _remarks(package, part, ledger)
    text = ParsedText(ledger, lambda part: package.read(part, MOST_PICTURE), facts=_facts(package))
    text.blocks = read_blocks(context, body)
    text.notes = _notes(context)
    _tell_remarks(context)
    _tell_running(context, text)
    _tell_others(package, part, ledger)
    return text


def _context(package: Package, part: str, ledger: Ledger, changes: str) -> PartContext:
    def related(kind: str) -> Element | None:
        name = package.related(part, kind)
        return package.xml(name) if name else None

    styles = Styles(related("styles"), related("theme"))
    return PartContext(package, styles, WordNumbering(related("numbering")), ledger, part, read_blocks, changes)


def _text_width(root: Element) -> int:
    """Return how wide the text is in twentieths of a point, as the last section says."""
    width = 0
    for section in root.iter(full("w:sectPr")):
        page = number(value(section, "w:pgSz", of="w:w"))
        sides = number(value(section, "w:pgMar", of="w:left")) + number(value(section, "w:pgMar", of="w:right"))
        width = page - sides
    return width if width > 1000 else 9000


def _notes(context: PartContext) -> dict[str, list[Block]]:
    """Return the notes that the body calls, and tell of those that it does not."""
    found: dict[str, list[Block]] = {}
    document = context.part
    for kind in ("footnote", "endnote"):
        part = context.package.related(document, f"{kind}s")
        root = context.package.xml(part) if part else None
        context.part, context.paragraph, context.in_note = part, 0, True
        for each in root.iterchildren(full(f"w:{kind}")) if root is not None else ():
            if each.get(full("w:type")) not in (None, "normal"):
                context.paragraph += sum(1 for _ in each.iter(full("w:p")))
                continue
            context.fields.clear()
            context.depth += 1
            blocks = read_blocks(context, each)
            context.depth -= 1
            name = context.calls.get((kind, each.get(full("w:id")) or ""))
            if name:
                found[name] = blocks
            elif words := " ".join(block.text for block in paragraphs(blocks)):
                context.ledger.leave_out(say("note"), context.place, say("the text does not call it"), words)
    for (kind, id_), name in context.calls.items():
        if name not in found:
            context.ledger.leave_out(say("note"), f"{document}: {kind} {id_}", say("it is called and has no text"))
            found[name] = []
    context.part, context.in_note = document, False
    return {name: found[name] for name in context.calls.values()}


def _remarks(package: Package, part: str, ledger: Ledger) -> dict[str, Remark]:
    name = package.related(part, "comments")
    root = package.xml(name) if name else None
    found = {}
    for each in root.iterchildren(full("w:comment")) if root is not None else ():
        lines = [_plain(paragraph) for paragraph in each.iter(full("w:p"))]
        text = " ¶ ".join(line for line in lines if line)
        found[each.get(full("w:id")) or ""] = Remark(each.get(full("w:author")) or "", text)
        if pictures := sum(1 for _ in each.iter(full("w:drawing"), full("w:pict"))):
            ledger.leave_out(say("picture"), name, say("a comment holds words only"), count=pictures)
    return found


def _plain(paragraph: Element) -> str:
    parts = []
    for each in paragraph.iter(full("w:t"), full("w:tab"), full("w:br"), full("w:delText")):
        parts.append(each.text or "" if short(each.tag) in ("w:t", "w:delText") else " ")
    return " ".join("".join(parts).split())


def _tell_remarks(context: PartContext) -> None:
    for id_, remark in context.remarks.items():
        if id_ not in context.told_remarks:
            why = say("nothing in the text is marked with it")
            context.ledger.leave_out(say("comment"), f"comments: {id_}", why, f"{remark.author} {remark.text}")


def _tell_running(context: PartContext, text: ParsedText) -> None:
    """Read headers and footers, and tell of the pictures in them."""
    package = context.package
    for relation in package.relations(context.part).values():
        if relation.kind not in ("header", "footer") or relation.outside:
            continue
        root = package.xml(relation.target)
        if root is None:
            continue
        text.running += read_running(root, relation.kind, relation.target)
        if pictures := sum(1 for _ in root.iter(full("a:blip"), full("v:imagedata"))):
            context.ledger.leave_out(
                say("picture"), relation.target, say("it stands in a {kind}", kind=relation.kind), count=pictures
            )


def _tell_others(package: Package, part: str, ledger: Ledger) -> None:
    for name, why in sorted(package.unreadable.items()):
        ledger.leave_out(say("part"), name, say("it cannot be read: {why}", why=why))
    for relation in package.relations(part).values():
        if relation.kind == "diagramData" and (root := package.xml(relation.target)) is not None:
            said = " ".join(each.text for each in root.iter(full("a:t")) if each.text)
            if said:
                why = say("words in a diagram have no form in the source: {said}", said=said[:200])
                ledger.leave_out(say("diagram"), relation.target, why, count=len(said.split()))
        if relation.kind == "vbaProject":
            ledger.leave_out(say("macros"), relation.target, say("programs are not read"))
    for name, count in sorted(ledger.unknown.items()):
        ledger.change(
            say("unknown element"), name, say("what stands in it was read as if it were not there"), count=count
        )


def _facts(package: Package) -> dict[str, str]:
    name = package.related("", "core-properties")
    root = package.xml(name) if name else None
    found = {}
    for each in root if root is not None else ():
        key, words = short(each.tag).rpartition(":")[2], " ".join((each.text or "").split())
        if words:
            found[key] = words
    return found
