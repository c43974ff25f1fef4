"""The text of a file to a new project: shaped, written, read back by our own reader, and balanced."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, Severity, SourceError, error
from publish.base.messages import say
from publish.importing.markdown.glyphs import with_glyphs
from publish.importing.markdown.writing import Writer
from publish.importing.project import TO_FILL_IN, Imported, NewProject, Request
from publish.importing.recognition import edges
from publish.importing.shaping.atoms import Census, words_of
from publish.importing.shaping.chapters import NewChapter, split_chapters, targets
from publish.importing.shaping.crossheads import Wishes
from publish.importing.shaping.decisions import write_decisions
from publish.importing.shaping.front import day_of, read_front
from publish.importing.shaping.furniture import RepeatedMatter, heads_of, tell_contents, tell_running
from publish.importing.shaping.ledger import Decision, Ledger
from publish.importing.shaping.nodes import BoxNode, FigureNode, ItemNode, ListNode, Node, QuoteNode, ShapedArticle
from publish.importing.shaping.pictures import Pictures
from publish.importing.shaping.places import find_places
from publish.importing.shaping.proof import make_balance
from publish.importing.shaping.structure import Shaper
from publish.importing.shaping.tree import Look, ParsedText, TextRun, paragraphs, placed_pictures, plain
from publish.publication.model import Article, lines, plain_text
from publish.vietnamese.letters import has_vietnamese

_LONGEST_HEAD = 15
"""Words that the head of a page may have to be the title of its text."""

COLUMN_MM, _BOOK_MM = 81.0, 105.0
"""How wide the columns of an article are, and the pages of a book, in millimetres."""


def make_articles(path: Path, request: Request, text: ParsedText, census: Census, wishes: Wishes) -> Imported:
    """Return the project of one article, or of chapters, that the text of a file amounts to, and the balance.

    Args:
        path: The file.
        request: What is asked of the import.
        text: The text as the parser of its format hands it on.
        census: What the file holds, counted by other code.
        wishes: How crossheads are found, and what somebody has decided.

    Raises:
        SourceError: If there is no text in it.
    """
    levels = wishes.levels
    article, language, pictures, places, day = _shape(text, path, wishes, joined=request.joined)
    stem = stem_of(path)
    chapters = split_chapters(article, stem) if request.joined else [_whole(article, stem)]
    if request.joined and request.headings == "look":
        for chapter in chapters:
            edges.take(chapter.article, text.ledger, wishes)
    sources = []
    for chapter, addresses in zip(chapters, targets(chapters, places), strict=True):
        writer = Writer(places, addresses, pictures.names)
        facts = _texts(text, language, day, whole=not request.joined)
        sources.append(with_glyphs(writer.article(chapter.article, facts), text.ledger))
    if not any(source.partition("\n---\n")[2].strip() for source in sources):
        message = say("the file has no text")
        if text.running:
            message = say("the file has no text; it has headers and footers only")
        hint = say("open it, see whether there are words in it, and save it anew")
        raise SourceError(error(Position(path), message, "empty-source", hint))
    files: dict[str, bytes] = {}
    found: list[tuple[Article, str]] = []
    for chapter, source in zip(chapters, sources, strict=True):
        files[chapter.file] = source.encode()
        if made := request.read_back(chapter.file, source, language):
            found.append((made, source))
    title = (_one_line(article) or stem) if request.joined else ""
    known = repeated_matter(found, title, text.facts, path)
    tell_running(text.running, known, text.ledger)
    tell_contents(known, text.ledger)
    balance = make_balance(census, text.ledger, found, title)
    files |= {f"figures/{name}": data for name, data in sorted(pictures.files.items())}
    if levels or any(each.rule == "heading-by-look" for each in text.ledger.decisions):
        files["import.toml"] = write_decisions(text.ledger.decisions, levels).encode()
    project = NewProject(
        kind=request.kind or "article",
        title=title,
        date=day_of_project(text, request),
        files=files,
        language=language,
        creators=_creators(text) if request.joined else (),
        contents=tuple(chapter.file for chapter in chapters) if request.joined else (),
        notes={"date": TO_FILL_IN},
    )
    balance.decisions += [(each.place, each.text, each.made, each.reason) for each in text.ledger.decisions]
    return Imported(project, balance, tuple(findings_of(text.ledger.decisions, path)))


def _shape(
    text: ParsedText, path: Path, wishes: Wishes, *, joined: bool
) -> tuple[ShapedArticle, str, Pictures, Mapping[str, str], datetime.date | None]:
    ledger = text.ledger
    every = [*text.blocks, *(block for blocks in text.notes.values() for block in blocks)]
    places = find_places(every, ledger)
    heads = [
        words
        for words in heads_of(text.running)
        if 2 <= len(words.split()) <= _LONGEST_HEAD and not words[-1:].isdigit()
    ]
    known = {"title": heads[0], **text.facts} if heads else text.facts
    front = read_front(text.blocks, known, stem_of(path), wishes, ledger, whole=not joined)
    left = front.without_taken(text.blocks)
    shaper = Shaper(ledger, wishes, left)
    words = " ".join(para.text for para in paragraphs(every))
    language = language_of(text, words)
    pictures = Pictures(text.read_picture, ledger, language, _BOOK_MM if joined else COLUMN_MM)
    pictures.draw(placed_pictures(every))
    if joined and front.taken:
        shaper.heads.stand_below(front.taken[0], shaper.units(left))
    nodes = list(with_pictures(shaper.shape(left), pictures))
    if not nodes and front.taken:  # an article is more than its headline
        front.facts = {"headline": [(TextRun(stem_of(path), Look()),)]}
        nodes = list(with_pictures(shaper.shape(text.blocks), pictures))
    return ShapedArticle(front.facts, nodes, notes_of(text, shaper)), language, pictures, places, front.day


def notes_of(text: ParsedText, shaper: Shaper) -> dict[str, list[Node]]:
    """Return the nodes of the notes of a text."""
    return {
        name: list(_without_pictures(shaper.shape(blocks, crossheads=False), text.ledger))
        for name, blocks in text.notes.items()
    }


def repeated_matter(
    found: Sequence[tuple[Article, str]], title: str, facts: Mapping[str, str], path: Path
) -> RepeatedMatter:
    """Return what headers and footers may repeat."""
    said = {tuple(words_of(title))}
    for article, _ in found:
        said |= {tuple(words_of(plain_text(line))) for line in lines(article)}
        said.add(tuple(words_of(" ".join(plain_text(line) for line in article.headline))))
    names = (path.stem, path.name, facts.get("creator", ""), facts.get("lastModifiedBy", ""))
    return RepeatedMatter(said, {tuple(words_of(name)) for name in names})


def _whole(article: ShapedArticle, stem: str) -> NewChapter:
    return NewChapter(f"{stem}.md", article, set())


def with_pictures(nodes: list[Node], pictures: Pictures) -> Iterator[Node]:
    """Yield nodes with the pictures that can be published; captions of others stay."""
    for node in nodes:
        if isinstance(node, FigureNode) and not pictures.take(node.drawing):
            node.drawing = replace(node.drawing, part="")
            if not node.caption and not node.credit:
                continue
        elif isinstance(node, FigureNode):
            node.drawing = pictures.fit(node.drawing, plain(node.caption))
        elif isinstance(node, BoxNode | QuoteNode | ItemNode):
            node.children = list(with_pictures(node.children, pictures))
        elif isinstance(node, ListNode):
            for item in node.items:
                item.children = list(with_pictures(item.children, pictures))
        yield node


def _without_pictures(nodes: list[Node], ledger: Ledger) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, FigureNode):
            ledger.leave_out(say("picture"), node.drawing.place, say("a note holds no picture"), plain(node.caption))
        else:
            yield node


def stem_of(path: Path) -> str:
    """Return the name of a file without its suffix, as the names of sources have it."""
    name = re.sub(r"[^\w.-]+", "-", path.stem).strip("-._") or "article"
    return name[:80]


def language_of(text: ParsedText, words: str) -> str:
    """Return the language of a text by its words, else as it says itself."""
    if has_vietnamese(words) or not words.strip():
        return "vi"
    said = text.facts.get("language", "")
    return said if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2})?", said) else "en"


def _texts(text: ParsedText, language: str, day: datetime.date | None, *, whole: bool) -> dict[str, object]:
    """Return the facts that the input says of itself; a chapter has none of its own."""
    if not whole:
        return {"lang": language}
    facts: dict[str, object] = {
        "published": text.facts.get("published") or (day.isoformat() if day else day_of(text.blocks)),
        "lang": language,
    }
    if summary := text.facts.get("description", ""):
        facts["summary"] = summary
    if words := text.facts.get("keywords", ""):
        facts["subjects"] = [word.strip() for word in re.split(r"[,;]", words) if word.strip()]
    return facts


def _creators(text: ParsedText) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split(r"[;,]", text.facts.get("creator", "")) if name.strip())


def day_of_project(text: ParsedText, request: Request) -> datetime.date:
    """Return the day that the text names, else that of the last change: the same file gives the same project."""
    for said in (day_of(text.blocks), text.facts.get("modified", ""), text.facts.get("created", "")):
        try:
            return datetime.date.fromisoformat(said[:10])
        except ValueError:
            continue
    return request.today


def _one_line(article: ShapedArticle) -> str:
    return " ".join(plain(pieces) for pieces in article.facts.get("headline", ()))


def findings_of(decisions: list[Decision], path: Path) -> Iterator[Diagnostic]:
    """Yield a finding for each thing that was made of a paragraph by its look."""
    for each in decisions:
        message = say(
            "made a {made} of {place}, “{text}”: {reason}",
            made=each.made,
            place=each.place.rpartition(": ")[2],
            text=each.text[:50],
            reason=each.reason,
        )
        hint: str = say("turn it round in source/import.toml and import again with --force")
        if each.rule == "official-by-look" and each.made == "plain article":
            hint = ""
        elif each.rule == "official-by-look":
            hint = say("with --kind article the file becomes an article")
        yield Diagnostic(Severity.NOTE, Position(path), message, each.rule, hint)
