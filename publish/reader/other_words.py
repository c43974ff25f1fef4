"""The words that other systems have in their front matter, and what stands for each of them here."""

from __future__ import annotations

from collections.abc import Mapping

from publish.base.messages import say

_BY_WORD = {
    "headline": "title name titel tiêu-đề",
    "short_headline": "short-title title-short sidebar-title linktitle link-title shorttitle nav-title sidebar-label",
    "kicker": "eyebrow overline",
    "deck": "subtitle sub-title lede lead standfirst tagline",
    "byline": "author authors creator creators by tác-giả",
    "dateline": "location place",
    "published": "date pubdate publishdate publish-date date-published published-at created created-at ngày",
    "updated": "lastmod last-modified date-modified modified updated-at last-updated",
    "source": "original origin canonical canonical-url original-url",
    "credit": "acknowledgements acknowledgments thanks",
    "summary": "description abstract excerpt intro desc",
    "subjects": "tags tag keywords keyword categories category subject topics topic",
    "lang": "language locale",
    "rights": "copyright license licence",
}
_ORDER = say("delete the line; the order of the articles is that of 'contents' in publish.toml")
_HIDDEN = say("delete the line; an article that is not to be published is left out of 'contents' in publish.toml")
_ADDRESS = say("delete the line; an article is named after its file")
_PICTURE = say("delete the line; a picture stands in the text, and that of the cover in publish.toml")
_LOOK = say("delete the line; how it looks is said in publish.toml and styles/")
_BY_HINT = {
    _ORDER: "weight order nav-order sidebar-position position sort previous next part chapter-number",
    _HIDDEN: "draft hidden private unlisted sitemap",
    _ADDRESS: "slug permalink url alias aliases id redirect-from redirect-to path",
    _PICTURE: "image cover featured-image thumbnail hero banner og-image cover-image",
    _LOOK: "layout template type format toc toc-depth theme css classoption documentclass geometry mainfont fontsize"
    " output number-sections jupyter engine execute editor filters comments math katex mermaid pagination",
    say("name the file in [bibliography] of publish.toml"): "bibliography csl nocite link-citations references",
}

OTHER_WORDS: Mapping[str, str] = {
    word: meant for table in (_BY_WORD, _BY_HINT) for meant, words in table.items() for word in words.split()
}
"""Our word, or a hint, by the word of another system in small letters and with hyphens."""
