"""A publication written as the parts of a Word file: title, contents, articles with their facts, notes, lists."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping

from publish.base.diagnostics import Position
from publish.base.records import dataclass
from publish.editing.preparation import prepare_sources
from publish.layout import page_values
from publish.outputs.commission import Commission
from publish.outputs.docx.apparatus import write_contents, write_index
from publish.outputs.docx.blocks import BlockHolder, BlockWriter, is_numbered
from publish.outputs.docx.lines import NUMBER, Scene
from publish.outputs.docx.numbering import ListDefinitions
from publish.outputs.docx.places import WordPlaces
from publish.outputs.docx.wordml import paragraph, quote, run
from publish.publication import model
from publish.publication.publication import WORKS, Chapter, Publication
from publish.publication.settings import read_config

_ABOVE = (("MuBai", "kicker"), ("TieuDe", "headline"), ("Sapo", "deck"), ("TacGia", "byline"), ("NoiViet", "dateline"))
_BELOW = (("NguonBai", "source"), ("LoiCam", "credit"), ("BanQuyen", "rights"))
_KEPT = ("page", "text", "contents", "numbering", "notes", "index", "bibliography", "lint")
"""Sections of ``publish.toml`` that go with the text, since it would be read in another way without them."""

_RESTART = {"page": "eachPage", "chapter": "eachSect"}
_LARGEST_WORKS = 2_000_000
_NOTE_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of a file as XML: what stands in the body, in the lists and in the notes, and our own part whole."""

    body: str
    numbering: str
    notes: str
    facts: str


@dataclass(frozen=True, slots=True)
class FileProperties:
    """What the properties of a file say of a publication."""

    title: str
    authors: str
    language: str
    summary: str
    subjects: tuple[str, ...]
    time: datetime.datetime


