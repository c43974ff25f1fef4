"""Judge the running text: size, slant, indents, space between paragraphs, line spacing, and whether it is justified."""

from __future__ import annotations

import itertools

from publish.base.messages import say
from publish.base.units import POINTS_PER_MM
from publish.preflight.official.bench import Bench, between
from publish.preflight.official.blocks import SetParagraph, TextEdges, single_of
from publish.preflight.official.lines import SetLine, is_upper, most_of
from publish.preflight.official.looks import SIZE_TOLERANCE
from publish.preflight.official.placing import space_between
from publish.preflight.official.recognition import OfficialSection
from publish.publication.official.regimes import Component

_INDENT, _SPACE, _SPACING, _EDGE = 0.6, 0.8, 0.03, 1.0  # millimetres, points, multiples, millimetres
_SAME = 0.15  # millimetres by which distances of lines differ that are the same
_FAR = 25.0  # millimetres from which an indented block is none of running text
_JUSTIFIED = 0.8  # share of full lines that end at the right edge
_HEADS = ("part", "chapter", "section", "subsection", "crosshead", "annex")


def text_of(section: OfficialSection) -> list[SetParagraph]:
    """Return the paragraphs that are plain text: no headings, no lines in the middle."""
    heads = {
        id(line)
        for found in section.found
        if found.key.startswith(_HEADS) or found.key in ("clause-title", "drafter")
        for line in found.lines
    }
    return [part for part in section.paragraphs if not part.centred and id(part.lines[0]) not in heads]


def body_size(section: OfficialSection) -> float | None:
    """Return the size of most of the text in points; None where there is none."""
    runs = [run for paragraph in text_of(section) for run in paragraph.runs]
    return most_of(runs, lambda run: run.size) if runs else None


def judge_text(bench: Bench, section: OfficialSection) -> None:
    """Judge the running text of a document or an annex."""
    component = bench.component("body")
    paragraphs = text_of(section)
    if component is None or section.edges is None or not paragraphs:
        return
    _judge_letters(bench, component, section, paragraphs)
    _judge_indents(bench, component, section, paragraphs)
    _judge_spaces(bench, component, section, paragraphs)
    _judge_step(bench, component, section, paragraphs)
    _judge_edge(bench, component, section.edges, paragraphs)


def _judge_letters(
    bench: Bench, component: Component, section: OfficialSection, paragraphs: list[SetParagraph]
) -> None:
    name, law = bench.name(component), bench.law(component.source)
    bases = {id(found.first) for found in section.found if found.key == "legal-bases"}
    plain = [part for part in paragraphs if id(part.lines[0]) not in bases]
    for paragraph in plain if component.size_pt else ():
        assert component.size_pt
        least, most = component.size_pt
        size = most_of(paragraph.runs, lambda run: run.size)
        if not least - SIZE_TOLERANCE <= size <= most + SIZE_TOLERANCE:
            allowed = between(component.size_pt, "pt")
            message = say("{what} is {size:.1f} pt; {allowed} ({law})", what=name, size=size, allowed=allowed, law=law)
            bench.tell("body", "size", message, paragraph.lines)
    runs = [run for paragraph in plain for run in paragraph.runs]
    if not runs:
        return
    lines = plain[0].lines
    if component.slant == "upright" and most_of(runs, lambda run: run.italic):
        bench.tell("body", "slant", say("{what} is italic, and must be upright ({law})", what=name, law=law), lines)
    if component.weight == "regular" and most_of(runs, lambda run: run.bold):
        bench.tell("body", "weight", say("{what} is bold, and must not be ({law})", what=name, law=law), lines)
    if component.case == "mixed" and is_upper(" ".join(run.text for run in runs)):
        bench.tell("body", "case", say("{what} is in capitals, and must not be ({law})", what=name, law=law), lines)


