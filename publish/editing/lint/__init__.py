"""The linter: what is wrong with the Vietnamese of a publication, line by line and over all of it.

It takes sources, and gives findings, and the sources with what is safe put right.
It may import ``reader``, ``publication``, ``vietnamese`` and ``base``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, Severity
from publish.base.filenames import composed
from publish.editing.dialogue import find_dialogue
from publish.editing.lint.addresses import in_address
from publish.editing.lint.captions import Found, ParagraphText, check_figures, find_lost_captions
from publish.editing.lint.ignoring import ignored_lines, is_ignored, unknown_names
from publish.editing.lint.lines import TextUnit, lines_of_article, lines_of_text, verified
from publish.editing.lint.rules import RULES, message
from publish.publication import model
from publish.publication.project import Project
from publish.reader.reading import Readings, read_source
from publish.vietnamese.letters import WORD
from publish.vietnamese.problems import Problem, find_problems
from publish.vietnamese.problems.consistency import find_mixed
from publish.vietnamese.problems.messages import RULES as TEXT_RULES
from publish.vietnamese.tones import place_tone, tone_style

PLAIN = frozenset([".txt", ".text"])
"""Suffixes of files that are read as plain text, each line a paragraph."""


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding.

    Attributes:
        start: Place of the first character.
        end: Place behind the last one; the same as ``start`` where something is missing.
        replacement: What should stand there; None when only the author can know.
        fixable: Whether the replacement may be put there without asking.
        places: How many places of its file it stands for; see :mod:`publish.editing.lint.habits`.
    """

    rule: str
    severity: Severity
    start: Position
    end: Position
    message: str
    replacement: str | None = None
    fixable: bool = False
    places: int = 1


@dataclass(frozen=True, slots=True)
class LintOptions:
    """How the linter runs.

    Attributes:
        language: Language of the messages, ``en`` or ``vi``.
        rules: Names of the only rules to run; empty for all but those that run when named.
    """

    language: str = "en"
    rules: frozenset[str] = frozenset()


@dataclass(slots=True)
class Document:
    """A source under the linter: its text by lines, and what was found in it so far."""

    path: Path
    text: str
    article: model.Article | None
    lines: list[TextUnit]
    diagnostics: tuple[Diagnostic, ...] = ()
    findings: list[LintFinding] = field(default_factory=list)


def lint(
    project: Project, paths: Sequence[Path], options: LintOptions, readings: Readings | None = None
) -> tuple[list[LintFinding], list[Diagnostic]]:
    """Return what is wrong with the texts of files, in their order, and what kept files from being read whole.

    Args:
        project: Language, house style and exceptions.
        paths: Markdown, or plain text (``.txt``); what must agree in a publication must agree in all of them.
        options: How the linter runs.
        readings: Articles that were read before.
    """
    readings = readings or Readings()
    documents = [_open(path, project, readings) for path in paths]
    run = _Run(project, options)
    for document in documents:
        document.findings += run.document(document)
    for index, finding in run.publication(documents):
        documents[index].findings.append(finding)
    findings = [finding for document in documents for finding in run.kept(document)]
    return findings, [diagnostic for document in documents for diagnostic in document.diagnostics]


def _open(path: Path, project: Project, readings: Readings) -> Document:
    """Read a file; one that is not Vietnamese has no lines to look at."""
    text, failure = read_source(path)
    if path.suffix.lower() in PLAIN:
        lines = list(lines_of_text(path, text)) if model.is_vietnamese(project.language) else []
        return Document(path, text, None, lines, (failure,) if failure else ())
    reading = readings.article(path, project.language, project.kind.fact_keys())
    article = reading.article
    source = text.split("\n")
    found = lines_of_article(article) if article and model.is_vietnamese(article.language) else ()
    lines = [verified(line, source) for line in found]
    return Document(path, text, article, lines, reading.diagnostics)


