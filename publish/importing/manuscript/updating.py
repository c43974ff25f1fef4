"""What an editor changed in a Word file of ours, carried into the source that it was made of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, SourceError, error, sort_diagnostics
from publish.base.messages import say
from publish.base.records import dataclass
from publish.editing.dialogue import set_dialogue
from publish.importing.manuscript import importer, writing
from publish.importing.manuscript.comparing import form_of, forms_of, typeset
from publish.importing.manuscript.file import ManuscriptFile
from publish.importing.manuscript.merging import merge, pair
from publish.importing.manuscript.reading import ReadArticle, read_texts
from publish.importing.manuscript.segments import Segment, cut, fact_lines
from publish.publication.model import Article
from publish.publication.project import Project
from publish.reader import find_reader
from publish.reader.reading import read_source
from publish.reader.source import Source


@dataclass(frozen=True, slots=True)
class Update:
    """What comes of an edited file.

    Attributes:
        before, after: The sources that change, as they are and as they are to be, by path.
        pictures: Pictures that somebody put there in Word, by path.
    """

    before: Mapping[Path, str]
    after: Mapping[Path, str]
    pictures: Mapping[Path, bytes]


class Edited:
    """A Word file of ours that somebody has worked on."""

    def __init__(self, path: Path, project: Project) -> None:
        """Read the file, and find the sources that it was made of.

        Raises:
            SourceError: If it is none of ours, or a source has changed since.
        """
        self.path, self.project = path, project
        self.file = ManuscriptFile(path, path.read_bytes())
        self.texts = {text.number: text for text in read_texts(self.file)}
        told = self.file.told.articles
        self.sources = {number: project.root / "source" / facts["file"] for number, facts in enumerate(told)}
        findings = list(self._check())
        if findings:
            raise SourceError(sort_diagnostics(findings))

    @property
    def joined(self) -> bool:
        """Whether the file holds a publication of many articles."""
        return bool(self.file.told.publication.get("joined"))

    def _check(self) -> Iterator[Diagnostic]:
        for number, facts in enumerate(self.file.told.articles):
            source = self.sources[number]
            if not source.is_file():
                yield error(Position(source), say("the Word file was made of it, and it is not here"), "no-origin")
            elif hashlib.sha256(source.read_bytes()).hexdigest() != facts["digest"]:
                hint = say("go back to the source as it was, or put the changes into a file made by publish docx now")
                yield error(Position(source), say("changed since the Word file was made"), "stale-manuscript", hint)
            elif number not in self.texts:
                hint = say("its first line is gone; undo that in Word")
                yield error(
                    Position(self.path), say("nothing is left of {facts}", facts=facts["file"]), "no-origin", hint
                )

    def update(self, made: bytes) -> Update:
        """Return what is to be changed in the sources.

        Args:
            made: The Word file that the sources make as they are.

        Raises:
            SourceError: If a change cannot be carried over.
        """
        base = ManuscriptFile(self.path, made)
        befores: dict[Path, str] = {}
        afters: dict[Path, str] = {}
        for text in read_texts(base):
            source = self.sources[text.number]
            before, _ = read_source(source)
            after = self._article(base, text, self.texts[text.number], source, before)
            if after != before:
                befores[source], afters[source] = before, after
        return Update(befores, afters, self._pictures())

    def _pictures(self) -> dict[Path, bytes]:
        known = {place.get("name", "") for place in self.file.told.places.values()}
        return {
            self.sources[number].parent / name: content
            for (number, name), content in self.file.pictures.items()
            if name not in known
        }

    def _article(self, base: ManuscriptFile, old: ReadArticle, new: ReadArticle, source: Path, before: str) -> str:
        """Return the source of an article with the changes in it, read again to see that it says what the file says."""
        written, wanted = importer.write_article(base.told, old), importer.write_article(self.file.told, new)
        if written == wanted:
            return before
        project = self.project
        read = [typeset(_read(source, text, project), project) for text in (before, written, wanted)]
        now, then, goal = read
        whole: set[int] = set()
        for _ in range(3):
            merging = _Merging(old, new, source, before, project, frozenset(whole), _unsaid(now, then))
            after = merging.merged()
            made = typeset(_read(source, after, project), project)
            wrong = merging.wrong(made, goal)
            if not wrong:
                return after
            whole |= wrong if wrong - whole else set(range(len(goal.children)))
        hint = say("look at the result of publish import without --update, and change the source by hand")
        raise SourceError(
            error(Position(source), say("the changes in Word cannot be carried over"), "unmerged-change", hint)
        )


def _unsaid(now: Article, then: Article) -> set[int]:
    """Return the blocks of a source that say more than Word can."""
    forms = zip(forms_of(now.children), forms_of(then.children), strict=False)
    return {number for number, (one, two) in enumerate(forms) if one != two}


def _read(path: Path, text: str, project: Project) -> Article:
    return find_reader(path).read(Source(path, text), project.language)


class _Merging:
    """One article: what it was and is in Word, and its source."""

    def __init__(
        self,
        old: ReadArticle,
        new: ReadArticle,
        path: Path,
        source: str,
        project: Project,
        whole: frozenset[int],
        unsaid: set[int],
    ) -> None:
        self.old, self.new, self.path, self.project = old, new, path, project
        self.whole, self.unsaid = whole, unsaid
        self.article = set_dialogue(_read(path, source, project), project.text.dialogue)
        self.segments = cut(source, self.article)
        self.pairs: list[tuple[int | None, int | None]] = []

    def wrong(self, made: Article, goal: Article) -> set[int]:
        """Return the blocks that do not say what they should; :data:`_FACTS` for what is around them.

        Args:
            made: What the changed source says.
            goal: The model that the article should come to.
        """
        bare = [form_of(replace(article, children=(), footnotes=())) for article in (made, goal)]
        noted = [form_of(replace(article, children=())) for article in (made, goal)]
        found = {_FACTS} if bare[0] != bare[1] else {_NOTES} if noted[0] != noted[1] else set[int]()
        forms, wanted = forms_of(made.children), forms_of(goal.children)
        if len(forms) != len(wanted):
            return found | set(range(len(wanted)))
        kept = {two for one, two in self.pairs if one in self.unsaid}
        return found | {
            number for number in range(len(forms)) if forms[number] != wanted[number] and number not in kept
        }

    def merged(self) -> str:
        """Return the source with the changes in it."""
        before, after = importer.blocks(self.old), importer.blocks(self.new)
        blocks = [segment for segment in self.segments if segment.kind == "block"]
        self.front()
        if len([text for text in before if text != _APART]) != len(blocks):
            return self.as_one(before, after)
        self.change_blocks(
            blocks, [text for text in before if text != _APART], [text for text in after if text != _APART]
        )
        self.notes()
        return "".join(segment.text + segment.tail for segment in self.segments)

    def as_one(self, before: list[str], after: list[str]) -> str:
        """Return the source where its blocks are not those of the file: changed as one text."""
        front, rest = self.segments[0], self.segments[1:]
        source = "".join(segment.text + segment.tail for segment in rest)
        notes = [writing.join(writing.note(*note) for note in text.notes) for text in (self.old, self.new)]
        made = merge(writing.join([*before, notes[0]]), writing.join([*after, notes[1]]), source)
        return front.text + front.tail + (made if made is not None else writing.join([*after, notes[1]]) + "\n")

    def change(self, segment: Segment, before: str, after: str, *, whole: bool = False) -> None:
        """Change a segment as far as its text in Word has changed."""
        if before == after:
            return
        made = None if whole else merge(before, after, segment.text)
        segment.text = after if made is None or made == segment.text else made

    def change_blocks(self, segments: list[Segment], before: list[str], after: list[str]) -> None:
        """Change, take out and put in blocks."""
        behind = self.segments[0]
        self.pairs = pair(before, after)
        for one, two in self.pairs:
            if one is not None and two is not None:
                self.change(segments[one], before[one], after[two], whole=two in self.whole)
                if before[one] != after[two] and not self.says(segments[one].text, after[two], one in self.unsaid):
                    segments[one].text = after[two]
                behind = segments[one]
            elif one is not None:
                self.take_out(segments[one])
            elif two is not None:
                tail = behind.tail if behind.tail.count("\n") > 1 else "\n\n"
                added = Segment("block", -1, after[two], behind.tail or "\n")
                behind.tail = tail
                self.segments.insert(self.segments.index(behind) + 1, added)
                behind = added

    def says(self, text: str, wanted: str, is_unsaid: bool) -> bool:
        """Tell whether a block says what it should; of one that says more than Word can, whether it is one block."""
        forms = [forms_of(typeset(self.alone(each), self.project).children) for each in (text, wanted)]
        return len(forms[0]) == len(forms[1]) if is_unsaid else forms[0] == forms[1]

    def alone(self, text: str) -> Article:
        """Return a block as an article, with notes for those that it calls."""
        names = dict.fromkeys(re.findall(r"\[\^([^\]\s]+)\]", text))
        notes = "".join(f"\n\n[^{name}]: x" for name in names)
        return _read(self.path, f"{text}{notes}\n", self.project)

    def take_out(self, segment: Segment) -> None:
        """Take out a block, but not the comments behind it."""
        kept = re.findall(r"^<!--(?:(?!-->)[\s\S])*-->$", segment.text, re.MULTILINE)
        segment.text = "\n\n".join(kept)
        if not kept:
            at = self.segments.index(segment)
            if at == len(self.segments) - 1:
                self.segments[at - 1].tail = "\n"
            segment.tail = ""

    def notes(self) -> None:
        """Change the notes that have names."""
        before, after = dict(self.old.notes), dict(self.new.notes)
        found = {segment.key: segment for segment in self.segments if segment.kind == "note"}
        for name, text in before.items():
            if name in found and name in after:
                whole = _NOTES in self.whole
                self.change(found[name], writing.note(name, text), writing.note(name, after[name]), whole=whole)
            elif name in found:
                self.take_out(found[name])
        for name, text in after.items():
            if name not in before:
                self.segments[-1].tail = "\n\n"
                self.segments.append(Segment("note", name, writing.note(name, text), "\n"))

    def front(self) -> None:
        """Change the facts at the top."""
        front = self.segments[0]
        places = {key: position.line for key, position in self.article.fields}
        for key in importer.KEYS:
            before, after = self.old.facts.get(key, ""), self.new.facts.get(key, "")
            if before == after:
                continue
            lines = front.text.split("\n")
            known = fact_lines(front.text, places).get(key)
            if known:
                part = "\n".join(lines[known[0] : known[1]])
                words = after and before.split() != after.split() and _FACTS not in self.whole
                merged = merge(before, after, part) if words else None
                plain = merged is not None and _is_plain(merged, key)
                made = [merged if plain and merged is not None else writing.fact(key, after)] if after else []
                lines[known[0] : known[1]] = "\n".join(made).split("\n") if made else []
                shift = len(lines) - len(front.text.split("\n"))
                places = {name: line + (shift if line > known[0] + 1 else 0) for name, line in places.items()}
            elif key == "headline" and (number := _headline(lines)) is not None:
                lines[number] = merge(before, after, lines[number]) or f"# {after}"
            elif lines[0].rstrip() == "---":
                end = next(index for index, line in enumerate(lines) if index and line.rstrip() == "---")
                lines.insert(end, writing.fact(key, after))
            else:
                lines[:0] = ["---", writing.fact(key, after), "---", ""]
            front.text = "\n".join(lines)


_APART = "<!-- -->"
_FACTS, _NOTES = -1, -2
"""Stand for the front matter and the notes among the numbers of blocks."""


def _headline(lines: list[str]) -> int | None:
    return next((index for index, line in enumerate(lines) if re.match(r"#\s", line)), None)


def _is_plain(text: str, key: str) -> bool:
    """Tell whether a fact is one that YAML reads as the text that it is."""
    value = text.partition(":")[2].strip()
    return value.startswith(("|", '"', "'")) or not re.search(r": | #|^[*&@\[{>%`!?-]|:$", value) or not key
