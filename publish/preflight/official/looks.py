"""Judge how the letters of a component look: size, weight, slant, case, colour, words, frame."""

from __future__ import annotations

import unicodedata

from publish.base.messages import Message, say
from publish.preflight.official.bench import Bench, between
from publish.preflight.official.found import FoundComponent
from publish.preflight.official.lines import BLACK, RED, is_upper, most_of
from publish.publication.official.regimes import Component

SIZE_TOLERANCE = 0.26  # points: half a step of Word, and what rounding leaves
_FRAME_TOLERANCE = 1.0  # millimetres
_FIXED = ("national-name", "motto")
_IN_TEXT = ("legal-bases", "article", "clause", "clause-title", "point", "crosshead")  # the text's colour is theirs
_STAMPS = ("circulation", "secrecy")  # their ink is no matter of this law


def judge_looks(bench: Bench, component: Component, found: FoundComponent, body_size: float | None) -> None:
    """Judge the letters of a component; of dots to write on there is nothing to judge."""
    if not any(map(str.isalnum, found.text)):
        return
    name, law = bench.name(component), bench.law(component.source)
    _judge_size(bench, component, found, body_size, name, law)
    runs = [run for line in found.lines for run in line.plain]
    bold, italic = most_of(runs, lambda run: run.bold), most_of(runs, lambda run: run.italic)
    if component.weight and bold != (component.weight == "bold"):
        message = (
            say("{what} is not bold ({law})", what=name, law=law)
            if component.weight == "bold"
            else say("{what} is bold, and must not be ({law})", what=name, law=law)
        )
        bench.tell(component.key, "weight", message, found.lines)
    if component.slant and italic != (component.slant == "italic"):
        message = (
            say("{what} is not italic ({law})", what=name, law=law)
            if component.slant == "italic"
            else say("{what} is italic, and must be upright ({law})", what=name, law=law)
        )
        bench.tell(component.key, "slant", message, found.lines)
    _judge_case(bench, component, found, name, law)
    _judge_words(bench, component, found, name, law)
    _judge_colour(bench, component, found, name)
    if component.framed:
        _judge_frame(bench, component, found, name, law)


def _judge_size(
    bench: Bench, component: Component, found: FoundComponent, body_size: float | None, name: Message, law: str
) -> None:
    if component.size_pt is None:
        return
    least, most = component.size_pt
    for line in found.lines:
        if not least - SIZE_TOLERANCE <= line.size <= most + SIZE_TOLERANCE:
            allowed = between(component.size_pt, "pt")
            message = say(
                "{what} is {size:.1f} pt; {allowed} ({law})", what=name, size=line.size, allowed=allowed, law=law
            )
            bench.tell(component.key, "size", message, [line])
            return
    if component.size_of and body_size and abs(found.first.size - body_size) > SIZE_TOLERANCE:
        message = say(
            "{what} is {size:.1f} pt; the text is {other:.1f} pt, and both must be the same ({law})",
            what=name,
            size=found.first.size,
            other=body_size,
            law=law,
        )
        bench.tell(component.key, "size", message, found.lines)


def _judge_case(bench: Bench, component: Component, found: FoundComponent, name: Message, law: str) -> None:
    if not component.case or sum(letter.isalpha() for letter in found.text) < 3:
        return
    if component.case == "upper" and not is_upper(found.text):
        bench.tell(component.key, "case", say("{what} is not in capitals ({law})", what=name, law=law), found.lines)
    if component.case == "mixed" and is_upper(found.text):
        message = say("{what} is in capitals, and must not be ({law})", what=name, law=law)
        bench.tell(component.key, "case", message, found.lines)


def _judge_words(bench: Bench, component: Component, found: FoundComponent, name: Message, law: str) -> None:
    """Judge words that the law gives as they are; either place of the tone is right."""
    if component.key not in _FIXED or not component.words:
        return
    text = unicodedata.normalize("NFC", found.text)
    if component.case == "upper":
        text = text.upper()  # the case is judged by itself
    if text.casefold().replace("hoà", "hòa") not in {word.casefold() for word in component.words}:
        wanted = component.words[0]
        message = say("{what} reads {text!r}; {wanted!r} ({law})", what=name, text=found.text, wanted=wanted, law=law)
        bench.tell(component.key, "words", message, found.lines)


def _judge_colour(bench: Bench, component: Component, found: FoundComponent, name: Message) -> None:
    wanted = component.colour or bench.regime.page.colour
    source = component.source if component.colour else bench.regime.page.sources.get("colour", "")
    if component.key in (*_STAMPS, *_IN_TEXT) or wanted not in (BLACK, RED):
        return
    colour = most_of([run for line in found.lines for run in line.plain], lambda run: run.colour)
    if colour != wanted:
        law = bench.law(source)
        message = (
            say("{what} is not red ({law})", what=name, law=law)
            if wanted == RED
            else say("{what} is not black ({law})", what=name, law=law)
        )
        bench.tell(component.key, "colour", message, found.lines)


def _judge_frame(bench: Bench, component: Component, found: FoundComponent, name: Message, law: str) -> None:
    frame = found.frame
    if frame is None:
        bench.tell(component.key, "frame", say("{what} has no frame ({law})", what=name, law=law), found.lines)
        return
    wanted = {_plain(words): size for words, size in component.frames_mm.items()}.get(_plain(found.text))
    if wanted is None:
        return
    width, height = wanted
    if max(abs(frame.width - width), abs(frame.height - height)) > _FRAME_TOLERANCE:
        message = say(
            "the frame of {what} is {wide:.1f} × {high:.1f} mm; {width:g} × {height:g} mm ({law})",
            what=name,
            wide=frame.width,
            high=frame.height,
            width=width,
            height=height,
            law=law,
        )
        bench.tell(component.key, "frame", message, found.lines)


def _plain(words: str) -> str:
    return unicodedata.normalize("NFC", words).upper().replace("HOẢ", "HỎA")