class _Run:
    """The rules of one run, and what they are told by the project."""

    def __init__(self, project: Project, options: LintOptions) -> None:
        self.project = project
        self.options = options
        self.words = frozenset(map(composed, project.lint.words))
        usual = {name for name, rule in RULES.items() if not rule.opt_in}
        self.rules = frozenset(
            options.rules or (usual | frozenset(project.lint.rules)) - frozenset(project.lint.ignore)
        )
        self.text_rules = self.rules & TEXT_RULES.keys()

    def document(self, document: Document) -> Iterator[LintFinding]:
        """Yield what the rules on a line and on a document find."""
        ranges = self.project.text.ranges
        for line in document.lines:
            found = find_problems(
                line.text, language=self.options.language, rules=self.text_rules, words=self.words, ranges=ranges
            )
            for problem in found:
                if not in_address(line.text, problem.span):
                    yield self.finding(line, problem)
            yield from self.tones(line)
        for found_here in self.whole(document):
            name, place = found_here.rule, found_here.position
            said = message(name, self.options.language, *found_here.values)
            yield LintFinding(name, RULES[name].severity, place, place, said)

    def whole(self, document: Document) -> Iterator[Found]:
        """Yield what the rules on a whole document find."""
        article = document.article
        if article:
            yield from check_figures(article)
            for node in find_dialogue(article, self.project.text.dialogue):
                yield Found("dialogue", node.position)
        else:
            yield from _empty_lines(document)
        blocks = [_block(line) for line in _paragraphs(document)]
        headline = " ".join(map(model.plain_text, article.headline)) if article else ""
        yield from find_lost_captions(blocks, headline)
        for number, name in unknown_names(ignored_lines(document.text), RULES):
            yield Found("unknown-rule", Position(document.path, number, 1), (name,))

    def tones(self, line: TextUnit) -> Iterator[LintFinding]:
        """Yield the words whose tone does not stand where the house puts it."""
        style = self.project.text.tones
        if style == "keep" or "tone-style" not in self.rules:
            return
        for match in WORD.finditer(line.text):
            word = composed(match[0])
            if in_address(line.text, match.span()) or word in self.words:
                continue
            if tone_style(word) not in (None, style):
                right = place_tone(word, style)
                said = message("tone-style", self.options.language, right)
                yield self.finding(line, Problem("tone-style", match.span(), said, right, safe=True))

    def publication(self, documents: Sequence[Document]) -> Iterator[tuple[int, LintFinding]]:
        """Yield what is not the same all over the publication, with the number of the document it stands in."""
        places = [(number, line) for number, document in enumerate(documents) for line in document.lines]
        texts = [line.text for _, line in places]
        language, rules = self.options.language, self.text_rules
        for index, problem in find_mixed(texts, language=language, rules=rules, words=self.words):
            number, line = places[index]
            if in_address(line.text, problem.span):
                continue
            yield number, self.finding(line, problem)

    def finding(self, line: TextUnit, problem: Problem) -> LintFinding:
        """Return a problem with its place in the file."""
        start, end = problem.span
        fixable = problem.safe and problem.replacement is not None and line.is_verbatim(start, end)
        return LintFinding(
            problem.rule,
            RULES[problem.rule].severity,
            line.position(start),
            line.end_position(start, end),
            problem.message,
            problem.replacement,
            fixable,
        )

    def kept(self, document: Document) -> list[LintFinding]:
        """Return the findings of a document that count, in the order of the text."""
        ignored = ignored_lines(document.text)
        found = [
            finding
            for finding in dict.fromkeys(document.findings)
            if finding.rule in self.rules
            and not is_ignored(finding.rule, finding.start.line, ignored)
            and not (finding.rule == "foreign-space" and _is_entity(document, finding))
        ]
        return sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule))


def _is_entity(document: Document, finding: LintFinding) -> bool:
    """Tell whether a character is written by its name, as ``&nbsp;``: then it is meant."""
    line = document.text.split("\n")[finding.start.line - 1]
    return line.startswith("&", finding.start.column - 1)


def describe_rules(language: str) -> dict[str, str]:
    """Return what each rule is about, by its name."""
    return {name: rule.description[language] for name, rule in RULES.items()}


def check_names(names: Collection[str]) -> list[str]:
    """Return the names that are no rules of the linter."""
    return sorted(set(names) - RULES.keys())


def _paragraphs(document: Document) -> Iterator[TextUnit]:
    """Yield the lines of a document that stand as paragraphs of its text, not in figures, lists or headings."""
    if document.article is None:
        yield from document.lines
        return
    paragraphs = {
        block.children[0].position
        for block in document.article.children
        if isinstance(block, model.Paragraph) and block.children
    }
    yield from (line for line in document.lines if line.pieces[0].position in paragraphs)


def _block(line: TextUnit) -> ParagraphText:
    return ParagraphText(line.text, line.pieces[0].position, line.pieces[-1].position.line)


def _empty_lines(document: Document) -> Iterator[Found]:
    """Yield runs of empty lines in plain text, and a last line without end."""
    empty = 0
    numbered = list(enumerate(document.text.split("\n"), 1))
    for number, text in numbered:
        if text.strip():
            if empty > 1 and number > empty + 1:
                yield Found("empty-lines", Position(document.path, number - empty, 1), (str(empty),))
            empty = 0
        else:
            empty += 1
    number, last = numbered[-1]
    if last:
        yield Found("no-line-end", Position(document.path, number, len(last) + 1))
