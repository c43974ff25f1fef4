"""What is published: a folder and a row for each kind of publication.

Each takes a publication, and gives its settings, its checks, its printed pages and its screens.
It may import ``outputs`` and what is below it.
"""

from __future__ import annotations

from collections.abc import Mapping

from publish.base.messages import say
from publish.publication.kind import PAGES, Kind

ARTICLE = "article"
"""Name of the kind that a project has which names none, and that an article has which is published by itself."""

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(ARTICLE, "publish.kinds.article", called=say("article")),
        Kind("bulletin", "publish.kinds.bulletin", joined=True, spans=True, plates=False, called=say("bulletin")),
        Kind(
            "official",
            "publish.kinds.official",
            plates=False,
            display=False,
            called=say("official document"),
            word="word",
            facts="front_matter",
        ),
        Kind("book", "publish.kinds.book", {**PAGES, "cover": "cover"}, joined=True, linked=True, called=say("book")),
    )
}
"""Every kind by its name; a new one is a folder beside this file and a row here."""


def kind_of_one(kind: Kind) -> Kind:
    """Return the kind of one article by itself: a chapter that is asked for alone is an article."""
    return KINDS[ARTICLE] if kind.joined else kind
