"""Publications made of specimens, in every shape that the program has."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image

from proof.specimens import Specimen
from proof.vocabulary import Words
from proof.writing import Block, Line

WORKS = """\
@book{chau1987,
  author = {Nguyễn Minh Châu},
  title = {Cỏ lau},
  year = {1987},
  publisher = {Nxb. Văn học},
  address = {Hà Nội},
}
"""

_HEAD = 'title = "Thung Lũng"\npublisher = "Tòa Soạn"\ndate = 2026-01-15\n'
_BACK = '\n[text]\ncompounds = false\n\n[bibliography]\nfile = "works.bib"\n'
_IMPRINT = """
[imprint]
authors = ["Lương Thị Ẩn"]
publisher_address = "19 Nguyễn Bỉnh Khiêm, Hà Nội"
director = "Lê Ngọc Ẩn"
editor = "Vũ Thị Ỷ Lan"
isbn = "978-604-70-1234-3"
"""

SETUPS = {
    "a4": f'[publication]\nkind = "article"\n{_HEAD}CONTENTS\n[page]\npaper = "A4"\n{_BACK}',
    "a5": f'[publication]\nkind = "article"\n{_HEAD}CONTENTS\n[page]\npaper = "A5"\n{_BACK}\n[notes]\nplace = "end"\n',
    "narrow": f'[publication]\nkind = "article"\n{_HEAD}CONTENTS\n[page]\ntrim = "100mm x 160mm"\nbleed = "3mm"\n{_BACK}',
    "book": f'[publication]\nkind = "book"\n{_HEAD}creators = ["Lương Thị Ẩn"]\nCONTENTS\n[page]\ntrim = "145mm x 205mm"\n'
    f"{_BACK}\n[contents]\nfigures = true\ntables = true\nlevels = 2\n{_IMPRINT}\n[cover]\n"
    'inside_paper = "offset-70"\ncover_paper = "couche-250"\nblurb = "Lời giới thiệu"\n',
    "book-ends": f'[publication]\nkind = "book"\n{_HEAD}CONTENTS\n[page]\ntrim = "170mm x 240mm"\n{_BACK}\n'
    '[numbering]\nfigures = "chapter"\ntables = "publication"\nchapters = "roman"\n\n'
    '[notes]\nplace = "chapter"\nnumber = "publication"\n',
    "bulletin": f'[publication]\nkind = "bulletin"\n{_HEAD}CONTENTS\n[page]\ntrim = "190mm x 270mm"\n{_BACK}'
    '\n[bulletin]\ncolumns = 3\nnumber = "2 (38)"\norgan = "Trung tâm Văn hóa"\n',
}
"""The shapes, each with its ``publish.toml``; CONTENTS becomes the list of articles."""

KNOWN = frozenset(
    """thung lũng tòa soạn lương thị ẩn nguyễn bỉnh khiêm hà nội lê ngọc vũ ỷ lan lời giới thiệu minh châu cỏ lau văn
    học nxb trung tâm hóa isbn trg tr vn dàn mẫu sách khai mạc copyright isbn-13""".split()
)
"""Words of the facts of a publication, which may stand anywhere."""


@dataclasses.dataclass(frozen=True)
class Part:
    """One specimen of an article, with its words: the expected lines."""

    name: str
    block: Block


@dataclasses.dataclass(frozen=True)
class Article:
    """An article: front matter, as lines of YAML with what is read of it, and specimens."""

    name: str
    facts: tuple[str, ...]
    facts_lines: tuple[Line, ...]
    parts: tuple[Part, ...]

    def text(self) -> str:
        return self.written()[0]

    def written(self) -> tuple[str, list[int]]:
        """Return the source, and the line on which each part begins."""
        rows = ["---", *self.facts, "---", ""]
        starts = []
        for part in self.parts:
            starts.append(len(rows) + 1)
            rows += [*part.block.whole().split("\n"), ""]
        return "\n".join(rows), starts

    def lines(self) -> list[tuple[str, Line]]:
        """Return all expected lines, each with the name of its specimen."""
        found = [("facts", line) for line in self.facts_lines]
        return found + [(part.name, line) for part in self.parts for line in part.block.lines]


@dataclasses.dataclass(frozen=True)
class Publication:
    """A publication that can be written into a folder."""

    name: str
    setup: str
    articles: tuple[Article, ...]

    def write(self, folder: Path) -> None:
        source = folder / "source"
        (source / "figures").mkdir(parents=True, exist_ok=True)
        listed = ", ".join(f'"{article.name}.md"' for article in self.articles)
        settings = SETUPS[self.setup].replace("CONTENTS", f"contents = [{listed}]")
        (source / "publish.toml").write_text(settings, encoding="utf-8")
        (source / "works.bib").write_text(WORKS, encoding="utf-8")
        draw(source / "figures" / "a.png")
        for article in self.articles:
            (source / f"{article.name}.md").write_text(article.text(), encoding="utf-8")

    def lines(self) -> list[tuple[str, Line]]:
        return [pair for article in self.articles for pair in article.lines()]

    def specimen_at(self, file: Path, line: int) -> str:
        """Return the name of the specimen that stands on a line of a source file; empty for none."""
        for article in self.articles:
            if file.name == f"{article.name}.md":
                _, starts = article.written()
                before = [part.name for part, start in zip(article.parts, starts, strict=True) if start <= line]
                return before[-1] if before else f"facts of {article.name}"
        return ""

    def without(self, names: Iterable[str]) -> Publication:
        """Return the publication less some specimens."""
        return self.of(lambda part: part.name not in set(names))

    def with_only(self, names: Iterable[str]) -> Publication:
        """Return the publication with these specimens and what separates them."""
        return self.of(lambda part: part.name in set(names))

    def of(self, keep: object) -> Publication:
        assert callable(keep)
        articles = [
            dataclasses.replace(article, parts=tuple(p for p in article.parts if keep(p) or not p.name))
            for article in self.articles
        ]
        return dataclasses.replace(self, articles=tuple(articles))

    def names(self) -> list[str]:
        """Return the names of all specimens."""
        return [part.name for article in self.articles for part in article.parts if part.name]


def draw(path: Path) -> None:
    """Draw a picture that any printer accepts at the size of a column."""
    Image.linear_gradient("L").resize((900, 600)).save(path)


def compose(name: str, setup: str, specimens: Sequence[Specimen]) -> Publication:
    """Return a publication of one article, or of three in a bulletin, with a short paragraph between specimens."""
    words = Words()
    count = 3 if setup == "bulletin" else 2 if setup.startswith("book") else 1
    size = -(-len(specimens) // count)
    shares = [specimens[at : at + size] for at in range(0, len(specimens), size)]
    return Publication(name, setup, tuple(_article(f"a{n}", words, share) for n, share in enumerate(shares)))


def _article(name: str, words: Words, specimens: Sequence[Specimen]) -> Article:
    headline = words.take(4)
    lead = words.take(24)
    parts = [Part("", Block(lead, (Line("body", lead),)))]
    for specimen in specimens:
        parts.append(Part(specimen.name, specimen.make(words)))
        between = words.take(3)
        parts.append(Part("", Block(between, (Line("body", between),))))
    return Article(name, (f"headline: {headline}",), (Line("headline", headline),), tuple(parts))
