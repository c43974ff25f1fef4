"""The PDF for the screen is PDF/UA-1 and PDF/A-3a at once: what it says of itself, and how it shows colours."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import Image

from publish.base.cache import NoCache
from publish.build.jobs import Job
from publish.build.rendering import render
from publish.preflight.validators import Validator, validate
from publish.publication.assets.folders import bundled
from tests.support.printed import print_sample, read, sample, tools

pytestmark = pytest.mark.slow

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
INKS = "em { color: device-cmyk(0 1 1 0) } blockquote { opacity: .5 }"
TEXT = """\
---
headline: Bài
published: 2026-01-15
---

Một *đoạn đỏ*.[^1]

[^1]: Một chú thích.

::: figure
![Màu đỏ](figures/do.jpg)

Sơn đỏ
:::

> Chữ mờ.
"""


@pytest.fixture(
    scope="module", params=["anatomy", *(pytest.param(name, marks=pytest.mark.slow) for name in ("book", "bulletin"))]
)
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def job(place: str) -> Job:
    return sample(place)


@pytest.fixture(scope="module")
def printed(place: str) -> bytes:
    return print_sample(place)


@pytest.fixture(params=["article", "book"])
def inked(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    """A publication with a picture and letters in inks, and letters that are half transparent."""
    source, styles = tmp_path / "source", tmp_path / "styles" / "article"
    (source / "figures").mkdir(parents=True)
    styles.mkdir(parents=True)
    (styles / "print.css").write_text((bundled("styles") / "article" / "print.css").read_text("utf-8") + INKS, "utf-8")
    kind = 'kind = "book"\n' if request.param == "book" else ""
    (source / "publish.toml").write_text(f'[publication]\n{kind}title = "Chợ"\ndate = 2026-01-15\n', "utf-8")
    (source / "bai.md").write_text(TEXT, "utf-8")
    Image.new("CMYK", (1200, 800), (0, 200, 200, 0)).save(source / "figures" / "do.jpg")
    return write(read(tmp_path))


def write(job: Job) -> bytes:
    return render(job, "pdf", tools(NoCache())[0], lambda step: None).content


def test_xmp_is_one_description_of_both_standards(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        facts = pdf.open_metadata()
        told = {key: facts[key] for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
        assert {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"} == told
    root = ElementTree.fromstring(packet.decode("utf-8").partition("?>")[2].rpartition("<?xpacket")[0])
    assert [f"{RDF}Description"] == [element.tag for element in root.find(f"{RDF}RDF") or ()]
    assert 1 == packet.count(b"<rdf:RDF")


def test_the_document_information_says_the_same_as_xmp(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf, pdf.open_metadata() as facts:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        assert info["/Title"] == facts["dc:title"]
        assert info["/Producer"] == facts["pdf:Producer"]
        assert info["/Creator"] == facts["xmp:CreatorTool"]
        for ours, theirs in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
            assert info[ours].strip("D:") == facts[theirs].replace("-", "").replace(":", "").replace("T", "")
        assert "-".join(map(str, (pdf.pdf_version, len(pdf.trailer.ID)))) == "1.7-2"


def test_colours_are_meant_for_srgb(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert ("/GTS_PDFA1", 3) == (str(intent.S), int(intent.DestOutputProfile.N))
        assert (bundled("styles") / "profiles" / "sRGB2014.icc").read_bytes() == intent.DestOutputProfile.read_bytes()


def test_no_viewer_smooths_pictures_and_links_are_printed(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        pictures = [found for found in pdf.objects if isinstance(found, pikepdf.Stream) and "/Width" in found]
        assert pictures
        assert not any("/Interpolate" in picture for picture in pictures)
        assert {4} == {int(note.F) for page in pdf.pages for note in page.obj.get("/Annots", ())}


def test_inks_have_a_profile(inked: bytes) -> None:
    with pikepdf.open(io.BytesIO(inked)) as pdf:
        found = [space for space in pdf.objects if isinstance(space, pikepdf.Dictionary) and "/DefaultCMYK" in space]
        assert {4} == {int(space.DefaultCMYK[1].N) for space in found}
        profiles = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/N") == 4]
        assert 1 == len(profiles)


def test_a_page_without_inks_carries_no_profile_of_them(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert not any(isinstance(found, pikepdf.Stream) and found.get("/N") == 4 for found in pdf.objects)


def test_the_same_bytes_again(job: Job, printed: bytes) -> None:
    assert printed == write(job)


@pytest.mark.parametrize("name", ["verapdf", "qpdf"])
def test_validators_accept_it(printed: bytes, name: str, tmp_path: Path, need: Callable[[str], Validator]) -> None:
    path = tmp_path / "screen.pdf"
    path.write_bytes(printed)
    assert [] == validate(need(name), [path])


@pytest.mark.parametrize("name", ["verapdf", "qpdf"])
def test_validators_accept_inks(inked: bytes, name: str, tmp_path: Path, need: Callable[[str], Validator]) -> None:
    path = tmp_path / "inked.pdf"
    path.write_bytes(inked)
    assert [] == validate(need(name), [path])
