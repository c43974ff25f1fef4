"""What the schema of Word says of the parts of a file."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
import zipfile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs spacing ind"
    " contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b i caps strike noProof vanish color spacing kern position sz szCs highlight u bdr"
    " vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "tcMar": "top left bottom right",
    "pBdr": "top left bottom right",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType titlePg",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "style": "name aliases basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tcPr tblStylePr",
}
"""Children of elements in the order of the schema (ECMA-376, part 1, annex A), as far as they are written."""


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    """The parts that are XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {
            name: ElementTree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def check_order(content: bytes) -> None:
    """Assert that elements stand in the order of the schema, and that cells end with a paragraph."""
    for name, root in parts(content).items():
        for element in root.iter() if name.startswith("word/") and name.endswith(".xml") else ():
            if order := ORDERS.get(local(element)):
                places = [order.split().index(local(child)) for child in element if child.tag.startswith(_W)]
                assert sorted(places) == places, (name, local(element), [local(child) for child in element])
            if local(element) == "tc":
                assert local(element[-1]) == "p"
