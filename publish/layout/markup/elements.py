"""Elements of XHTML as text."""

from __future__ import annotations

from html import escape


def element(name: str, content: str, **attributes: str | None) -> str:
    """Return an element with its attributes in the order given; those that are None or empty are left out."""
    return f"<{name}{attribute_list(**attributes)}>{content}</{name}>"


def attribute_list(**attributes: str | None) -> str:
    """Return attributes as they stand in a tag, each with a space before it (``class_`` gives ``class``)."""
    return "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value)


def language_attributes(language: str | None) -> str:
    """Return ``lang`` and ``xml:lang``, as XHTML wants both; empty for None."""
    return f' lang="{escape(language)}" xml:lang="{escape(language)}"' if language else ""
