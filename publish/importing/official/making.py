"""The official documents in a text to a new project: a source each, read back by our own reader, and balanced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from publish.base.messages import say
from publish.importing.markdown.glyphs import with_glyphs
from publish.importing.markdown.writing import Writer
from publish.importing.official.bodies import BodyMaker
from publish.importing.official.documents import Parting
from publish.importing.official.draft import DocumentDraft
from publish.importing.official.writing import write_facts
from publish.importing.project import OFFICIAL, TO_FILL_IN, Imported, NewProject, Request
from publish.importing.shaping.atoms import Census
from publish.importing.shaping.chapters import NewChapter, chapter_of, slug_of, targets
from publish.importing.shaping.crossheads import Wishes
from publish.importing.shaping.decisions import write_decisions
from publish.importing.shaping.furniture import tell_contents, tell_running
from publish.importing.shaping.making import (
    COLUMN_MM,
    day_of_project,
    findings_of,
    language_of,
    notes_of,
    repeated_matter,
    stem_of,
    with_pictures,
)
from publish.importing.shaping.nodes import HeadingNode, Node, RemarkNode, ShapedArticle, TextNode
from publish.importing.shaping.pictures import Pictures
from publish.importing.shaping.places import find_places
from publish.importing.shaping.proof import make_balance
from publish.importing.shaping.structure import Shaper
from publish.importing.shaping.tree import Block, ParsedText, paragraphs, placed_pictures
from publish.publication.model import Article

REGIME = "nd30"


def make_documents(
    path: Path, request: Request, text: ParsedText, census: Census, wishes: Wishes, parting: Parting
) -> Imported:
    """Return the project that the official documents in a file amount to, and the balance.

    Args:
        path: The file.
        request: What is asked of the import.
        text: The text as the parser of its format hands it on.
        census: What the file holds, counted by other code.
        wishes: How crossheads are found, and what somebody has decided.
        parting: The documents in the text.
    """
    request = replace(request, kind=OFFICIAL)
    ledger = text.ledger
    every: list[Block] = [*text.blocks, *(block for blocks in text.notes.values() for block in blocks)]
    places = find_places(every, ledger)
    language = language_of(text, " ".join(para.text for para in paragraphs(every)))
    pictures = Pictures(text.read_picture, ledger, language, COLUMN_MM)
    pictures.draw(placed_pictures(every))
    stem = stem_of(path)
    chapters: list[NewChapter] = []
    for count, draft in enumerate(parting.drafts, 1):
        _take_called(draft, text)
        nodes = list(with_pictures(BodyMaker(draft, wishes).nodes(), pictures))
        notes = notes_of(text, Shaper(ledger, wishes, draft.body))
        whole = ShapedArticle({}, _with_remarks(draft, nodes), notes)
        name = f"{count:02}-{slug_of(str(draft.facts['loai']))}.md" if len(parting.drafts) > 1 else f"{stem}.md"
        chapters.append(chapter_of(name, {}, whole.nodes, whole))
    rest = _before(text, parting, wishes, pictures, stem)
    every_chapter = [*chapters, *rest]
    sources = []
    for index, (chapter, addresses) in enumerate(zip(every_chapter, targets(every_chapter, places), strict=True)):
        writer = Writer(places, addresses, pictures.names)
        if index < len(chapters):
            body = writer.article(chapter.article, {}).split("---\n---\n", 1)[1]
            written = f"{write_facts(parting.drafts[index].facts)}\n{body}"
        else:
            written = writer.article(chapter.article, {"lang": language})
        sources.append(with_glyphs(written, ledger))
    files: dict[str, bytes] = {}
    found: list[tuple[Article, str]] = []
    for index, (chapter, source) in enumerate(zip(every_chapter, sources, strict=True)):
        files[chapter.file] = source.encode()
        asked = request if index < len(chapters) else replace(request, kind=None)
        if made := asked.read_back(chapter.file, source, language):
            found.append((made, source))
    known = repeated_matter(found, "", text.facts, path)
    tell_running(text.running, known, ledger)
    tell_contents(known, ledger)
    balance = make_balance(census, ledger, found)
    files |= {f"figures/{name}": data for name, data in sorted(pictures.files.items())}
    if wishes.levels or any(each.rule == "heading-by-look" for each in ledger.decisions):
        files["import.toml"] = write_decisions(ledger.decisions, wishes.levels).encode()
    project = NewProject(
        kind=OFFICIAL,
        title="",
        date=day_of_project(text, request),
        files=files,
        language=language,
        contents=tuple(chapter.file for chapter in chapters) if rest else (),
        notes={"date": TO_FILL_IN},
        sections={OFFICIAL: {"regime": REGIME}},
    )
    balance.decisions += [(each.place, each.text, each.made, each.reason) for each in ledger.decisions]
    return Imported(project, balance, tuple(findings_of(ledger.decisions, path)))


def _take_called(draft: DocumentDraft, text: ParsedText) -> None:
    """Make notes to the editor of the notes that were called in lines which became facts."""
    for name in draft.calls:
        paras = [para for para in paragraphs(text.notes.get(name, [])) if para.text]
        how = say("it was called in a line that is a fact now, and is a note to the editor")
        draft.ledger.change(say("note"), paras[0].place if paras else draft.place, how)
        draft.remarks += [para.text for para in paras]


def _with_remarks(draft: DocumentDraft, nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes of a document below what no fact has, with the places that stood in lines of its head."""
    found = list(nodes)
    if draft.anchors:
        first = next((node for node in found if isinstance(node, TextNode | HeadingNode)), None)
        if first is not None:
            first.pieces = (*draft.anchors, *first.pieces)
    return [*map(RemarkNode, draft.remarks), *found, *map(RemarkNode, draft.notes)]


def _before(text: ParsedText, parting: Parting, wishes: Wishes, pictures: Pictures, stem: str) -> list[NewChapter]:
    """Return what stands before the first document: an article of its own, which the contents do not name."""
    if not parting.before:
        return []
    shaper = Shaper(text.ledger, wishes, parting.before)
    nodes = list(with_pictures(shaper.shape(parting.before), pictures))
    if not nodes:
        return []
    how = say("it stands before the first official document, and is an article that the contents do not name")
    text.ledger.change(say("article"), "", how)
    whole = ShapedArticle({}, nodes, notes_of(text, shaper))
    return [chapter_of(f"00-{stem}.md", {}, nodes, whole)]
