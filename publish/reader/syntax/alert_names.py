"""The names that boxes which warn or advise have in other systems, and what each is here."""

from __future__ import annotations

from collections.abc import Mapping

KINDS = ("note", "tip", "important", "warning", "caution")

_ROWS = (
    ("note", "note", "note"),
    ("note", "info", "info"),
    ("note", "abstract", "abstract summary tldr"),
    ("note", "todo", "todo"),
    ("note", "example", "example"),
    ("note", "see_more", "seealso"),
    ("note", "question", "question help faq"),
    ("note", "details", "details"),
    ("tip", "tip", "tip hint"),
    ("tip", "success", "success check done"),
    ("important", "important", "important"),
    ("warning", "warning", "warning attention"),
    ("caution", "caution", "caution"),
    ("caution", "danger", "danger"),
    ("caution", "error", "error failure fail missing bug"),
)

ALERTS: Mapping[str, tuple[str, str]] = {name: (kind, word) for kind, word, names in _ROWS for name in names.split()}
"""Kind of box, and name of the word for its title, by what it is called."""
