"""Values are put into sentences of other languages than English; loaded when the first is told."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from typing import Any


class Sentence(string.Formatter):
    """A sentence that values are put into: messages in its words, fractions with its comma."""

    def __init__(self, tell: Callable[[str], str]) -> None:
        """Write what tells a message in the language of the sentence."""
        self.tell = tell

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        """Return the value of a name, a message in the words of the language."""
        value = super().get_value(key, args, kwargs)
        return self.tell(value) if isinstance(value, str) else value

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value as it is written; marks of decimals and thousands change places."""
        text = str(super().format_field(value, format_spec))
        return text.translate(_MARKS) if isinstance(value, float | int) else text


_MARKS = str.maketrans(".,", ",.")
