"""Contents and index of a publication as fields, which Word makes anew when it is asked."""

from __future__ import annotations

from collections.abc import Iterable

from publish.editing.index import collect_entries
from publish.layout import page_values
from publish.layout.index_lines import index_title
from publish.outputs.docx.places import WordPlaces
from publish.outputs.docx.wordml import field, paragraph, run
from publish.publication import model
from publish.publication.project import Project
from publish.publication.publication import Chapter, Publication
from publish.publication.words import words


def _begin(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


_CONTENTS, _INDEX = r"TOC \o &quot;1-3&quot; \h \z \u", r"INDEX \h &quot;A&quot; \c &quot;2&quot;"
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def write_contents(places: WordPlaces, publication: Publication) -> str:
    """Return the contents: parts and articles, and behind F9 their crossheads as well."""
    lines = [paragraph("TOC1", _line(places, chapter)) for chapter in publication.chapters]
    opening = _begin(_CONTENTS)
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{opening}", 1)
    lines.append(paragraph("Dem", _END))
    title = paragraph("TieuDeMucLuc", run(words(publication.language)["contents"]))
    about = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    content = title + "".join(lines)
    control = f'<w:sdt><w:sdtPr><w:id w:val="{places.number()}"/>{about}</w:sdtPr>'
    return f"{control}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _line(places: WordPlaces, chapter: Chapter) -> str:
    name = places.name(chapter.name, "")
    number = f"{chapter.number}. " if chapter.number else ""
    title = run(f"{number}{page_values.headline_text(chapter.article)}\t")
    page = field(rf"PAGEREF {name} \h", run("…"))
    return f'<w:hyperlink w:anchor="{name}">{title}{page}</w:hyperlink>'


def write_index(places: WordPlaces, chapters: Iterable[tuple[str, model.Article]], project: Project) -> str:
    """Return the index with its entries, whose pages Word counts; empty where no words are marked."""
    entries = collect_entries(chapters)
    if not entries:
        return ""
    lines = []
    for entry in entries:
        see = [" – ".join(term) for term in (*entry.see, *entry.see_also)]
        lines.append(("Index1", f"{entry.label}, xem {'; '.join(see)}" if see else entry.label))
        lines += [("Index2", below.label) for below in entry.children]
    made = [paragraph(style, run(text)) for style, text in lines]
    made[0] = made[0].replace("</w:pPr>", f"</w:pPr>{_begin(_INDEX)}", 1)
    made.append(paragraph("Dem", _END))
    title = paragraph("TieuDe", run(index_title(project)))
    return places.control("made", "", title + "".join(made))
