"""Write one book for everybody: as a project of ours, as one XHTML for WeasyPrint, for Typst and for pandoc."""

from __future__ import annotations

import random
import re
from pathlib import Path

SEED = Path(__file__).resolve().parents[1] / "tests" / "seed" / "lang-son-2020.txt"
TITLE, SUBTITLE, CREATOR, PUBLISHER = "Tuyển tập Lạng Sơn", "Mười năm", "Nhiều tác giả", "Nhà xuất bản Thử"
PARTS = ("Phần một", "Phần hai")
PARAGRAPHS = (2, 3, 4, 6)
"""How many an article may have, chosen so that articles, each begun on a recto, have 2.5 pages on average."""

_CONFIG = f"""[publication]
kind = "book"
title = "{TITLE}"
subtitle = "{SUBTITLE}"
creators = ["{CREATOR}"]
publisher = "{PUBLISHER}"
date = 2026-01-01
contents = [{{ title = "{PARTS[0]}", contents = ["a/*.md"] }}, {{ title = "{PARTS[1]}", contents = ["b/*.md"] }}]

[page]
trim = "145mm x 205mm"
"""

_WHOLE_STYLE = """
.chapter, .contents, .half-title, .title-page, .part { break-before: right !important }
.front { page: front }
.front + .body-matter { counter-reset: page 1 }
.chapter { page: auto }
.contents a::after { content: " " leader(" .") " " target-counter(attr(href), page) }
@page { @top-left { content: none } @top-right { content: none } }
@page :left { @top-left { content: string(part, first-except) } @bottom-left { content: counter(page) } }
@page :right { @top-right { content: string(chapter, first-except) } @bottom-right { content: counter(page) } }
@page front :right { @top-right { content: none } @bottom-right { content: counter(page, lower-roman) } }
@page front :left { @top-left { content: none } @bottom-left { content: counter(page, lower-roman) } }
@page bare :right { @top-right { content: none } @bottom-right { content: none } }
@page bare :left { @top-left { content: none } @bottom-left { content: none } }
@page :blank {
  @top-left { content: none }
  @top-right { content: none }
  @bottom-left { content: none }
  @bottom-right { content: none }
}
"""
"""What stands for the parts of a book that we put together, in one document."""

_TYPST = """#set document(title: "%s", author: "%s")
#set text(font: ("Source Serif 4", "Source Sans 3"), size: 10.3pt, lang: "vi", hyphenate: false,
  top-edge: .8em, bottom-edge: -.2em)
#set par(justify: true, leading: 4.1pt, spacing: 4.1pt, first-line-indent: 1.4em)
#let part-name = state("part", "")
#let chapter-name = state("chapter", "")
#let head = context {
  let page = here().page()
  if not query(heading).any(it => it.location().page() == page) {
    set text(font: "Source Sans 3", size: 7.6pt, fill: luma(30%%))
    if calc.even(page) { align(left, part-name.get()) } else { align(right, chapter-name.get()) }
  }
}
#let foot = context {
  set text(font: "Source Sans 3", size: 9pt, weight: 600)
  align(if calc.even(here().page()) { left } else { right }, counter(page).display())
}
#set page(width: 145mm, height: 205mm, margin: (inside: 20mm, outside: 17mm, top: 22mm, bottom: 24mm))
#show heading: set text(font: "Source Serif 4", weight: 700)
#show heading.where(level: 1): it => { pagebreak(to: "odd", weak: true); v(28mm); text(26pt, it.body)
  part-name.update(it.body) }
#show heading.where(level: 2): it => { pagebreak(to: "odd", weak: true); v(4 * 14.4pt); text(20pt, it.body)
  v(3 * 14.4pt); chapter-name.update(it.body) }
#v(28mm)
#text(12pt, weight: 700)[%s]
#pagebreak(to: "odd")
#v(28mm)
#text(11.5pt)[%s]
#parbreak()
#text(26pt, weight: 700)[%s]
#parbreak()
#text(13pt)[%s]
#place(bottom)[%s]
#pagebreak(to: "odd")
#set page(numbering: "i", footer: foot)
#outline(title: text(20pt)[Mục lục], indent: 0pt)
#pagebreak(to: "odd")
#set page(numbering: "1", header: head, footer: foot)
#counter(page).update(1)
"""


