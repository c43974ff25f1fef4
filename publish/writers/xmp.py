"""The metadata of a PDF, in its document information and as XMP, which say the same (ISO 16684-1, ISO 14289-1)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from html import escape

from publish.records import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself.

    Attributes:
        created, modified: In UTC.
    """

    title: str
    language: str
    creators: tuple[str, ...]
    description: str
    subjects: tuple[str, ...]
    generator: str
    created: datetime.datetime
    modified: datetime.datetime


def document_info(facts: Facts) -> Mapping[str, str]:
    """Return the entries of the document information dictionary (ISO 32000-1, 14.3.3); none is empty."""
    values = {
        "Title": facts.title,
        "Author": ", ".join(facts.creators),
        "Subject": facts.description,
        "Keywords": ", ".join(facts.subjects),
        "Creator": facts.generator,
        "Producer": facts.generator,
        "CreationDate": f"D:{facts.created:%Y%m%d%H%M%S}Z",
        "ModDate": f"D:{facts.modified:%Y%m%d%H%M%S}Z",
    }
    return {key: value for key, value in values.items() if value}


def xmp_packet(facts: Facts) -> bytes:
    """Return the XMP packet of a PDF/UA-1 file."""
    creators = _list("creator", "Seq", facts.creators)
    description = _alternative("description", facts.description) if facts.description else ""
    subjects = _list("subject", "Bag", facts.subjects)
    keywords = f"<pdf:Keywords>{_text(', '.join(facts.subjects))}</pdf:Keywords>" if facts.subjects else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfuaid:part>1</pdfuaid:part>
{_alternative("title", facts.title)}{creators}{description}{subjects}
<dc:language><rdf:Bag><rdf:li>{_text(facts.language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{_text(facts.generator)}</pdf:Producer>{keywords}
<xmp:CreatorTool>{_text(facts.generator)}</xmp:CreatorTool>
<xmp:CreateDate>{facts.created:%Y-%m-%dT%H:%M:%SZ}</xmp:CreateDate>
<xmp:ModifyDate>{facts.modified:%Y-%m-%dT%H:%M:%SZ}</xmp:ModifyDate>
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
