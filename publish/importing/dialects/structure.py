"""The lines of an article from first to last: code is kept, and each construct goes to who knows it.

What becomes of a construct is either finished, as code is, or text that is looked at again: a box in a tab is a box.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import DraftLine, Fence, closes_code, leaves_code, opens_code, prefix_of

MOST_LINES = 1_000_000
_INDENTED = re.compile(r"(?: {4}|\t)")


class Scanner:
    """Reads an article line by line.

    Attributes:
        context: What the conversion must know.
        todo: Lines that are not looked at yet.
        done: Lines that are finished.
        open: Containers that are open, and whether each is there in ours as well.
    """

    def __init__(self, context: Context, lines: Iterable[DraftLine]) -> None:
        """Start with the lines of the body."""
        self.context = context
        self.todo = deque(lines)
        self.done: list[DraftLine] = []
        self.open: list[bool] = []
        self.steps = 0
        self._above: str | None = None
        self._parted = self._has_indented = False
        self._looked = 0

    def put(self, lines: Sequence[DraftLine]) -> None:
        """Finish lines."""
        self.done += lines

    def again(self, lines: Sequence[DraftLine]) -> None:
        """Have lines looked at next."""
        self.todo.extendleft(reversed(lines))

    def read(self, handlers: Sequence[Handler], code: CodeHandler, boxed: Handler) -> list[DraftLine]:
        """Return the finished lines.

        Args:
            handlers: Each is given the scanner and a line, and tells whether it has taken it.
            code: Given the scanner, the line of a fence, the fence, and the lines of its code.
            boxed: Looks at a line before it can be a fence of code.
        """
        while self.todo and self.steps < MOST_LINES:
            self.steps += 1
            line = self.todo.popleft()
            if boxed(self, line):
                continue
            if fence := opens_code(line.text):
                code(self, line, fence, self.take_code(line, fence))
            elif self.is_indented(line) or not any(handle(self, line) for handle in handlers):
                self.done.append(line)
        return [*self.done, *self.todo]

    def take_code(self, line: DraftLine, fence: Fence) -> list[DraftLine]:
        """Return the lines of a block of code; where it has no end, it goes on to that of what is around it."""
        body: list[DraftLine] = []
        prefix = prefix_of(line.text)
        while self.todo:
            following = self.todo.popleft()
            if leaves_code(following.text, fence):
                self.todo.appendleft(following)
                break
            if closes_code(following.text, fence):
                break
            body.append(DraftLine(strip_prefix(following.text, prefix), following.place))
        return body

    def is_indented(self, line: DraftLine) -> bool:
        """Tell whether a line is code for its four spaces: an empty line is above it, or code, and no list is open."""
        if not _INDENTED.match(line.text) or not line.text.strip():
            return False
        self._look_above()
        if self._above is None:
            return True
        is_open = re.match(r"[ \t]*(?:[-*+]|\d+[.)]|\[\^[^\]]+\]:|:|!!!|\?\?\?|===)(?:[ \t]|$)|[ \t]+\S", self._above)
        return not is_open and self._parted

    def _look_above(self) -> None:
        """Note the last finished line without four spaces, and whether an empty line is below it."""
        for text, _ in itertools.islice(self.done, self._looked, None):
            if not text.strip():
                self._parted = self._parted or not self._has_indented
            elif _INDENTED.match(text):
                self._has_indented = True
            else:
                self._above, self._parted, self._has_indented = text, False, False
        self._looked = len(self.done)

    def take_block(self, indent: int, prefix: str = "") -> list[DraftLine]:
        """Take the lines below that are indented as far, with the empty ones between; return them without indent."""
        block: list[DraftLine] = []
        while self.todo:
            text = self.todo[0].text
            inner = strip_prefix(text, prefix).expandtabs(4) if text.strip() else ""
            if inner.strip() and len(inner) - len(inner.lstrip()) < indent:
                break
            block.append(DraftLine(inner[indent:], self.todo.popleft().place))
        while block and not block[-1].text.strip():
            self.todo.appendleft(block.pop())
        return block


Handler = Callable[[Scanner, DraftLine], bool]
CodeHandler = Callable[[Scanner, DraftLine, Fence, list[DraftLine]], None]


def strip_prefix(text: str, prefix: str) -> str:
    """Return a line without what stands before the text of the block it belongs to, as far as it has that."""
    here = 0
    for sign in prefix:
        if here >= len(text):
            break
        if text[here] == sign or (sign == " " and text[here] in " \t"):
            here += 1
        elif sign == " " and text[here : here + 1] == ">":
            continue
        else:
            break
    return text[here:]


def indent(lines: Iterable[DraftLine], prefix: str) -> list[DraftLine]:
    """Return lines with what stands before the block they belong to."""
    return [DraftLine(f"{prefix}{line.text}" if line.text.strip() else prefix.rstrip(), line.place) for line in lines]
