"""Know what ``[epub]`` of ``publish.toml`` says: how large the pictures of an EPUB may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.toml_values import shaped

_LEAST, _MOST = 320, 10_000


@dataclass(frozen=True, slots=True)
class Epub:
    """How the EPUB is made.

    Attributes:
        picture_pixels: How many pixels the longer side of a picture may have; larger ones are made smaller.
    """

    picture_pixels: int = 2400


@shaped(type="integer", minimum=_LEAST, maximum=_MOST)
def _pixels(value: object) -> int:
    if type(value) is not int:
        raise TypeError(say("a number of pixels, without quotes"))
    if not _LEAST <= value <= _MOST:
        raise ValueError(
            say(
                "pictures of {value} pixels; the longer side may have {least} to {most:,}",
                value=value,
                least=_LEAST,
                most=_MOST,
            )
        )
    return value


KEYS: Mapping[str, Callable[[object], Any]] = {"picture_pixels": _pixels}
"""What each key of ``[epub]`` is read with."""
