"""The source of what the engine consists of, read as text: so it is judged before anything of it is imported.

A name is ``package.module:function``, ``package.module:Class.method``, ``package.module:CONSTANT`` or
``package:file.css``. What a module imports from another one of its package is read where that defines it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from typing import Any, NamedTuple

_ENDS = tuple(re.compile(rb"\n {0,%d}(?=[^\s)\]}])" % (depth * 4)) for depth in range(2))
"""By the number of classes around it, what ends a definition: a line indented no deeper that closes no bracket."""

_IMPORT = re.compile(rb"^(?:from (\S+) )?import (\([^)]*\)|[^\n]*)", re.MULTILINE)


class _Text(NamedTuple):
    """A module as text, after a line feed, with the package that its relative imports start from."""

    content: bytes
    package: str


class Sources:
    """The sources of packages; each file is read once."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._specs: dict[str, Any] = {}
        self._modules: dict[str, _Text] = {}

    def digest(self, name: str) -> str:
        """Return the SHA-256 of the source that a name stands for; empty if there is none."""
        source = self.source(name)
        return hashlib.sha256(source).hexdigest() if source else ""

    def source(self, name: str) -> bytes:
        """Return the source that a name stands for, its lines ended by line feeds; empty if there is none."""
        module, _, path = name.partition(":")
        if path.endswith(".css"):
            return self._read(module, path)
        text, package = self._module(module)
        *classes, last = path.encode().split(b".")
        begin, end, depth = 0, len(text), len(classes)
        for number, each in enumerate(classes):
            begin = _find(text, b"\n" + b"    " * number + b"class " + each, b"(:", begin, end)
            if begin < 0:
                return b""
            end = _end(text, begin, number)
        indent = b"\n" + b"    " * depth
        for head, after in ((b"def " + last, b"("), (b"class " + last, b"(:"), (last, b" =")):
            found = _find(text, indent + head, after, begin, end)
            if found >= 0:
                return text[_decorated(text, found, indent) + 1 : _end(text, found, depth)].rstrip()
        return b"" if classes else self._imported(text, package, last)

    def version(self, package: str) -> str:
        """Return the version that a package says it has; empty if it says none."""
        found = re.search(rb"__version__ = ['\"]([\w.]+)['\"]", self._module(package).content)
        return found[1].decode() if found else ""

    def _imported(self, text: bytes, package: str, name: bytes) -> bytes:
        """Return the definition of what a module imports; the statement where that is from another package."""
        for statement in _IMPORT.finditer(text):
            names = b" ".join([line.partition(b"#")[0] for line in statement[2].split(b"\n")])
            if name in names.strip(b"()").replace(b",", b" ").split():
                origin = (statement[1] or b"").decode()
                if not origin.startswith("."):
                    return statement[0]
                return self.source(f"{importlib.util.resolve_name(origin, package)}:{name.decode()}")
        return b""

    def _module(self, name: str) -> _Text:
        if name not in self._modules:
            package, _, file = name.rpartition(".")
            content = self._read(package, f"{file}.py")
            if not content:
                package, content = name, self._read(name, "__init__.py")
            self._modules[name] = _Text(b"\n" + content, package)
        return self._modules[name]

    def _read(self, package: str, file: str) -> bytes:
        """Return the text of a file in the folder of a package; empty if there is none."""
        top, *inner = package.split(".")
        if top not in self._specs:
            self._specs[top] = importlib.util.find_spec(top) if top else None
        spec = self._specs[top]
        if spec is None or not spec.submodule_search_locations:
            return b""
        try:
            content: bytes = spec.loader.get_data("/".join([spec.submodule_search_locations[0], *inner, file]))
        except OSError:
            return b""
        return content.replace(b"\r\n", b"\n") if b"\r" in content else content


def _find(text: bytes, head: bytes, after: bytes, begin: int, end: int) -> int:
    """Return where a line begins with a head and one of the characters after it; -1 if none does."""
    found = text.find(head, begin, end)
    while found >= 0 and text[found + len(head)] not in after:
        found = text.find(head, found + 1, end)
    return found


def _end(text: bytes, begin: int, depth: int) -> int:
    """Return where a definition ends, which is inside of so many classes."""
    found = _ENDS[depth].search(text, begin + 1)
    return found.start() if found else len(text)


def _decorated(text: bytes, begin: int, indent: bytes) -> int:
    """Return where the decorators of a definition begin."""
    line = begin
    while (line := text.rfind(b"\n", 0, line)) >= 0:
        if text.startswith(indent + b"@", line):
            begin = line
        elif not text.startswith((indent + b" ", indent + b")"), line):  # what a decorator may go on with
            break
    return begin
