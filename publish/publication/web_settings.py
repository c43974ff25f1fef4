"""Know what ``[web]`` of ``publish.toml`` says: where the web pages of a project will stand, in which languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.toml_values import read_line, shaped

_ADDRESS = r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~%!$&'()*+,;=:@/-]*)?"
_LANGUAGE = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"


@dataclass(frozen=True, slots=True)
class Web:
    """Where the web pages stand.

    Attributes:
        address: Address of the folder that dist/ is copied to, such as https://example.org/tin/; empty where unknown.
        alternates: Addresses of the same folder in other languages, by BCP 47 tag.
    """

    address: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)


@shaped(type="string", pattern=rf"^\s*{_ADDRESS}\s*$")
def read_address(value: object) -> str:
    """Return the address of a folder, with the ``/`` at its end.

    Raises:
        TypeError, ValueError: If it is none.
    """
    if not re.fullmatch(_ADDRESS, address := read_line(value)):
        raise ValueError(say("{value!r} is not the address of a folder, such as https://example.org/tin/", value=value))
    return address if address.endswith("/") else f"{address}/"


@shaped(
    type="object",
    patternProperties={f"^{_LANGUAGE}$": {"type": "string", "pattern": rf"^\s*{_ADDRESS}\s*$"}},
    additionalProperties=False,
)
def _alternates(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(say('a table of languages and addresses, such as {{ en = "https://example.org/en/" }}'))
    for language in value:
        if not re.fullmatch(_LANGUAGE, language):
            raise ValueError(say("{language!r} is not a language tag such as vi or en-GB", language=language))
    return {language: read_address(address) for language, address in value.items()}


KEYS: Mapping[str, Callable[[object], Any]] = {"address": read_address, "alternates": _alternates}
"""What each key of ``[web]`` is read with."""