class Manuscript:
    """Writes one publication.

    Attributes:
        template: The Word file in ``styles/`` whose styles it has.
    """

    template = "docx/template.docx"

    def __init__(self, asked: Commission, body: BlockHolder, notes: BlockHolder, section: str) -> None:
        """Start with the publication, the parts of text and notes, and the section that the template ends with."""
        self.asked, self.body, self.notes, self.section = asked, body, notes, section
        self.places, self.numbering = WordPlaces(), ListDefinitions()
        subject = asked.subject
        self.publication = subject if isinstance(subject, Publication) else None
        self.chapters = subject.chapters if isinstance(subject, Publication) else (Chapter("", subject, "body", None),)
        self._labels = frozenset(_find_labels(self.chapters))
        self._note_texts: list[str] = []

    def write(self) -> Written:
        """Return the parts of the file."""
        publication, made = self.publication, []
        if publication:
            made += [self.title(publication), write_contents(self.places, publication), self.end_section()]
        part = None
        for number, chapter in enumerate(self.chapters):
            self.places.article = number
            if publication and chapter.part is not None and chapter.part != part:
                part = chapter.part
                words = paragraph("Phan", run(publication.parts[part]))
                made.append(self.places.control("made", "", words, locked=True))
            made += [self.article(chapter), self.end_section() if publication else ""]
        if publication and self.asked.project.kind.linked:
            named = [(chapter.name, chapter.article) for chapter in self.chapters]
            made.append(write_index(self.places, named, self.asked.project))
        elif publication:
            made.append("")
        if publication and not made[-1]:
            made[-2:] = []  # the last section is that of the body
        self._tell_settings()
        body = "".join(made) + self.set_section()
        return Written(body, self.numbering.part(), "".join(self._note_texts), self.places.part(self._publication()))

    def facts(self) -> FileProperties:
        """Return what the properties of the file say."""
        subject = self.asked.subject
        if isinstance(subject, Publication):
            subjects = dict.fromkeys(word for chapter in subject.chapters for word in chapter.article.subjects)
            time = page_values.time_of(subject.date)
            authors = ", ".join(subject.creators) or subject.publisher
            return FileProperties(subject.title, authors, subject.language, subject.subtitle, tuple(subjects), time)
        title, summary = page_values.headline_text(subject), subject.summary or model.plain_text(subject.deck)
        time, authors = page_values.file_time(subject), page_values.authors(subject)
        return FileProperties(title, authors, subject.language, summary, subject.subjects, time)

    # Around the articles

    def title(self, publication: Publication) -> str:
        """Return the first page."""
        lines = [("TenAnPham", publication.title), ("PhuDe", publication.subtitle)]
        lines += [("TacGiaSach", ", ".join(publication.creators)), ("NhaXuatBan", publication.publisher)]
        content = "".join(paragraph(style, run(words)) for style, words in lines if words)
        return self.places.control("made", "", content, locked=True)

    def set_section(self) -> str:
        """Return how the pages of a section are, and how its notes are counted."""
        project = self.asked.project
        if not self.publication:
            return self.section
        restart = _RESTART.get(project.notes.number, "")
        about = f'<w:footnotePr><w:numRestart w:val="{restart}"/></w:footnotePr>' if restart else ""
        about += f'<w:type w:val="{"nextPage" if project.kind.linked else "continuous"}"/>'
        return re.sub(r"(?=<w:pgSz)", about, re.sub(r"<w:type [^>]*/>", "", self.section), count=1)

    def end_section(self) -> str:
        """Return the paragraph that ends a section."""
        return f'<w:p><w:pPr><w:pStyle w:val="Dem"/>{self.set_section()}</w:pPr></w:p>'

    # An article

    def article(self, chapter: Chapter) -> str:
        """Return an article with its facts above and below it."""
        article = chapter.article
        scene = self._scene(chapter)
        writer = BlockWriter(self.places, self.body, scene, self.numbering)
        self._tell_article(chapter)
        made: list[str] = []
        if chapter.number:
            number = self.places.bookmark(chapter.name, NUMBER, run(chapter.number), "number")
            made.append(self.places.control("made", "", paragraph("SoChuong", number), locked=True))
        named = False
        for style, key in _ABOVE:
            lines = article.headline if key == "headline" else (getattr(article, key),)
            content = run("\n").join(writer.lines.line(line) for line in lines if line)
            if content and not named:
                content, named = self.places.bookmark(chapter.name, "", content, "start"), True
            made += [paragraph(style, content)] if content else []
        children, works = _part_works(article.children)
        made.append(writer.blocks(children))
        made += [paragraph(style, writer.lines.line(line)) for style, key in _BELOW if (line := getattr(article, key))]
        made += [self.places.control("made", "", writer.blocks(works), locked=True)] if works else []
        for note in article.footnotes:
            self.note(note, scene)
        whole = "".join(made)
        return self.places.control("made", "", whole, locked=True) if chapter.name == WORKS else whole

    def note(self, note: model.Footnote, scene: Scene) -> None:
        """Write a note."""
        number = scene.notes[note.number]
        writer = BlockWriter(self.places, self.notes, scene, self.numbering, "FootnoteText")
        opening, children = writer.opening(note.children)
        name = f"_gc_{number}"  # Word numbers its notes anew when it likes
        mark = self.places.plain_bookmark(name, _NOTE_MARK)
        content = paragraph("FootnoteText", f"{mark}{run(' ')}{opening}") + writer.blocks(children)
        content += "" if content.endswith("</w:p>") else paragraph("Dem", "")
        self._note_texts.append(f'<w:footnote w:id="{number}">{content}</w:footnote>')
        self.places.tell("note", {"id": name, "article": str(self.places.article), "name": note.name})

    def _scene(self, chapter: Chapter) -> Scene:
        article = chapter.article
        start = len(self._note_texts) + 1
        notes = {note.number: start + index for index, note in enumerate(article.footnotes)}
        calls = Counter(node.number for node in model.walk(article) if isinstance(node, model.NoteReference))
        again = frozenset(number for number, count in calls.items() if count > 1)
        citations, unnamed = self._as_read(chapter)
        return Scene(chapter.name, self._labels, citations, unnamed, notes, again, article.language)

    def _as_read(self, chapter: Chapter) -> tuple[Mapping[Position, model.Citation], frozenset[Position]]:
        """Return the citations of an article before they were worded, and the figures and tables without a name.

        Both by their positions.
        """
        project, file = self.asked.project, chapter.article.position.file
        changed = project.bibliography.file or project.lists.figures or project.lists.tables
        if not changed or chapter.name == WORKS:
            return {}, frozenset()
        store = self.asked.workers.store if self.asked.workers.keeps else None
        nodes = list(model.walk(prepare_sources(project, [file], store=store)[0].article))
        citations = {node.position: node for node in nodes if isinstance(node, model.Citation)}
        listed = (node for node in nodes if isinstance(node, model.Figure | model.Table))
        return citations, frozenset(node.position for node in listed if not node.id)

    # Our own part

    def _tell_article(self, chapter: Chapter) -> None:
        article = chapter.article
        if chapter.name == WORKS:
            return
        file, source = article.position.file, self.asked.project.root / "source"
        name = file.relative_to(source).as_posix() if file.is_relative_to(source) else file.name
        own = dict(article.fields)
        facts = {
            "id": str(self.places.article),
            "file": name,
            "place": chapter.place,
            "part": "" if chapter.part is None else str(chapter.part),
            "language": article.language if "lang" in own else "",
            "published": article.published.isoformat() if article.published and "published" in own else "",
            "updated": article.updated.isoformat() if article.updated else "",
            "summary": article.summary,
            "short_headline": article.short_headline,
            "digest": hashlib.sha256(file.read_bytes()).hexdigest(),
        }
        self.places.tell("article", facts, _elements("subject", article.subjects))

    def _publication(self) -> dict[str, str]:
        project, subject = self.asked.project, self.asked.subject
        if isinstance(subject, Publication):
            date = subject.date
            facts = {"title": subject.title, "subtitle": subject.subtitle, "kind": project.kind.name, "joined": "1"}
        else:
            assert subject.published, "the checks ask for a date"
            date, facts = subject.published, {"title": project.title, "kind": ""}
        facts |= {"publisher": project.publisher, "rights": project.rights, "language": project.language}
        return {**facts, "date": date.isoformat()}

    def _tell_settings(self) -> None:
        project = self.asked.project
        for creator in self.publication.creators if self.publication else ():
            self.places.tell("creator", {}, quote(creator))
        for title in self.publication.parts if self.publication else ():
            self.places.tell("part", {"title": title})
        table = tomllib.loads(read_config(project.config))
        for section in _KEPT:
            if section in table:
                self.places.tell("setting", {"section": section}, quote(json.dumps(table[section], default=str)))
        works = project.works
        if works and works.is_file() and works.stat().st_size < _LARGEST_WORKS:
            text = works.read_bytes().decode("utf-8", "replace")
            self.places.tell("file", {"path": project.bibliography.file}, quote(text))


def _elements(name: str, texts: tuple[str, ...]) -> str:
    return "".join(f"<{name}>{quote(text)}</{name}>" for text in texts)


def _part_works(children: tuple[model.Block, ...]) -> tuple[tuple[model.Block, ...], tuple[model.Block, ...]]:
    """Return the blocks of an article, and the list of works that was put behind them with its crosshead."""
    last = children[-1] if children else None
    made = 2 if isinstance(last, model.List) and last.kind == "works" and len(children) > 1 else 0
    return (children[:-made], children[-made:]) if made else (children, ())


def _find_labels(chapters: tuple[Chapter, ...]) -> Iterator[tuple[str, str]]:
    """Yield the places that have a number which a field can show, as chapter and id."""
    for chapter in chapters:
        if chapter.number:
            yield chapter.name, ""
        for node in model.walk(chapter.article):
            captioned = isinstance(node, model.Figure | model.Table) and is_numbered(node.caption)
            if (captioned or (isinstance(node, model.Equation) and node.number)) and (name := getattr(node, "id", "")):
                yield chapter.name, name