class Book:
    """A book of so many articles, made of the sentences of the first publication in another order, ever the same."""

    def __init__(self, count: int) -> None:
        sentences = re.findall(r"\S[^.…;:]{20,}[.…;]+", SEED.read_text(encoding="utf-8"))
        self.sentences = [sentence for sentence in sentences if sentence[0].isalpha()]
        order = random.Random(count)
        self.articles = [
            [" ".join(order.choices(self.sentences, k=order.randint(3, 7))) for _ in range(order.choice(PARAGRAPHS))]
            for _ in range(count)
        ]

    def title(self, number: int) -> str:
        """Return the headline of an article."""
        return f"Bài số {number + 1} về Lạng Sơn"

    def part(self, number: int) -> int:
        """Return the part of an article."""
        return int(number >= len(self.articles) // 2)

    def file(self, number: int) -> str:
        """Return where an article stands in the project."""
        return f"source/{'ab'[self.part(number)]}/bai-{number + 1:04}.md"

    def markdown(self, number: int, paragraphs: list[str] | None = None) -> str:
        """Return an article as it stands in its file, with other paragraphs if they are given."""
        text = "\n\n".join(paragraphs or self.articles[number])
        return f"---\nheadline: {self.title(number)}\npublished: 2020-09-26\n---\n\n{text}\n"

    def swapped(self, number: int) -> list[str]:
        """Return the paragraphs of an article with two words of its middle paragraph in each other's place."""
        paragraphs = list(self.articles[number])
        middle = len(paragraphs) // 2
        words = paragraphs[middle].split(" ")
        plain = [index for index, word in enumerate(words) if word.isalpha() and word.islower()]
        one, other = next(
            (a, b)
            for a in plain
            for b in plain
            if a < b and len(words[a]) == len(words[b]) and words[a] != words[b] and a > 0
        )
        words[one], words[other] = words[other], words[one]
        paragraphs[middle] = " ".join(words)
        return paragraphs

    def longer(self, number: int) -> list[str]:
        """Return the paragraphs of an article with one more in the middle, a page long."""
        paragraphs = list(self.articles[number])
        order = random.Random(f"longer {number}")
        added = " ".join(order.choices(self.sentences, k=12))
        return [*paragraphs[:1], added, *paragraphs[1:]]

    def write_project(self, folder: Path) -> None:
        """Write it as a project of ours."""
        for number in range(len(self.articles)):
            path = folder / self.file(number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.markdown(number), encoding="utf-8")
        (folder / "source" / "publish.toml").write_text(_CONFIG, encoding="utf-8")

    def write_typst(self, path: Path) -> None:
        """Write it for Typst: the same text, page and type, justified, with contents, running heads and folios."""
        lines = [_TYPST % (TITLE, CREATOR, TITLE, CREATOR, TITLE, SUBTITLE, PUBLISHER)]
        for number, paragraphs in enumerate(self.articles):
            if number == 0 or self.part(number) != self.part(number - 1):
                lines.append(f"= {PARTS[self.part(number)]}")
            lines.append(f"== {self.title(number)}")
            lines += [re.sub(r"([\\#*_$@<>\[\]~`=\"'/-])", r"\\\1", paragraph) for paragraph in paragraphs]
        path.write_text("\n\n".join(lines), encoding="utf-8")

    def write_pandoc(self, path: Path) -> None:
        """Write it for pandoc, as one Markdown file."""
        lines = [f"---\ntitle: {TITLE}\nsubtitle: {SUBTITLE}\nauthor: {CREATOR}\nlang: vi\ndate: 2026-01-01\n---"]
        for number, paragraphs in enumerate(self.articles):
            if number == 0 or self.part(number) != self.part(number - 1):
                lines.append(f"# {PARTS[self.part(number)]}")
            lines += [f"## {self.title(number)}", *paragraphs]
        path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def write_whole(project_folder: Path, path: Path) -> None:
    """Write a book project as one XHTML with its styles, for the ``weasyprint`` command: the same pages as ours."""
    from publish.base.cache import NoCache
    from publish.base.workers.pool import Inline
    from publish.build.jobs import prepare
    from publish.kinds.projects import read_project
    from publish.outputs.commission import Commission, Workers
    from publish.outputs.pdf.layouter import Layouter, Order
    from publish.publication import publication
    from publish.publication.publication import SCHEME

    project = read_project(project_folder)
    (job,) = prepare(project, project.sources, lambda message: None)
    workers = Workers(layouter=Layouter(Inline(), NoCache(), lambda message: None))
    pages = job.kind.pages("printed")(Commission(job.subject, project, job.assets, workers))
    asked = [order if isinstance(order, Order) else order.make() for order in pages.orders()]
    orders = {order.name: order.html for order in [*asked, *pages.orders_with_folios({})]}
    names: list[str] = []
    for chapter in job.subject.chapters:
        if chapter.part is not None and f"part-{chapter.part + 1}" not in names:
            names.append(f"part-{chapter.part + 1}")
        names.append(chapter.name)

    def piece(name: str) -> str:
        found = re.search(r"<body>(.*)</body>", orders[name], re.DOTALL)
        assert found
        text = re.sub(rf'href="{re.escape(SCHEME)}([^"#]+)#[^"]*"', r'href="#\1"', found[1])
        return re.sub(r"<(article|section)", rf'<\1 id="{name}"', text, count=1)

    front = "".join(map(piece, (publication.TITLE, publication.CONTENTS)))
    body = "".join(map(piece, names))
    styles = "".join(
        f'<link rel="stylesheet" href="{style.path.as_uri()}"/>'
        if style.text is None
        else f"<style>{style.text}</style>"
        for style in pages.styles()
    )
    path.write_text(
        '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="vi" xml:lang="vi">'
        '<head><meta charset="utf-8"/>'
        f"<title>{TITLE}</title>{styles}<style>{_WHOLE_STYLE}</style></head>"
        f'<body><div class="front">{front}</div><div class="body-matter">{body}</div></body></html>',
        encoding="utf-8",
    )
