"""The metadata of a PDF, in its document information and as XMP, which say the same (ISO 16684-1, ISO 14289-1)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from html import escape

from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself, each text in one line with single spaces, as both places that say it take it.

    Attributes:
        created, modified: Times in UTC; None where nobody knows.
    """

    title: str
    language: str
    creators: tuple[str, ...]
    description: str
    subjects: tuple[str, ...]
    generator: str
    created: datetime.datetime | None
    modified: datetime.datetime | None

    def __post_init__(self) -> None:
        """Take away what readers of Info and of XMP may take away or not."""
        for name in ("title", "language", "description", "generator"):
            object.__setattr__(self, name, _single_spaced(getattr(self, name)))
        for name in ("creators", "subjects"):
            object.__setattr__(self, name, tuple(filter(None, map(_single_spaced, getattr(self, name)))))


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def document_info(facts: Facts) -> Mapping[str, str]:
    """Return the entries of the document information dictionary (ISO 32000-1, 14.3.3); none is empty."""
    values = {
        "Title": facts.title,
        "Author": ", ".join(facts.creators),
        "Subject": facts.description,
        "Keywords": ", ".join(facts.subjects),
        "Creator": facts.generator,
        "Producer": facts.generator,
        "CreationDate": f"D:{facts.created:%Y%m%d%H%M%S}Z" if facts.created else "",
        "ModDate": f"D:{facts.modified:%Y%m%d%H%M%S}Z" if facts.modified else "",
    }
    return {key: value for key, value in values.items() if value}


PRESS_STANDARD = "PDF/X-4"
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_SCHEMAS: Mapping[str, str] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
_UA_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
"""What PDF/A wants to know of a property that it does not know itself (ISO 19005-3, 6.6.2.3)."""


def xmp_packet(facts: Facts) -> bytes:
    """Return the XMP packet of a file that is PDF/UA-1 and PDF/A-3a at once."""
    claims = "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>"
    names = ("pdfaid", "pdfuaid", "pdfaExtension", "pdfaSchema", "pdfaProperty")
    return _packet(names, facts, claims, _UA_SCHEMA)


def press_packet(facts: Facts, document: str) -> bytes:
    """Return the XMP packet of a PDF/X-4 file (ISO 15930-7, 6.7).

    Args:
        facts: What the file says of itself.
        document: Digest of what is in it, which names it.
    """
    uuid = f"uuid:{document[:8]}-{document[8:12]}-{document[12:16]}-{document[16:20]}-{document[20:32]}"
    claims = f"""<pdfxid:GTS_PDFXVersion>{PRESS_STANDARD}</pdfxid:GTS_PDFXVersion>
<pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>{uuid}</xmpMM:DocumentID>
<xmpMM:InstanceID>{uuid}</xmpMM:InstanceID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>"""
    more = f"<xmp:MetadataDate>{facts.modified:{_TIME}}</xmp:MetadataDate>" if facts.modified else ""
    return _packet(("pdfxid", "xmpMM"), facts, claims, more)


def _packet(names: Sequence[str], facts: Facts, claims: str, more: str) -> bytes:
    """Return what a file says of itself: the names of its schemas, its facts, what it claims to be, and what else."""
    creators = _list("creator", "Seq", facts.creators)
    description = _alternative("description", facts.description) if facts.description else ""
    subjects = _list("subject", "Bag", facts.subjects)
    keywords = f"<pdf:Keywords>{_text(', '.join(facts.subjects))}</pdf:Keywords>" if facts.subjects else ""
    times = "".join(
        f"\n<xmp:{name}>{time:{_TIME}}</xmp:{name}>"
        for name, time in (("CreateDate", facts.created), ("ModifyDate", facts.modified))
        if time
    )
    spaces = "\n ".join(f'xmlns:{name}="{_SCHEMAS[name]}"' for name in ("dc", "pdf", "xmp", *names))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" {spaces}>
{claims}
{_alternative("title", facts.title)}{creators}{description}{subjects}
<dc:language><rdf:Bag><rdf:li>{_text(facts.language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{_text(facts.generator)}</pdf:Producer>{keywords}
<xmp:CreatorTool>{_text(facts.generator)}</xmp:CreatorTool>{times}
{more}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
""".encode()


def _alternative(name: str, text: str) -> str:
    return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{_text(text)}</rdf:li></rdf:Alt></dc:{name}>'


def _list(name: str, kind: str, texts: tuple[str, ...]) -> str:
    items = "".join(f"<rdf:li>{_text(text)}</rdf:li>" for text in texts)
    return f"<dc:{name}><rdf:{kind}>{items}</rdf:{kind}></dc:{name}>" if items else ""


def _text(text: str) -> str:
    """Return text as XML, without the help of ``xml.sax``, which would load all of ``urllib``."""
    return escape(text, quote=False)
