"""What a worker is asked to do, in words as well, for the message when it comes to its limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from publish.base.diagnostics import Position

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Task(Generic[_P, _T]):
    """A function that says what it does; it is called as the function is.

    Attributes:
        function: What does the work; it must pickle to go to a worker.
        doing: The work that the function does, as the subject of a sentence: ``laying out the pages``.
        at: Where to point when that takes too much.
    """

    __slots__ = ("at", "doing", "function")

    def __init__(self, function: Callable[_P, _T], doing: str, at: Position) -> None:
        """Join the three."""
        self.function, self.doing, self.at = function, doing, at

    def __call__(self, *arguments: _P.args, **keywords: _P.kwargs) -> _T:
        """Do the work."""
        return self.function(*arguments, **keywords)