def _judge_indents(
    bench: Bench, component: Component, section: OfficialSection, paragraphs: list[SetParagraph]
) -> None:
    assert section.edges
    labelled = ("article", "clause", "point")
    by_place = {(f.first.page, f.first.baseline): f.key for f in section.found if f.key in labelled}
    for paragraph in paragraphs:
        first = paragraph.lines[0]
        key = by_place.get((first.page, first.baseline), "body")
        rule = bench.component(key)
        indents = (rule.indents_mm if rule else ()) or component.indents_mm
        if not paragraph.whole or not indents:
            continue
        indent = first.left - section.edges.left
        if indent < 1 and len(paragraph.lines) > 1 and all(_is_short(line, section.edges) for line in paragraph.lines):
            continue  # lines that are written one below the other, as code is
        if indent < _FAR and min(abs(indent - one) for one in indents) > _INDENT:
            owner = rule if rule and rule.indents_mm else component
            allowed = say("{choices} mm", choices=_choices(indents))
            message = say(
                "the first line of {what} is indented by {indent:.1f} mm; {allowed} ({law})",
                what=bench.name(owner),
                indent=round(indent, 1) + 0.0,
                allowed=allowed,
                law=bench.law(owner.source),
            )
            bench.tell(owner.key, "indent", message, [first])


def _is_short(line: SetLine, edges: TextEdges) -> bool:
    return line.right < (edges.right or edges.reach) - 6


def _choices(indents: tuple[float, ...]) -> str:
    return " / ".join(f"{indent:g}" for indent in indents)


def _judge_spaces(bench: Bench, component: Component, section: OfficialSection, paragraphs: list[SetParagraph]) -> None:
    least, size = component.paragraph_space_pt, body_size(section)
    if least is None:
        return
    for before, after in itertools.pairwise(paragraphs):
        last, first = before.lines[-1], after.lines[0]
        if last.page != first.page or abs(last.size - first.size) > 1 or not after.whole:
            continue
        apart = (first.baseline - last.baseline) * POINTS_PER_MM
        space = space_between(last, first)
        if section.step and size:
            space = apart - section.step * POINTS_PER_MM * (last.size + first.size) / 2 / size
        if -single_of(first) * POINTS_PER_MM < space < least - _SPACE:
            message = say(
                "paragraphs of {what} are {space:.1f} pt apart; at least {least:g} pt ({law})",
                what=bench.name(component),
                space=round(space, 1) + 0.0,
                least=least,
                law=bench.law(component.source),
            )
            bench.tell("body", "space", message, [first])


def _judge_step(bench: Bench, component: Component, section: OfficialSection, paragraphs: list[SetParagraph]) -> None:
    if not (component.line_spacing and section.step):
        return
    lines = [
        line
        for part in paragraphs
        for line, after in itertools.pairwise(part.lines)
        if abs(after.baseline - line.baseline - section.step) < _SAME
    ]
    if not lines:
        return
    least, most = component.line_spacing
    times = section.step / single_of(lines[0])
    if not least - _SPACING <= times <= most + _SPACING:
        message = say(
            "the lines of {what} are {times:.2f} times single spacing apart; {least:g} to {most:g} ({law})",
            what=bench.name(component),
            times=times,
            least=least,
            most=most,
            law=bench.law(component.source),
        )
        bench.tell("body", "line-spacing", message, lines[:1])


def _judge_edge(bench: Bench, component: Component, edges: TextEdges, paragraphs: list[SetParagraph]) -> None:
    """Judge whether full lines end at the right edge."""
    pairs = [pair for part in paragraphs for pair in itertools.pairwise(part.lines)]
    full = [line for line, after in pairs if after.left < edges.left + 1]  # others may be paragraphs of one line
    if component.align != "justify" or len(full) < 3:
        return
    ending = [line for line in full if edges.right and abs(line.right - edges.right) < _EDGE]
    if len(ending) < _JUSTIFIED * len(full):
        ragged = [line for line in full if line not in ending]
        message = say(
            "{what} is not justified: {count} of {all} full lines end before the right edge ({law})",
            what=bench.name(component),
            count=len(ragged),
            all=len(full),
            law=bench.law(component.source),
        )
        bench.tell("body", "align", message, ragged[:1])
