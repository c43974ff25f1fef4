"""Publications made of specimens, in every shape that the program has."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PIL import Image

from tests.proof.places import FACTS
from tests.proof.specimen import Specimen
from tests.proof.vocabulary import Words
from tests.proof.writing import INLINES, LONG, Block, Line, Passage, long_word, plain

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
    "narrow": f'[publication]\nkind = "article"\n{_HEAD}CONTENTS\n[page]\ntrim = "100mm x 160mm"\nbleed = "3mm"\n'
    f"{_BACK}",
    "book": f'[publication]\nkind = "book"\n{_HEAD}creators = ["Lương Thị Ẩn"]\nCONTENTS\n'
    '[page]\ntrim = "145mm x 205mm"\n'
    f"{_BACK}\n[contents]\nlevels = 2\n{_IMPRINT}\n[cover]\n"
    'inside_paper = "offset-70"\ncover_paper = "couche-250"\nblurb = "Lời giới thiệu"\n',
    "book-ends": f'[publication]\nkind = "book"\n{_HEAD}CONTENTS\n[page]\ntrim = "170mm x 240mm"\n{_BACK}\n'
    '[numbering]\nfigures = "chapter"\ntables = "publication"\nchapters = "roman"\n\n'
    '[notes]\nplace = "chapter"\nnumber = "publication"\nLISTS',
    "bulletin": f'[publication]\nkind = "bulletin"\n{_HEAD}CONTENTS\n[page]\ntrim = "190mm x 270mm"\n{_BACK}'
    '\n[bulletin]\ncolumns = 3\nnumber = "2 (38)"\norgan = "Trung tâm Văn hóa"\n',
}
"""The shapes, each with its ``publish.toml``; CONTENTS becomes the list of articles, LISTS what lists there are."""


@dataclasses.dataclass(frozen=True)
class Part:
    """One specimen of an article; without a name it only separates others."""

    name: str
    block: Block


@dataclasses.dataclass(frozen=True)
class Fact:
    """A key of the front matter with its text."""

    name: str
    key: str
    text: str
    lines: tuple[Line, ...]


@dataclasses.dataclass(frozen=True)
class Article:
    """An article: front matter, text, and what is read of both."""

    name: str
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]

    def written(self) -> tuple[str, dict[int, str]]:
        """Return the source, and the name of the specimen that begins on a line."""
        rows, starts = ["---"], {}
        for fact in self.facts:
            starts[len(rows) + 1] = fact.name
            quoted = fact.text.replace("'", "''")
            rows.append(f"{fact.key}: '{quoted}'")
        if "headline" not in [fact.key for fact in self.facts]:
            rows.append("headline: Thung Lũng")
        rows += ["---", ""]
        for part in self.parts:
            starts[len(rows) + 1] = part.name
            rows += [*part.block.whole().split("\n"), ""]
        return "\n".join(rows), starts

    def lines(self) -> list[tuple[str, Line]]:
        """Return all expected lines, each with the name of its specimen."""
        found = [(fact.name, line) for fact in self.facts for line in fact.lines]
        return found + [(part.name, line) for part in self.parts for line in part.block.lines]


@dataclasses.dataclass(frozen=True)
class Publication:
    """A publication that can be written into a folder.

    Attributes:
        name, setup: Of its folder, and of its shape.
        articles: In order.
        changes: Pairs of texts in ``publish.toml``: what stands there and what shall.
        titles: What is read of them.
    """

    name: str
    setup: str
    articles: tuple[Article, ...]
    changes: tuple[tuple[str, str], ...] = ()
    titles: tuple[tuple[str, Line], ...] = ()

    @property
    def is_joined(self) -> bool:
        """Whether all articles are in one file."""
        return 'kind = "article"' not in SETUPS[self.setup]

    def write(self, folder: Path) -> None:
        """Write the sources of the publication."""
        source = folder / "source"
        (source / "figures").mkdir(parents=True, exist_ok=True)
        listed = ", ".join(f'"{article.name}.md"' for article in self.articles)
        settings = SETUPS[self.setup].replace("CONTENTS", f"contents = [{listed}]")
        settings = settings.replace("LISTS", self._lists())
        for before, behind in self.changes:
            settings = settings.replace(before, behind)
        (source / "publish.toml").write_text(settings, encoding="utf-8")
        (source / "works.bib").write_text(WORKS, encoding="utf-8")
        draw(source / "figures" / "a.png")
        for article in self.articles:
            (source / f"{article.name}.md").write_text(article.written()[0], encoding="utf-8")

    def _lists(self) -> str:
        """Return the settings of lists of figures and tables, if there are any."""
        text = "".join(article.written()[0] for article in self.articles)
        return "\n[contents]\nfigures = true\ntables = true\n" if "::: table" in text and "::: figure" in text else ""

    def lines(self) -> list[tuple[str, Line]]:
        """Return all expected lines, each with the name of its specimen."""
        return [*self.titles, *(pair for article in self.articles for pair in article.lines())]

    def articles_lines(self) -> list[list[tuple[str, Line]]]:
        """Return the expected lines of each article, which are read in their order."""
        return [article.lines() for article in self.articles]

    def specimen_at(self, file: Path, line: int) -> str:
        """Return the name of the specimen that stands on a line of a source file; empty for none."""
        for article in self.articles:
            if file.name == f"{article.name}.md":
                starts = article.written()[1]
                return next((starts[at] for at in sorted(starts, reverse=True) if at <= line), "")
        return ""

    def keep(self, wanted: Callable[[str], bool]) -> Publication:
        """Return the publication with those specimens of which the name is wanted; articles that are empty go."""
        kept = []
        for article in self.articles:
            facts = tuple(fact for fact in article.facts if not fact.name or wanted(fact.name))
            parts = tuple(part for part in article.parts if not part.name or wanted(part.name))
            if any(each.name for each in (*facts, *parts)) or not any(e.name for e in (*article.facts, *article.parts)):
                kept.append(dataclasses.replace(article, facts=facts, parts=parts))
        return dataclasses.replace(self, articles=tuple(kept))

    def names(self) -> list[str]:
        """Return the names of all specimens."""
        named = [e.name for article in self.articles for e in (*article.facts, *article.parts) if e.name]
        return list(dict.fromkeys(named))


def draw(path: Path) -> None:
    """Draw a picture that any printer accepts at the size of a column."""
    Image.linear_gradient("L").resize((900, 600)).save(path)


def compose(name: str, setup: str, specimens: Sequence[Specimen]) -> Publication:
    """Return a publication of one article, two in a book, three in a bulletin, with paragraphs between specimens."""
    words = Words()
    count = 3 if setup == "bulletin" else 2 if setup.startswith("book") else 1
    size = max(1, -(-len(specimens) // count))
    shares = [specimens[at : at + size] for at in range(0, len(specimens), size)]
    return Publication(name, setup, tuple(_article(f"a{n}", words, share) for n, share in enumerate(shares)))


def separate(words: Words, count: int = 3) -> Part:
    """Return a paragraph that only separates."""
    taken = words.take(count)
    return Part("", Block(taken, (Line("body", taken),)))


def _article(name: str, words: Words, specimens: Sequence[Specimen]) -> Article:
    headline = words.take(4)
    parts = [separate(words, 24)]
    for specimen in specimens:
        parts += [Part(specimen.name, specimen.make(words)), separate(words)]
    return Article(name, (Fact("", "headline", headline, (Line("headline", headline),)),), tuple(parts))


def compose_facts(name: str, setup: str, kinds: Iterable[str]) -> Publication:
    """Return a publication in which each fact of the front matter holds inlines, long words or many words."""
    words, articles = Words(), []
    for kind in kinds:
        facts, parts = [], [separate(words, 30)]
        for key in FACTS:
            if kind in LONG:
                passage = plain(words) + Passage(" ", " ") + long_word(kind, words) + Passage(" ", " ") + plain(words)
            elif kind == "many words":
                passage = plain(words, 60)
            elif kind in ("reference", "page-reference", "empty-reference", "break"):
                continue  # what they lead to would have to stand in the body; a line of YAML ends with the line
            else:
                passage = plain(words) + Passage(" ", " ") + INLINES[kind](words, plain(words))
            lines = (Line(key, passage.text), *passage.lines)
            facts.append(Fact(f"{kind} in fact {key}", key, passage.markdown, lines))
            if passage.below:  # what a note says goes with its call
                parts.append(Part(facts[-1].name, Block(passage.below.strip(), ())))
        if facts:
            articles.append(Article(f"a{len(articles)}", tuple(facts), (*parts, separate(words, 60))))
    return Publication(name, setup, tuple(articles))


def compose_titles(name: str, setup: str, kind: str) -> Publication:
    """Return a publication with long words, or many, in its own facts, in the titles of parts and in headlines."""
    words = Words()
    long = lambda: words.take(40) if kind == "many words" else f"{words.take(2)} {long_word(kind, words).text}"  # noqa: E731
    changes, titles = [], []
    for key, value in (("title", "Thung Lũng"), ("publisher", "Tòa Soạn"), ("organ", "Trung tâm Văn hóa")):
        if f'{key} = "{value}"' in SETUPS[setup]:
            text = long()
            changes.append((f'{key} = "{value}"', f'{key} = "{text}"'))
            titles.append((f"{kind} in {key}", Line("title" if key == "title" else "anywhere", text)))
    articles = []
    for number in range(3):
        headline = long()
        fact = Fact(f"{kind} in headline {number}", "headline", headline, (Line("headline", headline),))
        parts = [separate(words, 100) for _ in range(4)]
        articles.append(Article(f"a{number}", (fact,), tuple(parts)))
    if setup in ("book", "book-ends"):
        text = long()
        changes.append(
            ('["a0.md", "a1.md", "a2.md"]', f'["a0.md", {{ title = "{text}", contents = ["a1.md", "a2.md"] }}]')
        )
        titles.append((f"{kind} in part", Line("part", text)))
    return Publication(name, setup, tuple(articles), tuple(changes), tuple(titles))
