"""The whole road of a publication: written, built, and put before every judge."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.proof import comparing, geometry, judges, program, reading
from tests.proof.comparing import Difference, Source
from tests.proof.composing import Article, Fact, Publication, separate
from tests.proof.geometry import Frame
from tests.proof.vocabulary import Words
from tests.proof.writing import Line

ROUNDS = 5


@dataclasses.dataclass
class Verdict:
    """What became of a publication.

    Attributes:
        publication: As it was built in the end, without what was refused.
        refused: Specimens that the program refused, with the rule.
        faults: What the judges found: name of the specimen (empty when unknown), and what.
    """

    publication: Publication
    refused: dict[str, str] = dataclasses.field(default_factory=dict)
    faults: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    files: tuple[Path, ...] = ()


class Bench:
    """Where publications are proved; ``folder`` takes them, and ``java`` judges as long as the bench stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.java = judges.Java()
        self.frames: dict[str, dict[int, Frame]] = {}

    def close(self) -> None:
        self.java.close()

    def prove(self, publications: Sequence[Publication]) -> list[Verdict]:
        """Build publications, those with refusals again without what was refused, and judge all."""
        verdicts = [Verdict(publication) for publication in publications]
        self._measure({publication.setup for publication in publications})
        self._build(verdicts)
        files = [file for verdict in verdicts for file in verdict.files]
        for verdict in verdicts:
            self._judge(verdict)
        for fault in judges.ask_preflight(files):
            for verdict in verdicts:
                if str(self._place(verdict.publication)) + "/" in fault.what or len(verdicts) == 1:
                    verdict.faults.append(("", str(fault)))
        return verdicts

    def refuse(self, publication: Publication) -> Verdict:
        """Build a publication once and tell what was refused of it."""
        verdict = Verdict(publication)
        (outcome,) = program.build([self._write(publication)])
        self._drop(verdict, outcome)
        return verdict

    def _place(self, publication: Publication) -> Path:
        return self.folder / publication.name

    def _build(self, verdicts: Iterable[Verdict]) -> None:
        """Build until nothing is refused any more."""
        left = list(verdicts)
        for _ in range(ROUNDS):
            for verdict in left:
                place = self._place(verdict.publication)
                shutil.rmtree(place, ignore_errors=True)
                verdict.publication.write(place)
            outcomes = program.build([self._place(verdict.publication) for verdict in left])
            again = []
            for verdict, outcome in zip(left, outcomes, strict=True):
                verdict.files = outcome.files
                if outcome.broken:
                    verdict.faults.append(("", f"program broken {outcome.broken}"))
                elif not outcome.files and self._drop(verdict, outcome) and verdict.publication.names():
                    again.append(verdict)
            left = again
            if not left:
                return
        for verdict in left:
            verdict.faults.append(("", f"program refuses what is left after {ROUNDS} rounds"))

    def _drop(self, verdict: Verdict, outcome: program.Outcome) -> bool:
        """Take out what was refused; False when that is no specimen."""
        publication = verdict.publication
        names = {publication.specimen_at(e.file, e.line): e for e in outcome.errors}
        parts = {name: error for name, error in names.items() if name in publication.names()}
        for name, error in names.items():
            if name not in parts:
                verdict.faults.append((name, f"program refused {error.what} [{error.rule}] line {error.line}"))
        for name, error in parts.items():
            verdict.refused[name] = error.rule
        if parts:
            verdict.publication = publication.keep(lambda name: name not in parts)
        return bool(parts)

    def _measure(self, setups: Iterable[str]) -> None:
        """Measure the frames of pages in shapes that were not seen yet."""
        wanted = [setup for setup in sorted(setups) if setup not in self.frames]
        plain = {setup: _plain(setup) for setup in wanted}
        outcomes = program.build([self._write(publication) for publication in plain.values()]) if plain else []
        for (setup, publication), outcome in zip(plain.items(), outcomes, strict=True):
            screen = next(file for file in outcome.files if file.suffix == ".pdf" and not judges.is_press(file))
            self.frames[setup] = geometry.measure_frames(Source(publication.lines()), reading.read_pages(screen))

    def _write(self, publication: Publication) -> Path:
        place = self._place(publication)
        shutil.rmtree(place, ignore_errors=True)
        publication.write(place)
        return place

    def _judge(self, verdict: Verdict) -> None:
        add = verdict.faults
        source = Source(verdict.publication.lines())
        add += [(source.owner_of_any(fault.near), str(fault)) for fault in judges.ask_java(self.java, verdict.files)]
        add += [("", str(fault)) for fault in judges.ask_programs(verdict.files)]
        if verdict.files:
            frames = self.frames[verdict.publication.setup]
            add += judge_words(verdict.publication, verdict.files, frames)


def judge_words(
    publication: Publication, files: Sequence[Path], frames: dict[int, Frame] | None
) -> list[tuple[str, str]]:
    """Return in what the text of finished files, and the place of its letters, is not as it should be."""
    found = []

    def add(who: str, differences: Iterable[Difference]) -> None:
        found.extend((one.owner, f"{who} {one.kind} {one.what}") for one in differences)

    whole = Source(publication.lines())
    for file in files:
        if file.stem.endswith("-cover"):
            continue
        article = next((a for a in publication.articles if file.stem.removesuffix("-press") == a.name), None)
        source = Source(article.lines()) if article and not publication.is_joined else whole
        if file.suffix == ".epub":
            add("epub", comparing.compare(source, reading.read_epub(file)))
            continue
        pages = reading.read_pages(file)
        words = comparing.apart_from_emoji(token for page in pages for token in page.tokens)
        add("pdfium", comparing.compare(source, list(words)))
        add("glyphs", geometry.look_at_pages(source, pages, frames))
        if judges.is_press(file):
            continue
        add("copied", comparing.compare(source, reading.read_copied(file)))
        add("shown", comparing.compare(source, reading.read_shown(file), order=False, whole=False))
        heard = reading.read_heard(file)
        add("heard", comparing.compare(source, heard))
        for lines in publication.articles_lines():
            add("heard", comparing.compare_order(Source(lines), whole, heard))
    return found


def _plain(setup: str) -> Publication:
    """Return a publication of paragraphs alone, long enough for pages that are full."""
    words = Words()
    headline = words.take(3)
    parts = tuple(separate(words, 120) for _ in range(40 if setup != "narrow" else 20))
    article = Article("a0", (Fact("", "headline", headline, (Line("headline", headline),)),), parts)
    only_screen = ("[page]", '[output]\nformats = ["pdf"]\n\n[page]')
    return Publication(f"plain-{setup}", setup, (article,), (only_screen,))
