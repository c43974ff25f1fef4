"""The line of a paragraph, from its XML to pieces: runs, links, fields, notes, remarks, changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from publish.base.messages import say
from publish.importing.shaping.tree import Anchor, Anchored, Break, Call, FormulaRun, Look, Piece, TextRun, flat, plain
from publish.importing.word import drawings, letters
from publish.importing.word.context import Field, PartContext
from publish.importing.word.leaders import Leaders, own_leader
from publish.importing.word.xml import Element, child, full, short, value

PASSED_OVER = frozenset(
    [
        *("w:pPr", "w:rPr", "w:proofErr", "w:lastRenderedPageBreak", "w:permStart", "w:permEnd"),
        *("w:commentRangeStart", "w:commentRangeEnd", "w:bookmarkEnd", "w:moveFromRangeStart"),
        *("w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd", "w:footnoteRef", "w:endnoteRef"),
        *("w:separator", "w:continuationSeparator", "w:annotationRef", "w:fldData", "w:sdtPr", "w:sdtEndPr"),
        *("w:smartTagPr", "w:customXmlPr", "w:customXmlInsRangeStart", "w:customXmlInsRangeEnd"),
        *("w:customXmlDelRangeStart", "w:customXmlDelRangeEnd", "w:noBreakHyphen2", "w:subDoc"),
        *("w:contentPart", "w:softHyphen"),
    ]
)
"""What has no words of its own, or is read elsewhere."""

THROUGH = frozenset(["w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent", "w:rubyBase", "w:rt"])
MADE_ANEW = {
    "TOC": say("contents are made anew from the crossheads ([contents] in publish.toml)"),
    "INDEX": say("an index is made anew from the marks in the text"),
    "TOA": say("a table of authorities has no form in the source"),
    "RD": say("a field that shows nothing"),
}
"""Fields whose results are left out, and why."""

_HIDDEN_MARKS = {
    "XE": say("index mark"),
    "TC": say("mark for the contents"),
    "TA": say("mark for a table of authorities"),
}
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


class LineReader:
    """The pieces of one paragraph as they are found."""

    def __init__(self, context: PartContext, style: str | None) -> None:
        """Start a paragraph that has a style."""
        self.context = context
        self.style = style
        self.leaders: Leaders | None = None
        self.pieces: list[Piece] = []
        self.change = ""
        self.sequence = ""
        self.begun = 0
        for open_ in context.fields:
            open_.start = 0

    def finish(self) -> tuple[Piece, ...]:
        """Return the pieces; a link that goes on in the next paragraph is one here as well."""
        for open_ in reversed(self.context.fields):
            if open_.shows:
                self.wrap(open_)
        return tuple(map(self.decoded, self.pieces))

    def decoded(self, piece: Piece) -> Piece:
        """Return a piece in Unicode: words of an old font are decoded when all of them are there."""
        if isinstance(piece, Anchored):
            return Anchored(piece.target, tuple(map(self.decoded, piece.pieces)))
        if not isinstance(piece, TextRun):
            return piece
        look, text, context = piece.look, piece.text, self.context
        if encoding := letters.legacy_encoding(look.other_font) or letters.legacy_encoding(look.font):
            how = say(
                "decoded from {value}, the encoding of its font", value="TCVN3" if encoding[0] == "tcvn3" else "VNI"
            )
            return replace(piece, text=letters.decode_and_tell(text, encoding, context.ledger, context.place, how))
        text, unknown = letters.private_signs(text, look.font)
        if unknown:
            how = say("signs of a font that are not known became □")
            context.ledger.change(say("sign"), context.place, how, count=unknown)
        return piece if text == piece.text else replace(piece, text=text)

    def read(self, parent: Element) -> None:
        """Take in all that stands in an element."""
        for each in parent:
            self.take(each)

    def take(self, element: Element) -> None:
        """Take in one element of a line."""
        name = short(element.tag)
        if handler := _HANDLERS.get(name):
            handler(self, element)
        elif name in THROUGH:
            self.read(element)
        elif name not in PASSED_OVER:
            self.context.ledger.unknown[name] += 1
            self.read(element)

    # Runs

    def run(self, element: Element) -> None:
        """Take in a run."""
        properties = child(element, "w:rPr")
        style = value(properties, "w:rStyle")
        look = self.context.styles.look(self.style, style, properties, self.context.table)
        for each in element:
            name = short(each.tag)
            if name in ("w:t", "w:delText"):
                self.text(each.text or "", look)
            elif name == "w:noBreakHyphen":
                self.text("\N{NON-BREAKING HYPHEN}", look)
            elif name in _RUN:
                _RUN[name](self, each, look)
            elif name in _HANDLERS:
                _HANDLERS[name](self, each)
            elif name not in PASSED_OVER:
                self.context.ledger.unknown[name] += 1
                self.read(each)

    def text(self, text: str, look: Look) -> None:
        """Take in words, unless they are hidden, no part of the text, or an instruction."""
        context = self.context
        if not text or (context.fields and not all(each.shows for each in context.fields)):
            return
        if anew := next((each.kind for each in context.fields if each.kind in MADE_ANEW), ""):
            context.ledger.leave_out(say("field {name}", name=anew), context.place, MADE_ANEW[anew], text)
        elif look.hidden:
            context.ledger.leave_out(
                say("hidden words"), context.place, say("they are not printed in Word either"), text
            )
        elif self.change and context.is_dropped(self.change):
            why = say("the change was accepted") if context.changes == "accept" else say("the change was rejected")
            what = say("deleted words") if self.change == "deleted" else say("inserted words")
            context.ledger.leave_out(what, context.place, why, text)
        else:
            self.add_words(text, look)

    def add_words(self, text: str, look: Look) -> None:
        """Take in words that are printed."""
        context = self.context
        change = self.change if context.changes == "show" else ""
        joins = len(self.pieces) > self.begun
        if joins and isinstance(last := self.pieces[-1], TextRun) and last.look == look and last.change == change:
            self.pieces[-1] = TextRun(last.text + text, look, change)
        else:
            self.pieces.append(TextRun(text, look, change))

    def add(self, piece: Piece) -> None:
        """Take in what is no words, where the text around it is printed."""
        fields = self.context.fields
        shown = all(each.shows and each.kind not in MADE_ANEW for each in fields)
        if shown and not (self.change and self.context.is_dropped(self.change)):
            self.pieces.append(piece)
        elif not isinstance(piece, Anchor | Break):
            kind = type(piece).__name__.lower()
            self.context.ledger.leave_out(kind, self.context.place, say("it stands in what is no part of the text"))

    def line_break(self, element: Element, look: Look) -> None:
        """Take in the end of a line, page or column."""
        kind = element.get(full("w:type"), "textWrapping")
        self.add(Break("line" if kind == "textWrapping" else "page"))

    def tab(self, element: Element, look: Look) -> None:
        """Take in a tab: the gap, or what is drawn up to its stop."""
        drawn = self.leaders.draw(element, self.pieces, own_leader(element)) if self.leaders else ""
        self.text(drawn or "\t", look)

    def symbol(self, element: Element, look: Look) -> None:
        """Take in a sign of a font."""
        try:
            code = int(element.get(full("w:char"), ""), 16)
        except ValueError:
            return
        font = element.get(full("w:font")) or look.font
        found = letters.sign(code, font)
        if found is None and not (0xE000 <= code <= 0xF8FF) and not letters.is_symbol_font(font) and code >= 32:
            found = chr(code)
        if found is None:
            how = say("a sign of {font} that is not known became □", font=font)
            self.context.ledger.change(say("sign"), self.context.place, how)
        self.text(found or "\N{WHITE SQUARE}", replace(look, font="", other_font=""))

    def call(self, element: Element, look: Look) -> None:
        """Take in the call of a note."""
        kind = "footnote" if short(element.tag) == "w:footnoteReference" else "endnote"
        key = kind, element.get(full("w:id")) or ""
        calls = self.context.calls
        if self.context.in_note:
            self.context.ledger.leave_out(say("note"), self.context.place, say("a note inside a note"))
            return
        fields_shown = all(each.shows and each.kind not in MADE_ANEW for each in self.context.fields)
        if look.hidden or not fields_shown or (self.change and self.context.is_dropped(self.change)):
            return
        name = calls.setdefault(key, f"{'n' if kind == 'footnote' else 'e'}{sum(k == kind for k, _ in calls) + 1}")
        if element.get(full("w:customMarkFollows")) in ("1", "true", "on"):
            self.context.ledger.change(say("note"), self.context.place, say("its own mark became a number"))
        self.pieces.append(Call(name))

    def remark(self, element: Element, look: Look) -> None:
        """Take in what an editor wrote in the margin."""
        id_ = element.get(full("w:id")) or ""
        if (found := self.context.remarks.get(id_)) and id_ not in self.context.told_remarks:
            self.context.told_remarks.add(id_)
            self.pieces.append(found)

    def ruby(self, element: Element, look: Look) -> None:
        """Take in words with their reading behind them."""
        base, above = child(element, "w:rubyBase"), child(element, "w:rt")
        if base is not None:
            self.read(base)
        reading = "".join(each.text or "" for each in above.iter(full("w:t"))) if above is not None else ""
        if reading:
            self.text(f" ({reading})", look)
            self.context.ledger.change(
                say("ruby"), self.context.place, say("what stood above the words is behind them")
            )

    # Fields

    def field_sign(self, element: Element, look: Look) -> None:
        """Take in a sign that begins, parts or ends a field."""
        kind = element.get(full("w:fldCharType"))
        fields = self.context.fields
        if kind == "begin":
            fields.append(Field(start=len(self.pieces), data=child(element, "w:ffData")))
        elif kind == "separate" and fields:
            fields[-1].shows, fields[-1].start = True, len(self.pieces)
            self.begun = len(self.pieces)
        elif kind == "end" and fields:
            ended = fields.pop()
            if ended.shows:
                self.wrap(ended)
            self.end_field(ended, look)

    def instruction(self, element: Element, look: Look) -> None:
        """Take in a part of the instruction of a field."""
        if self.context.fields and not self.context.fields[-1].shows:
            self.context.fields[-1].instruction += element.text or ""

    def simple_field(self, element: Element) -> None:
        """Take in a field that is one element."""
        simple = Field(element.get(full("w:instr")) or "", True, len(self.pieces))
        self.begun = len(self.pieces)
        self.context.fields.append(simple)
        self.read(element)
        self.context.fields.remove(simple)
        self.wrap(simple)
        self.end_field(simple, Look())

    def wrap(self, ended: Field) -> None:
        """Make a link of the result of a field that is one."""
        words = [one or two for one, two in _QUOTED.findall(ended.instruction)][1:]
        start = min(ended.start, len(self.pieces))
        inner = tuple(self.pieces[start:])
        target = ""
        if ended.kind == "SEQ":
            self.sequence = words[0] if words else "SEQ"
        if not words or not plain(inner):
            return
        if ended.kind == "HYPERLINK":
            plain_words = [word for word in words if not word.startswith("\\")]
            local = "\\l" in words
            target = plain_words[0] if plain_words else ""
            target = f"#{plain_words[-1]}" if local and plain_words else target
        elif ended.kind in ("REF", "PAGEREF", "NOTEREF") and ended.kind != "NOTEREF":
            target = f"#{words[0]}"
            if ended.kind == "PAGEREF":
                self.context.ledger.change(
                    say("reference"), self.context.place, say("the number of a page stays as it was, as a link"), ""
                )
        if target:
            self.pieces[start:] = [Anchored(target.replace("\\\\", "\\"), _unlinked(inner))]

    def end_field(self, ended: Field, look: Look) -> None:
        """See to what a field shows by itself: boxes to tick, and marks that show nothing."""
        context = self.context
        if ended.kind == "FORMCHECKBOX" and ended.data is not None:
            box = child(ended.data, "w:checkBox")
            on = value(box, "w:checked") if child(box, "w:checked") is not None else value(box, "w:default")
            if child(box, "w:checked") is not None and on is None:
                on = "1"
            self.text("☑" if on in ("1", "true", "on") else "☐", look)
        elif ended.kind == "FORMDROPDOWN" and ended.data is not None:
            entries = [each.get(full("w:val")) or "" for each in ended.data.iter(full("w:listEntry"))]
            chosen = value(child(ended.data, "w:ddList"), "w:result") or "0"
            if chosen.isdecimal() and int(chosen) < len(entries):
                self.text(entries[int(chosen)], look)
        elif name := _HIDDEN_MARKS.get(ended.kind):
            context.ledger.leave_out(name, context.place, say("write [words]{{index}} for an entry of the index"))

    # Links, changes, containers

    def link(self, element: Element) -> None:
        """Take in a link."""
        start = self.begun = len(self.pieces)
        self.read(element)
        inner = _unlinked(tuple(self.pieces[start:]))
        id_, anchor = element.get(full("r:id")), element.get(full("w:anchor"))
        relation = self.context.package.relations(self.context.part).get(id_ or "")
        target = relation.target if relation else ""
        if anchor:
            target = f"{target}#{anchor}"
        if target and inner:
            self.pieces[start:] = [Anchored(target, inner)]

    def changed(self, element: Element) -> None:
        """Take in words that were inserted, deleted or moved."""
        inserted = short(element.tag) in ("w:ins", "w:moveTo")
        before, self.change = self.change, "inserted" if inserted else "deleted"
        self.read(element)
        self.change = before

    def content_control(self, element: Element) -> None:
        """Take in what a content control holds."""
        content = child(element, "w:sdtContent")
        if content is not None:
            self.read(content)

    def bookmark(self, element: Element) -> None:
        """Take in a place that links lead to."""
        if name := element.get(full("w:name")):
            self.pieces.append(Anchor(name))

    def alternatives(self, element: Element) -> None:
        """Take in what is written in several forms, once."""
        self.read(drawings.choose(self.context, element))

    def picture(self, element: Element) -> None:
        """Take in a drawing."""
        for piece in drawings.read_drawing(self.context, element):
            self.add(piece)

    def formula(self, element: Element) -> None:
        """Take in an equation."""
        display = short(element.tag) == "m:oMathPara"
        for each in element.iterchildren(full("m:oMath")) if display else [element]:
            from publish.importing.word import equations  # few files have any

            latex = equations.to_latex(each, self.context)
            if latex.strip():
                self.add(FormulaRun(latex, display))


_Handler = Callable[[LineReader, Element], None]

_HANDLERS: dict[str, _Handler] = {
    "w:r": LineReader.run,
    "w:hyperlink": LineReader.link,
    **dict.fromkeys(("w:ins", "w:del", "w:moveFrom", "w:moveTo"), LineReader.changed),
    "w:sdt": LineReader.content_control,
    "w:fldSimple": LineReader.simple_field,
    "w:bookmarkStart": LineReader.bookmark,
    "mc:AlternateContent": LineReader.alternatives,
    **dict.fromkeys(("w:drawing", "w:pict", "w:object"), LineReader.picture),
    **dict.fromkeys(("m:oMath", "m:oMathPara"), LineReader.formula),
}

HANDLED = frozenset(_HANDLERS)
"""What belongs in the line of a paragraph, and is sometimes found beside one."""

_RUN: dict[str, Callable[[LineReader, Element, Look], None]] = {
    "w:tab": LineReader.tab,
    "w:ptab": LineReader.tab,
    "w:br": LineReader.line_break,
    "w:cr": lambda line, element, look: line.add(Break("line")),
    "w:sym": LineReader.symbol,
    "w:footnoteReference": LineReader.call,
    "w:endnoteReference": LineReader.call,
    "w:commentReference": LineReader.remark,
    "w:fldChar": LineReader.field_sign,
    "w:instrText": LineReader.instruction,
    "w:delInstrText": LineReader.instruction,
    "w:ruby": LineReader.ruby,
}


def _unlinked(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return pieces without links in them: a place on the page leads to one place."""
    return tuple(flat(pieces))
