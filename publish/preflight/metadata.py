"""Read what a file says of itself, in its Info dictionary and as XMP, and find where the two disagree."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ElementTree

import pikepdf

from publish.base.messages import join_messages, say
from publish.preflight.collecting import Collector
from publish.preflight.pdf.reading import FAILURES, entries_of, lookup, stream_bytes, text_of

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
PDFX = ("{http://www.npes.org/pdfx/ns/id/}", "{http://ns.adobe.com/pdfx/1.3/}")
PAIRS = {
    "/Title": (DC + "title", say("titles")),
    "/Author": (DC + "creator", say("authors")),
    "/Subject": (DC + "description", say("subjects")),
    "/Keywords": (PDF + "Keywords", say("keywords")),
    "/Creator": (XMP + "CreatorTool", say("creators")),
    "/Producer": (PDF + "Producer", say("producers")),
    "/CreationDate": (XMP + "CreateDate", say("creation dates")),
    "/ModDate": (XMP + "ModifyDate", say("modification dates")),
    "/Trapped": (PDF + "Trapped", say("values of Trapped")),
}
"""What Info and XMP both say: the property of each key, and what a message calls it."""

MAX_XMP = 4 << 20
_DATE = re.compile(r"(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?(Z|[-+]\d\d)?[:']?(\d\d)?")


class Metadata:
    """What a file says of itself.

    Attributes:
        info: The texts of its Info dictionary.
        xmp: The values of each property of its XMP; None if that cannot be read.
        present: Whether the file has XMP at all.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Read both."""
        self.info = {key: text_of(value) for key, value in entries_of(pdf.trailer.get("/Info"))}
        stream = lookup(pdf.Root, "/Metadata")
        self.present = stream is not None
        try:
            self.xmp: dict[str, list[str]] | None = read_xmp(stream_bytes(stream))
        except FAILURES:
            self.xmp = None

    def check(self, found: Collector, *, required: bool) -> None:
        """Check that XMP is there and says what Info says."""
        rule, hint = "metadata-mismatch", say("write Info and XMP from the same data")
        if not self.present:
            if required and not self._old_standards():
                found.add(rule, say("the file has no XMP metadata"), hint)
            return
        if self.xmp is None:
            found.add(rule, say("the XMP metadata is not well-formed XML"), hint)
            return
        for key, (name, title) in PAIRS.items():
            ours, theirs = self.info.get(key, ""), self.xmp.get(name, [])
            if ours and theirs and not same(key, ours, theirs):
                one, other = ours[:60], theirs[0][:60]
                message = say(
                    "Info and XMP give different {title}: {one} and {other}", title=title, one=one, other=other
                )
                found.add(rule, message, hint)

    def _old_standards(self) -> list[str]:
        keys = ("/GTS_PDFXVersion", "/GTS_PDFXConformance")
        return [self.info[key] for key in keys if self.info.get(key)]

    def check_standard(self, wanted: tuple[str, ...], found: Collector) -> None:
        """Check that the file is of a standard that the printer takes."""
        if self.xmp is None or (not self.present and not self._old_standards()):
            return
        named = [value for ns in PDFX for value in self.xmp.get(ns + "GTS_PDFXVersion", [])] + self._old_standards()
        if not any(name == one or name.startswith(one + ":") for name in named for one in wanted):
            taken = join_messages(wanted, say(" or "))
            message = say("the file does not say which standard it keeps, the printer takes {taken}", taken=taken)
            if named:
                message = say("the file says it is {named}, the printer takes {taken}", named=named[0], taken=taken)
            found.add("wrong-standard", message, say("make it so again"))

    def check_accessible(self, found: Collector) -> None:
        """Check that the file says it is PDF/UA-1 (5-1, 5-2)."""
        if self.xmp is None or not self.present:
            return
        said = self.xmp.get(PDFUA + "part", [])
        if [part.strip() for part in said] != ["1"]:
            message = say("the file does not say that it is PDF/UA-1")
            if said:
                message = say("the file says it is PDF/UA-{part}", part=said[0])
            found.add("wrong-standard", message, say("write pdfuaid:part as 1 into XMP"))

    def check_trapped(self, found: Collector) -> None:
        """Check that the file says whether it is trapped."""
        if self.xmp is None:
            return
        said = {self.info.get("/Trapped", "").lstrip("/"), *self.xmp.get(PDF + "Trapped", [])}
        if not said & {"True", "False"}:
            found.add(
                "missing-trapped",
                say("the file does not say whether it is trapped"),
                say("set Trapped to True or False"),
            )

    @property
    def title(self) -> str:
        """The title in XMP."""
        return next(iter((self.xmp or {}).get(DC + "title", [])), "").strip()


def read_xmp(content: bytes) -> dict[str, list[str]]:
    """Return the values of each property; nothing of an empty packet.

    Raises:
        ValueError: If it is too large or declares a document type, which no XMP needs.
    """
    if not content:
        return {}
    if len(content) > MAX_XMP or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("no XMP")
    values: dict[str, list[str]] = {}
    for description in ElementTree.fromstring(content.strip(b"\0 \r\n\t")).iter(RDF + "Description"):
        for name, value in description.attrib.items():
            values.setdefault(name, []).append(value)
        for child in description:
            items = [item.text or "" for item in child.iter(RDF + "li")] or [child.text or ""]
            values.setdefault(child.tag, []).extend(items)
    return values


def same(key: str, ours: str, theirs: list[str]) -> bool:
    """Whether an entry of Info says the same as a property of XMP."""
    if key.endswith("Date"):
        return instant(ours.removeprefix("D:")) == instant(theirs[0])
    if key == "/Trapped":
        return ours.lstrip("/") == theirs[0]
    plain, values = " ".join(ours.split()), [" ".join(text.split()) for text in theirs]
    if plain in values:
        return key != "/Author" or len(values) == 1
    return key == "/Author" and plain in (separator.join(values) for separator in (", ", "; ", ",", ";", " and "))


def instant(text: str) -> datetime.datetime | str:
    """Return a date of Info or XMP as a point in time; the text if it is none."""
    found = _DATE.match(text)
    if not found:
        return text
    year, month, day, hour, minute, second, zone, rest = found.groups()
    offset = datetime.timedelta()
    if zone and zone != "Z":
        minutes = int(zone[1:]) * 60 + int(rest or 0)
        offset = datetime.timedelta(minutes=minutes if zone[0] == "+" else -minutes)
    try:
        clock = (int(hour or 0), int(minute or 0), int(second or 0))
        return datetime.datetime(int(year), int(month or 1), int(day or 1), *clock) - offset
    except (ValueError, OverflowError):
        return text
