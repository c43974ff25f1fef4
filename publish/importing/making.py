"""The text of a file to a new project of the kind that it is: official documents, or else an article or chapters."""

from __future__ import annotations

from pathlib import Path

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.importing.official.documents import part_documents
from publish.importing.official.making import make_documents
from publish.importing.project import OFFICIAL, Imported, Request
from publish.importing.shaping.atoms import Census
from publish.importing.shaping.crossheads import Wishes
from publish.importing.shaping.decisions import read_decisions
from publish.importing.shaping.making import make_articles
from publish.importing.shaping.official import with_tabbed_heads
from publish.importing.shaping.tree import ParsedText


def make_project(path: Path, request: Request, text: ParsedText, census: Census) -> Imported:
    """Return the project that the text of a file amounts to, and the balance.

    Args:
        path: The file.
        request: What is asked of the import; a kind that is asked for is made, whatever the text looks like.
        text: The text as the parser of its format hands it on.
        census: What the file holds, counted by other code.

    Raises:
        SourceError: If there is no text in it, if the decisions of an earlier import cannot be read, or if official
            documents are asked for and there are none.
    """
    wishes = Wishes(request.headings, read_decisions(request.earlier), text.plain)
    text.blocks = with_tabbed_heads(text.blocks)
    if request.kind not in (None, OFFICIAL) or OFFICIAL not in request.kinds or wishes.headings != "look":
        return make_articles(path, request, text, census, wishes)
    parting = part_documents(text.blocks, text.ledger)
    if parting.drafts:
        return make_documents(path, request, text, census, wishes, parting)
    if request.kind == OFFICIAL:
        reason = parting.reason or say("it has no head with agency, number and the name of the country")
        hint = say("leave --kind out: the file becomes an article")
        message = say("no official document was found: {reason}", reason=reason)
        raise SourceError(error(Position(path), message, "no-official-document", hint))
    if parting.reason and parting.at:
        text.ledger.decide(parting.at.place, "", say("plain article"), parting.reason, "official-by-look")
    return make_articles(path, request, text, census, wishes)
