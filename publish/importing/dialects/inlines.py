"""What stands inside the lines: links and pictures led to where they belong, HTML as Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from publish.base.messages import say, words_of
from publish.importing.balance import Balance, Entry, Outcome
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import Change, Draft, prefix_of
from publish.importing.dialects.figures import describe, is_badge, is_icon, take_picture, widest
from publish.importing.dialects.link_spans import LinkSpan, link_at, write_target
from publish.importing.dialects.links import NowhereError, is_lost_place, resolve
from publish.importing.dialects.references import LABEL, WIKI
from publish.importing.html.tree import code, parse_html
from publish.reader.markdown.attributes import parse_attributes
from publish.reader.markdown.blocks import Element, grow
from publish.reader.markdown.parser import Environment, Token, TooDeepError, parse_blocks, parse_inlines
from publish.reader.markdown.tables import split_row
from publish.reader.source import Passage

_DEFINITION = re.compile(r"[ \t>]*\[(?P<label>[^\[\]]+)\]:[ \t]*(?P<target><[^<>\n]*>|\S+)")
_MARKS = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), "*"),
}
_READ = ("sub", "sup", "kbd", "u", "s", "del", "strike", "mark")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>[^>]*)>", re.DOTALL)


def convert_inlines(context: Context, draft: Draft) -> None:
    """Change the links, pictures and HTML of a draft into ours.

    A change inside of another one waits for the next round; it is told once.
    """
    told: Counter[tuple[str, str, Outcome, str]] = Counter()
    for _ in range(6):
        environment: Environment = {"depth": 0}
        elements = grow(parse_blocks(draft.text, environment))
        round_ = replace(context, whole=replace(context.whole, balance=Balance()))
        made = draft.apply(_Passages(round_, draft, environment).changes(elements))
        now: Counter[tuple[str, str, Outcome, str]] = Counter()
        for entry in round_.whole.balance.entries:
            now[entry.what, entry.place, entry.outcome, entry.how] += entry.count
        told |= now
        if not made:
            break
    context.whole.balance.add(
        *(Entry(what, at, outcome, how, count) for (what, at, outcome, how), count in told.items())
    )


class _Passages:
    """Finds what must be changed in the passages of a draft."""

    def __init__(self, context: Context, draft: Draft, environment: Environment) -> None:
        self.context, self.draft, self.environment = context, draft, environment
        self.made = frozenset(context.made)

    def changes(self, elements: list[Element]) -> Iterator[Change]:
        stack = [(element, "") for element in reversed(elements)]
        while stack:
            element, inside = stack.pop()
            kind = element.token.type
            if kind == "definition":
                yield from self.definition(element)
            elif kind in ("table_open",):
                for part in element.children:
                    for row in part.children:
                        yield from self.row(row)
                continue
            elif element.passage and element.passage.text:
                where = "heading" if kind in ("heading_open", "dt_open") else inside
                yield from self.passage(element.passage, where)
            inside = "note" if kind == "footnote_reference_open" else inside
            if kind == "container_block_open" and element.token.info.split()[:1] == ["figure"]:
                inside = "figure"
            stack += [(child, inside) for child in reversed(element.children)]

    def row(self, row: Element) -> Iterator[Change]:
        start = row.start
        end = self.draft.line_span(start)[1]
        for cell in split_row(self.draft.text[start:end], start):
            if cell.text:
                yield from self.passage(cell, "cell")

    def definition(self, element: Element) -> Iterator[Change]:
        start, end = self.draft.line_span(element.start)
        found = _DEFINITION.match(self.draft.text, start, end)
        if not found:
            return
        written = found["target"]
        target = written.strip("<>")
        made = self.lead(target, found["label"], element.start)
        if made is not None and made != target:
            yield Change(found.start("target"), found.end("target"), write_target(made))

    def lead(self, target: str, label: str, offset: int) -> str | None:
        """Return where a definition leads, which may be a picture; None if it leads nowhere."""
        try:
            return resolve(self.context, target)
        except NowhereError:
            try:
                return take_picture(self.context, target)
            except NowhereError:
                return None

    def passage(self, passage: Passage, where: str) -> Iterator[Change]:
        """Yield the changes of a passage; ``where`` says if it is a heading, a cell or in a note."""
        text = passage.text
        if "[" not in text and "<" not in text:
            return
        try:
            tokens = parse_inlines(text, self.environment)
        except TooDeepError:
            return
        span = _Span(self, passage, where, tokens)
        yield from span.changes()


class _Span:
    """The tokens of one passage."""

    def __init__(self, outer: _Passages, passage: Passage, where: str, tokens: list[Token]) -> None:
        self.context, self.draft, self.made = outer.context, outer.draft, outer.made
        self.passage, self.text, self.where, self.tokens = passage, passage.text, where, tokens
        self.moved: list[str] = []
        self.place = outer.draft.place(passage.source_offset(0))

    def at(self, offset: int) -> int:
        return self.passage.source_offset(offset)

    def change(self, start: int, end: int, text: str) -> Change:
        """Return the change of a span of the passage; a span over several lines reaches to the end of its last one."""
        return Change(self.at(start), self.at(end - 1) + 1 if end > start else self.at(start), text)

    def changes(self) -> Iterator[Change]:
        done = -1
        html = self.html()
        yield from html
        for index, token in enumerate(self.tokens):
            start = token.meta.get("start", -1)
            if start < done or token.type not in ("link_open", "image", "spaced_address"):
                continue
            if token.type == "link_open" and token.info in ("auto", "bare"):
                continue
            found = link_at(self.text, start)
            if not found or found.target in self.made:
                continue
            made = self.picture(found, start) if token.type == "image" else self.link(found, start, index)
            if made is not None:
                done = found.end
                yield made
        if self.moved:
            end = self.at(len(self.text) - 1) + 1
            line = self.draft.text[self.draft.line_span(self.at(0))[0] : self.at(0)]
            prefix = prefix_of(line)
            yield Change(end, end, "".join(f"\n{prefix.rstrip()}\n{prefix}{each}" for each in self.moved))

    # Links

    def link(self, found: LinkSpan, start: int, index: int) -> Change | None:
        inner = self.text[slice(*found.words)]
        if "![" in inner and (picture := re.fullmatch(r"\s*!\[.*\]\([^\n]*\)(?:\{[^{}]*\})?\s*", inner, re.DOTALL)):
            image = link_at(self.text, self.text.find("![", start))
            if image and image.end <= found.words[1]:
                self.context.change(say("link"), self.place, say("of a picture, which stays"))
                return self.change(start, found.inner_end, picture[0].strip())
        target = found.target
        try:
            made = resolve(self.context, target)
            self.context.made.add(made)
        except NowhereError as failure:
            return self.words_only(found, start, inner, words_of(failure))
        if (
            target.startswith((LABEL, WIKI))
            and not inner.strip()
            and not made.startswith(("#", "http"))
            and "#" not in made
        ):
            inner = ""
        if is_lost_place(self.context, target, made):
            self.context.change(
                say("link"), self.place, say("the place is not there, it leads to its text: {target}", target=target)
            )
        if (
            made == target
            and not found.attributes
            and self.text[found.address[0] : found.address[1]] == write_target(made)
        ):
            return None
        keep = found.attributes if re.fullmatch(r"\{\s*\.page\s*\}", found.attributes) else ""
        title = f' "{found.title}"' if found.title and '"' not in found.title else ""
        brace = found.end if found.attributes else found.inner_end
        if made != target:
            self.context.change(say("link"), self.place, say("its address as ours are written"))
        return self.change(start, brace, f"[{inner}]({write_target(made)}{title}){keep}")

    def words_only(self, found: LinkSpan, start: int, inner: str, why: str) -> Change:
        words = inner or found.target.removeprefix(LABEL).removeprefix(WIKI)
        if why.startswith(("it leads to the top", "only the articles")):
            self.context.change(say("link"), self.place, say("its words stay: {why}", why=why))
        else:
            self.context.leave_out(say("link"), self.place, say("its words stay: {why}", why=why))
        return self.change(start, found.end, words)

    # Pictures

    def picture(self, found: LinkSpan, start: int) -> Change | None:
        target = found.target
        alt = " ".join(self.text[slice(*found.words)].split())
        if is_badge(target):
            self.context.leave_out(say("picture"), self.place, say("a badge of the web: {target}", target=target[:80]))
            return self.change(start, found.end, "")
        try:
            made = take_picture(self.context, target)
            self.context.made.add(made)
        except NowhereError as failure:
            return self.lost(found, start, alt, words_of(failure))
        id_, width, described = self.facts(found.attributes)
        among = self.where == "cell" or (not self.alone(start, found.end) and self.where != "figure")
        icon = among and is_icon(self.context, made)
        if not icon and (share := widest(self.context, made)) < float(width.rstrip("%") or 100):
            width = f"{share}%"
            self.context.change(say("picture"), self.place, say("as narrow as its pixels need it in print"))
        title = found.title
        if described:
            alt, title = described, title or alt
        elif self.context.whole.tree.pandoc and alt and not title and not self.where and self.alone(start, found.end):
            title = alt
        if not alt:
            alt = title or describe(target)
            how = say("its description is its name: {alt}", alt=alt)
            if title:
                how = say("its description is its caption: {alt}", alt=alt)
            self.context.change(say("picture"), self.place, how)
        if icon:
            written = f"![{alt}]({write_target(made)})" + (f"{{#{id_}}}" if id_ else "")
            return self.change(start, found.end, written) if written != self.text[start : found.end] else None
        brace = " ".join(filter(None, (f"#{id_}" if id_ else "", f"width={width}" if width else "")))
        brace = f"{{{brace}}}" if brace else ""
        shown = _plain(title)
        written = f' "{shown}"' if title else ""
        text = f"![{alt}]({write_target(made)}{written}){brace}"
        rich = title and (shown != title or '"' in title) and self.alone(start, found.end) and not self.where
        if rich:
            head = f"::: figure {{#{id_}}}" if id_ else "::: figure"
            sized = f"{{width={width}}}" if width else ""
            prefix = prefix_of(self.draft.text[self.draft.line_span(self.at(start))[0] : self.at(start)])
            rows = [head, f"![{_plain(alt)}]({write_target(made)}){sized}", "", title, ":::"]
            return self.change(start, found.end, f"\n{prefix}".join(rows))
        if self.where and self.where != "figure":
            words = "" if alt == describe(target) else alt
            self.context.leave_out(
                say("picture"),
                self.place,
                say("in a {where}, which holds none: {target}", where=self.where, target=target[:80]),
            )
            return self.change(start, found.end, words)
        if not self.alone(start, found.end):
            self.context.change(say("picture"), self.place, say("inside a line: it stands below the paragraph"))
            self.moved.append(text)
            spaced = self.text[start - 1 : start] == " " and self.text[found.end : found.end + 1] in (" ", "")
            return self.change(start - spaced, found.end, "")
        if text == self.text[start : found.end]:
            return None
        return self.change(start, found.end, text)

    def lost(self, found: LinkSpan, start: int, alt: str, why: str) -> Change:
        """Return a note in the place of a picture that is not there, or the words that describe it."""
        target = found.target
        web = re.match(r"https?://", target)
        words = alt or found.title or (describe(target) if web else "")
        self.context.leave_out(say("picture"), self.place, say("{why}: {target}", why=why, target=target[:80]))
        shown = f"[{words}](<{target}>)" if web and words else words
        if self.alone(start, found.end) and not self.where and words:
            prefix = prefix_of(self.draft.text[self.draft.line_span(self.at(start))[0] : self.at(start)])
            return self.change(start, found.end, f"\n{prefix}".join(["::: figure", shown, ":::"]))
        return self.change(start, found.end, shown)

    def alone(self, start: int, end: int) -> bool:
        """Tell whether a span has its lines to itself."""
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        behind = self.text[end : (self.text.find("\n", end) + 1 or len(self.text) + 1) - 1]
        return not before.strip() and not behind.strip()

    def facts(self, brace: str) -> tuple[str, str, str]:
        """Return id, width and description in the braces behind a picture."""
        parsed = parse_attributes(brace, 0) if brace else None
        values = {each.key: each.value.strip("'") for each in parsed[0]} if parsed else {}
        if not parsed and brace:
            values = {
                found[1]: found[2] or found[3] for found in re.finditer(r"([\w-]+)=(?:\"([^\"]*)\"|([^\s{}]+))", brace)
            }
            if id_ := re.search(r"#([^\s{}]+)", brace):
                values["#"] = id_[1]
        width = values.get("width", "")
        share = re.fullmatch(r"(\d{1,2}(?:\.\d+)?)%", width)
        return (
            values.get("#", ""),
            width if share and float(share[1]) >= 1 else "",
            values.get("fig-alt") or values.get("alt", ""),
        )

    # HTML

    def html(self) -> list[Change]:
        """Return the changes of the tags in a passage."""
        if "<" not in self.text:
            return []
        made: list[Change] = []
        stack: list[tuple[str, Token]] = []
        for token in self.tokens:
            start = token.meta.get("start", -1)
            if token.type == "text" and not token.content and self.text.startswith("</", start):
                tag = _TAG.match(self.text, start)  # the end of one that is not read as it is
                token = Token("html_inline", "", 0, content=tag[0] if tag else "", meta=token.meta)
            elif token.type in ("html_inline", "html_unpaired") and not token.content.startswith("<!--"):
                tag = _TAG.match(token.content)
            else:
                continue
            if not tag:
                continue
            name = tag["name"].lower()
            if not tag["close"]:
                if name in ("br", "img", "wbr", "hr", "input") or token.content.endswith("/>"):
                    made.append(self.single(token, name))
                else:
                    stack.append((name, token))
                continue
            depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][0] == name), None)
            if depth is None:
                made.append(self.without(token))
                continue
            made += [self.without(opening) for _, opening in stack[depth + 1 :]]
            made += self.pair(name, stack[depth][1], token)
            del stack[depth:]
        made += [self.without(opening) for _, opening in stack]
        return made

    def without(self, token: Token) -> Change:
        self.context.change(
            say("HTML"), self.place, say("its text stays without it: {content}", content=token.content[:40])
        )
        start = token.meta["start"]
        return self.change(start, start + len(token.content), "")

    def single(self, token: Token, name: str) -> Change:
        start = token.meta["start"]
        return self.change(start, start + len(token.content), "<br>" if name == "br" else "")

    def pair(self, name: str, opening: Token, closing: Token) -> list[Change]:
        start, inner = opening.meta["start"], opening.meta["start"] + len(opening.content)
        last = closing.meta["start"]
        end = last + len(closing.content)
        words = self.text[inner:last]
        if name in ("code", "tt", "samp"):
            return [self.change(start, end, code(parse_html(words).text))]
        if name == "a":
            return self.anchor(opening, closing, words)
        if name == "q":
            return [self.change(start, inner, "“"), self.change(last, end, "”")]
        if name in _READ:
            return [self.change(start, inner, f"<{name}>"), self.change(last, end, f"</{name}>")]
        mark = _MARKS.get(name)
        if not mark or not words.strip():
            return [self.without(opening), self.without(closing)]
        lead, tail = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
        return [
            self.change(start, inner + lead, words[:lead] + mark),
            self.change(last - tail, end, mark + words[len(words) - tail :]),
        ]

    def anchor(self, opening: Token, closing: Token, words: str) -> list[Change]:
        element = next(parse_html(opening.content).find("a"), None)
        given = element.attributes if element else {}
        start, end = opening.meta["start"], closing.meta["start"] + len(closing.content)
        if given.get("href") and words.strip():
            return [self.change(start, end, f"[{words.strip()}]({write_target(given['href'].strip())})")]
        if id_ := given.get("id") or given.get("name"):
            return [self.change(start, end, f'<a id="{id_}"></a>{words}')]
        return [self.without(opening), self.without(closing)]


def _plain(text: str) -> str:
    return re.sub(
        r"\s+",
        " ",
        re.sub(r"\[([^\[\]]*)\]\([^()]*\)|[*`]|(?<!\w)_|_(?!\w)|<[^<>]*>|\^\[[^\]]*\]|\[\^[^\]]*\]", r"\1", text),
    ).strip()
