"""Rules about the file as a whole: what it carries, what it is made for, and how many pages it has."""

from __future__ import annotations

from typing import Any

import pikepdf

from publish.base.messages import say
from publish.preflight.collecting import Collector
from publish.preflight.metadata import Metadata
from publish.preflight.pdf.reading import FAILURES, items_of, lookup, number, stream_bytes, text_of
from publish.publication.assets.printers import Printer

SPACES = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}


def check_file(pdf: pikepdf.Pdf, printer: Printer | None, found: Collector) -> None:
    """Check the file for a printer, or for readers on screen."""
    if pdf.is_encrypted:
        found.add("encrypted", say("the file is encrypted"), say("save it without security"))
    metadata = Metadata(pdf)
    metadata.check(found, required=printer is None or bool(printer.standard))
    if printer is None:
        return
    check_actions(pdf, found)
    if printer.standard:
        check_intent(pdf, found)
        metadata.check_standard(printer.standard, found)
        metadata.check_trapped(found)
        if len(items_of(pdf.trailer.get("/ID"))) != 2:
            found.add("no-id", say("the file has no ID"), say("write two IDs into the trailer"))
    check_count(pdf, printer, found)


def check_actions(pdf: pikepdf.Pdf, found: Collector) -> None:
    """Check that the file neither runs programs nor asks to be filled in."""
    root = pdf.Root
    scripts = lookup(root, "/Names", "/JavaScript") is not None or lookup(root, "/AA") is not None
    opening = lookup(root, "/OpenAction")
    if scripts or text_of(lookup(opening, "/S")) == "/JavaScript" or _has_script(pdf):
        found.add("javascript", say("the file carries actions that run by themselves"), say("leave scripts out"))
    if lookup(root, "/AcroForm") is not None:
        found.add("forms", say("the file carries form fields"), say("flatten the fields"))


def _has_script(pdf: pikepdf.Pdf) -> bool:
    for page in pdf.pages:
        if lookup(page.obj, "/AA") is not None:
            return True
        for item in items_of(page.obj.get("/Annots"))[:5000]:
            if text_of(lookup(item, "/A", "/S")) == "/JavaScript" or lookup(item, "/AA") is not None:
                return True
    return False


def check_intent(pdf: pikepdf.Pdf, found: Collector) -> None:
    """Check that the printing condition is named and its profile embedded."""
    hint = say("name the printing condition and embed its ICC profile")
    intents = [i for i in items_of(lookup(pdf.Root, "/OutputIntents")) if text_of(lookup(i, "/S")) == "/GTS_PDFX"]
    if not intents:
        found.add("no-output-intent", say("the file has no output intent for print (GTS_PDFX)"), hint)
        return
    problem = intent_problem(lookup(intents[0], "/DestOutputProfile"), intents[0])
    if problem:
        found.add("no-output-intent", problem, hint)


def intent_problem(profile: Any, intent: Any) -> str:
    """Return what is wrong with an output intent; empty if nothing is."""
    if not isinstance(profile, pikepdf.Stream):
        return say("the output intent has no embedded profile")
    try:
        data = stream_bytes(profile)
    except FAILURES:
        return say("the profile of the output intent cannot be read")
    count = int(number(profile.get("/N")))
    if len(data) < 128 or data[36:40] != b"acsp":
        return say("the profile of the output intent is no ICC profile")
    if data[16:20] != SPACES.get(count):
        space = data[16:20].decode("latin-1").strip()
        return say(
            "the profile of the output intent is for {space} and says it has {count} components",
            space=space,
            count=count,
        )
    if data[12:16] != b"prtr":
        return say("the profile of the output intent is not that of a printing condition")
    if not text_of(lookup(intent, "/OutputConditionIdentifier")).strip():
        return say("the output intent does not name its printing condition")
    return ""


def check_count(pdf: pikepdf.Pdf, printer: Printer, found: Collector) -> None:
    """Check the number of pages, and on which side of the sheet they begin."""
    count = len(pdf.pages)
    if count > 1 and count % printer.page_multiple:  # one page is a sheet that is printed on one side
        message = say("the file has {count} pages, no multiple of {number}", count=count, number=printer.page_multiple)
        found.add("page-multiple", message, say("add blank pages or take some out"))
    first = first_label(pdf)
    side = "recto" if first % 2 else "verso"
    if first and side != printer.parity:
        message = say("the first page is numbered {first} and so a recto, the printer begins with a verso", first=first)
        if side == "verso":
            message = say(
                "the first page is numbered {first} and so a verso, the printer begins with a recto", first=first
            )
        found.add("page-parity", message, say("begin on the other side, or number the pages as they lie"))


def first_label(pdf: pikepdf.Pdf) -> int:
    """Return the number of the first page as its label says it; 0 if it has none."""
    labels = lookup(pdf.Root, "/PageLabels")
    for _ in range(32):
        kids = items_of(lookup(labels, "/Kids"))
        if not kids:
            break
        labels = kids[0]
    entries = items_of(lookup(labels, "/Nums"))
    if len(entries) < 2 or number(entries[0]) != 0 or text_of(lookup(entries[1], "/S")) not in ("/D", "/r", "/R"):
        return 0
    return int(number(lookup(entries[1], "/St"), 1.0))
