"""What was found on the pages: a component with its lines, and the rule that is drawn by it."""

from __future__ import annotations

from publish.base.records import dataclass
from publish.preflight.official.lines import Frame, SetLine, Stroke


@dataclass(frozen=True, slots=True)
class FoundComponent:
    """A component as it stands on its page.

    Attributes:
        key: Key of the component in the regime.
        lines: The letters that are the component, from top to bottom; of an article only its number.
        rule: The line that is drawn below, or above where the regime wants it there.
        frame: The frame around a stamp.
        mates: Lines beside or above it by which its place is judged; empty for those of the components that the
            regime names.
    """

    key: str
    lines: tuple[SetLine, ...]
    rule: Stroke | None = None
    frame: Frame | None = None
    mates: tuple[SetLine, ...] = ()

    @property
    def first(self) -> SetLine:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> SetLine:
        """The last line."""
        return self.lines[-1]

    @property
    def text(self) -> str:
        """Words of all its lines."""
        return " ".join(line.text for line in self.lines)

    @property
    def left(self) -> float:
        """Left edge of its longest line."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Right edge of its longest line."""
        return max(line.right for line in self.lines)

    @property
    def centre(self) -> float:
        """Middle of its longest line."""
        return max(self.lines, key=lambda line: line.width).centre
