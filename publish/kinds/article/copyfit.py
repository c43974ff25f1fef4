"""The pages of an article that are fitted: the setting is chosen once, for the PDFs and the marks of the EPUB."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict

from publish.base.diagnostics import Diagnostic, Position, Severity
from publish.base.messages import say
from publish.layout.copyfit.choosing import LEAST_FILL, Choice
from publish.layout.copyfit.filling import Filling
from publish.layout.copyfit.settings import SPREAD
from publish.layout.page_starts import PagePlaces
from publish.outputs.commission import Commission
from publish.outputs.pdf.printed import OnePiece
from publish.publication.project import Page

RULE = "copyfit"


class FittedPiece(OnePiece):
    """The pages of an article whose setting is chosen so that the last of them is not nearly empty."""

    def __init__(
        self,
        asked: Commission,
        position: Position,
        page: Page,
        choose: Callable[[], Choice],
        lay_out: Callable[[str], tuple[bytes, PagePlaces]],
    ) -> None:
        """Start as with any pages.

        Args:
            asked: What is asked for.
            position: Where to point when they cannot be made.
            page: Trim, bleed, and how many pages are asked for.
            choose: Chooses the setting.
            lay_out: Lays the pages out with the CSS of a setting.
        """
        super().__init__(asked, position, page, lambda: lay_out(self.choice.style))
        self._choose = choose

    @functools.cached_property
    def choice(self) -> Choice:
        """The setting, chosen when it is first asked for."""
        return self._choose()

    @property
    def style(self) -> str:
        """The setting as CSS; empty for the natural one."""
        return self.choice.style

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What to tell where no setting within the limits fits."""
        if self.choice.fits:
            return ()
        return (explain_misfit(self.choice.filling, self.page.fit, self.position),)

    @property
    def facts(self) -> Mapping[str, object]:
        """The setting, for the manifest."""
        filling = self.choice.filling
        chosen = {name: round(value, 4) for name, value in asdict(self.choice.setting).items()}
        counted = {"pages": filling.pages, "last_page_percent": math.floor(100 * filling.fill)}
        return {"fit": {**chosen, **counted, "fits": self.choice.fits}}

    @property
    def remark(self) -> str:
        """The setting in words, for who asks what is being done."""
        setting, filling = self.choice.setting, self.choice.filling
        return say(
            "copyfit: size {size:+g} %, tracking {tracking:+g}/1000 em, leading {leading:+g} %, pictures -{pictures:g} "
            "%, lines above crossheads +{lines:g}, measure {measure:+g} %, lines over the article "
            "+{head:g}, lines a page {foot:+g}; pages: {pages}, the last {percent} % full; settings tried: {tries}",
            size=setting.size_percent,
            tracking=setting.tracking,
            leading=setting.leading_percent,
            pictures=setting.pictures_percent,
            lines=setting.crosshead_lines,
            measure=setting.measure_percent,
            head=setting.head_lines,
            foot=setting.foot_lines,
            pages=filling.pages,
            percent=math.floor(100 * filling.fill),
            tries=self.choice.tries,
        )


def explain_misfit(filling: Filling, asked: int | str, at: Position) -> Diagnostic:
    """Return the note on pages that no setting brings to what is asked for, with the lines and words that would."""
    pages, lines = filling.pages, filling.lines
    used = filling.fill * lines
    percent = math.floor(100 * filling.fill)
    if isinstance(asked, int) and pages > asked:
        fewer = math.ceil((pages - asked - 1) * lines + used)
        message = say(
            "no setting within the limits makes {wanted} pages of the article, it has {pages}; lines too many: {lines}",
            wanted=asked,
            pages=pages,
            lines=fewer,
        )
        return _note(at, message, say("write about {words} words fewer", words=_count_words(fewer, filling)))
    if isinstance(asked, int) and pages < asked:
        more = math.ceil((asked - pages) * lines - used + LEAST_FILL * lines)
        message = say(
            "no setting within the limits makes {wanted} pages of the article, it has {pages}; lines too few: {lines}",
            wanted=asked,
            pages=pages,
            lines=more,
        )
        return _note(at, message, say("write about {words} words more", words=_count_words(more, filling)))
    odd = asked == SPREAD and pages % 2
    more, fewer = math.ceil((LEAST_FILL + odd) * lines - used), math.ceil(used)
    words, cut = _count_words(more, filling), _count_words(fewer, filling)
    if odd:
        message = say(
            "no setting within the limits makes an even number of pages of the article, it has {pages}; lines too "
            "many: {fewer}, or too few: {more}",
            pages=pages,
            fewer=fewer,
            more=more,
        )
    else:
        message = say(
            "no setting within the limits fills the last page, which is {percent} % full; lines that would fill a "
            "third of it: {more}, that would take it away: {fewer}",
            percent=percent,
            more=more,
            fewer=fewer,
        )
    if isinstance(asked, int) or pages == 1 or (asked == SPREAD and not odd):  # a page less is not what is asked for
        return _note(at, message, say("write about {words} words more", words=words))
    return _note(at, message, say("write about {words} words more, or {cut} fewer", words=words, cut=cut))


def _note(at: Position, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Severity.NOTE, at, message, RULE, hint)


def _count_words(lines: int, filling: Filling) -> int:
    """Return about how many words lines hold."""
    return max(1, round(lines * filling.words))
