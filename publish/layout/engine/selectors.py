"""Match selectors fast: compile each when an element first takes it, look at one sibling where one is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import FunctionType, ModuleType
from typing import Any

_NEXT = "[el for el in [next(el.iter_next_siblings(), None)] if el is not None]"


def next_siblings(cssselect2: ModuleType) -> Mapping[str, Any]:
    """Return what has ``:has(+ …)`` look at the next sibling instead of all, once for each of them."""
    compile_node, element = cssselect2.compiler._compile_node, cssselect2.tree.ElementWrapper

    def iter_next_siblings(self: Any) -> Iterator[Any]:
        sibling = self
        for index in range(self.index + 1, len(self.etree_siblings) if self.parent else 0):
            html = self.in_html_document
            sibling = element(self.etree_siblings[index], self.parent, index, sibling, html)
            yield sibling

    def compile_nearby(selector: Any) -> str:
        code: str = compile_node(selector)
        return code.replace("list(el.iter_next_siblings())[:1]", _NEXT)

    return {
        "cssselect2.compiler:_compile_node": compile_nearby,
        "cssselect2.tree:ElementWrapper.iter_next_siblings": iter_next_siblings,
    }


def late_tests(cssselect2: ModuleType) -> Mapping[str, Any]:
    """Return what makes a selector whose test is compiled later: its own initializer, which sees another ``eval``."""
    start = cssselect2.compiler.CompiledSelector.__init__
    names = dict(vars(cssselect2.compiler), eval=_LateTest)
    return {
        "cssselect2.compiler:CompiledSelector.__init__": FunctionType(start.__code__, names, start.__name__),
    }


class _LateTest:
    """A test of an element that is compiled when an element first takes it; most of the engine's own never are."""

    __slots__ = ("_source", "_test", "_values")

    def __init__(self, source: str, values: dict[str, Any], *_: Any) -> None:
        self._source, self._values = source, values
        self._test: Any = None

    def __call__(self, element: Any) -> Any:
        if self._test is None:
            self._test = eval(self._source, self._values)
        return self._test(element)
