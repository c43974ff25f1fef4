"""The facts of an official document in the front matter, and what every article has, made of them."""

from __future__ import annotations

import datetime
from dataclasses import replace

from publish.base.diagnostics import Diagnostic, Position, error, warning
from publish.base.messages import say
from publish.kinds.official.document import Lines, line, lines, number_line, type_name
from publish.kinds.official.fact_rules import check_facts
from publish.kinds.official.signature_images import check_images, find_images
from publish.kinds.official.structure import read_body
from publish.kinds.official.wording import check_wording
from publish.publication import model
from publish.publication.official.keys import KEYS as KEYS
from publish.publication.official.types import ANNEX, LETTER, TYPES, find_type, is_form

_REQUIRED = ("loai", "co_quan", "nguoi_ky")
AS_HEADLINE = ("headline", "kicker", "deck", "byline", "dateline", "source", "credit", "rights", "short_headline")
"""Keys of articles for which an official document has others."""


def complete(article: model.Article) -> tuple[model.Article, tuple[Diagnostic, ...]]:
    """Return an official document as an article with a headline and a day, and what is wrong with its facts."""
    facts, places = dict(article.facts), dict(article.fields)
    body = read_body(article.children)
    images = find_images(article)
    wrong = [*_find_faults(article), *body.diagnostics, *check_facts(article, body), *check_wording(article)]
    wrong += check_images(images, article)
    subject = lines(facts, "trich_yeu")
    kind = type_name(facts)
    number = " ".join(number_line(facts).removeprefix("Số: ").split())  # an open number has room of its own
    title: Lines = (kind,) if kind != LETTER else (f"{LETTER} {number}".strip(),)
    at = places.get("loai", article.position)
    below = places.get("trich_yeu", at)
    headline = [(model.Text(words, at),) for words in title if words]
    headline += [(model.Text(" ".join(subject), below),)] if subject else []
    day = line(facts, "ngay")
    published = datetime.date.fromisoformat(day) if day else article.published
    shown = replace(article, headline=tuple(headline), published=published, credit=images)  # what no layout prints
    return shown, tuple(wrong)


def _find_faults(article: model.Article) -> list[Diagnostic]:
    facts, places = dict(article.facts), dict(article.fields)
    found = []
    for key in _REQUIRED:
        if (key == "nguoi_ky" and facts.get("kem_theo")) or (key != "loai" and type_name(facts) == ANNEX):
            continue  # what is issued with another document is signed with it
        if not facts.get(key) and key not in article.unread:
            message = say("an official document has no {key}", key=key)
            found.append(error(article.position, message, "official-facts", say("add '{key}: …' at its top", key=key)))
    for key in AS_HEADLINE:
        if key in places:
            hint = say("take it out; an official document has loai and trich_yeu, co_quan, dia_danh and nguoi_ky")
            found.append(
                error(places[key], say("{key} is no part of an official document", key=key), "unknown-key", hint)
            )
    written = line(facts, "loai")
    if is_form(written):
        message = say("the type of the document is left open, as on a form: {name}", name=written)
        found.append(warning(places.get("loai", article.position), message, "official-type", say("name the type")))
    elif written and not find_type(written):
        hint = say("there are {known}", known=", ".join(TYPES))
        at = places.get("loai", Position(article.position.file, 1, 1))
        found.append(error(at, say("no type of official document: {name}", name=written), "official-type", hint))
    return found
