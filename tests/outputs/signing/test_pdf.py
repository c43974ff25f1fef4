"""A signed PDF: its signature is valid by two programs, the pages are as they were, and the judges still take it."""

from __future__ import annotations

import asyncio
import http.server
import io
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

pytest.importorskip("pyhanko", reason="the extra 'sign' is not installed")

from asn1crypto import keys, tsp
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from publish.base.diagnostics import EngineError, Position, SourceError
from publish.cli import main
from publish.outputs.signing import pdf
from tests.support.keys import DAY, NOW, Owner
from tests.support.officials import LETTER, official_files

AT = Position(Path("a.pdf"))


@pytest.fixture(scope="module")
def owner() -> Owner:
    return Owner("Trần Thị Bình")


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return official_files(tmp_path_factory.mktemp("letter"), LETTER)[0][0]


@pytest.fixture
def key(owner: Owner, tmp_path: Path) -> Path:
    return owner.file(tmp_path / "a.p12")


def sign(content: bytes, key: Path, place: pdf.FieldPlace | None = None, tsa: str = "") -> bytes:
    signer = pdf.read_key(key, b"mat khau")
    return pdf.sign_pdf(content, signer, AT, told="Chữ ký số của Bình", place=place, tsa=tsa)


def judge(content: bytes, *owners: Owner) -> list[tuple[bool, bool, str]]:
    """Whether each signature is whole and valid, whether it is trusted, and what was changed behind it."""
    trusted = ValidationContext(trust_roots=[owner.trusted() for owner in owners], allow_fetching=False)
    found = []
    for signature in PdfFileReader(io.BytesIO(content)).embedded_signatures:
        status = asyncio.run(async_validate_pdf_signature(signature, trusted))
        found.append((status.intact and status.valid, status.trusted, status.modification_level.name))
    return found


def test_signature_is_valid_and_behind_the_pages(letter: bytes, key: Path, owner: Owner) -> None:
    made = sign(letter, key)
    assert made.startswith(letter)
    assert [(True, True, "NONE")] == judge(made, owner)
    with pikepdf.open(io.BytesIO(made)) as signed:
        field = signed.Root.AcroForm.Fields[0]
        assert ["ETSI.CAdES.detached", "Chữ ký số của Bình"] == [str(field.V.SubFilter)[1:], str(field.TU)]


def test_bytes_that_change_make_it_void(letter: bytes, key: Path, owner: Owner) -> None:
    made = bytearray(sign(letter, key))
    made[len(letter) // 2] ^= 1
    assert not any(whole for whole, _, _ in judge(bytes(made), owner))


def test_field_that_is_seen_stands_in_the_tags(letter: bytes, key: Path) -> None:
    made = sign(letter, key, pdf.FieldPlace(0, (300.2, 300, 460, 380)))
    with pikepdf.open(io.BytesIO(made)) as signed:
        widget = next(note for note in signed.pages[0].Annots if note.Subtype == "/Widget")
        tree = signed.Root.StructTreeRoot
        tag = _numbered(tree.ParentTree, int(widget.StructParent))
        assert [300, 300, 460, 380] == [int(edge) for edge in widget.Rect]
        assert ["/Form", "Chữ ký số của Bình"] == [str(tag.S), str(tag.Alt)]
        assert tag.K.Obj.objgen == widget.objgen
        assert tag.objgen in [kid.objgen for kid in tag.P.K if isinstance(kid, pikepdf.Dictionary)]
        assert int(widget.StructParent) < int(tree.ParentTreeNextKey)


def _numbered(tree: pikepdf.Object, number: int) -> pikepdf.Object:
    pairs = list(tree.get("/Nums", ()))
    for kid in tree.get("/Kids", ()):
        pairs += list(kid.get("/Nums", ()))
    return dict(zip(map(int, pairs[::2]), pairs[1::2], strict=True))[number]


def test_second_signature_leaves_the_first_valid(letter: bytes, key: Path, owner: Owner, tmp_path: Path) -> None:
    other = Owner("Văn thư")
    first = sign(letter, key, pdf.FieldPlace(0, (300, 300, 460, 380)))
    both = sign(first, other.file(tmp_path / "b.p12"))
    assert both.startswith(first)
    assert [(True, True), (True, True)] == [found[:2] for found in judge(both, owner, other)]


@pytest.fixture
def authority() -> Iterator[tuple[str, Owner]]:
    """An authority that stamps the time on this machine."""
    owner = Owner("Cấp dấu thời gian", stamps=True)
    secret = keys.PrivateKeyInfo.load(
        owner.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    stamper = DummyTimeStamper(owner.trusted(), secret)

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            content = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", owner
    server.shutdown()
    server.server_close()
    thread.join()


def test_time_stamp_is_that_of_the_authority_that_is_named(
    letter: bytes, key: Path, owner: Owner, authority: tuple[str, Owner]
) -> None:
    address, stamping = authority
    (signature,) = PdfFileReader(io.BytesIO(sign(letter, key, tsa=address))).embedded_signatures
    trusted = ValidationContext(trust_roots=[owner.trusted(), stamping.trusted()], allow_fetching=False)
    stamped = asyncio.run(async_validate_pdf_signature(signature, trusted, trusted)).timestamp_validity
    assert stamped is not None
    assert stamped.valid and stamped.trusted
    with pytest.raises(EngineError) as failure:
        sign(letter, key, tsa="http://127.0.0.1:9/")
    assert "time-stamp" == failure.value.diagnostics[0].rule


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler has no pdfsig")
def test_poppler_says_that_it_is_valid(letter: bytes, key: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(sign(letter, key))
    told = subprocess.run(["pdfsig", str(tmp_path / "a.pdf")], capture_output=True, check=True).stdout.decode()
    assert "Signature Validation: Signature is Valid." in told
    assert "Total document signed" in told
    assert "Trần Thị Bình" in told


# What cannot be signed -----------------------------------------------------------------------------------------------


def test_wrong_passwords_and_files_that_are_no_keys_are_told(letter: bytes, key: Path, tmp_path: Path) -> None:
    (tmp_path / "no.p12").write_bytes(b"no key")
    for file, password in ((key, b"x"), (key, None), (tmp_path / "no.p12", b"x"), (tmp_path / "gone.p12", b"x")):
        with pytest.raises(SourceError) as failure:
            pdf.read_key(file, password)
        assert ["signing-key"] == [one.rule for one in failure.value.diagnostics]


def test_certificates_that_are_over_sign_nothing(tmp_path: Path) -> None:
    old = Owner("Cũ", first=NOW - 90 * DAY).file(tmp_path / "a.p12")
    with pytest.raises(SourceError) as failure:
        pdf.read_key(old, b"mat khau")
    assert "valid from" in failure.value.diagnostics[0].message


@pytest.mark.parametrize("kind", ["none", "half", "closed"])
def test_files_that_cannot_be_signed_are_told(letter: bytes, key: Path, kind: str) -> None:
    content = {"none": b"text", "half": letter[: len(letter) // 2], "closed": _closed(letter)}[kind]
    with pytest.raises(SourceError) as failure:
        sign(content, key)
    assert ["unreadable-pdf"] == [one.rule for one in failure.value.diagnostics]


def _closed(content: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    return stream.getvalue()


def test_without_pyhanko_the_command_that_installs_it_is_told(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EngineError) as failure:
        pdf.read_key(key, b"")
    assert "missing-pyhanko" == failure.value.diagnostics[0].rule


# The command ---------------------------------------------------------------------------------------------------------


def test_command_writes_beside_the_file_and_never_over_it(
    letter: bytes, key: Path, owner: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cv.pdf").write_bytes(letter)
    (tmp_path / "mk.txt").write_bytes(b"mat khau\n")
    asked = ["sign", str(tmp_path / "cv.pdf"), "--key", str(key)]
    done = CliRunner().invoke(main, [*asked, "--password-file", str(tmp_path / "mk.txt"), "--field", "signature"])
    assert 0 == done.exit_code, done.output
    made = (tmp_path / "cv-signed.pdf").read_bytes()
    assert [(True, True, "NONE")] == judge(made, owner)
    with pikepdf.open(io.BytesIO(made)) as signed:
        left, low, right, high = (float(edge) * 25.4 / 72 for edge in signed.Root.AcroForm.Fields[0].Rect)
    assert 146 == pytest.approx((left + right) / 2, abs=1)
    assert 20 < high - low < 30
    monkeypatch.setenv("PUBLISH_SIGN_PASSWORD", "mat khau")
    over = CliRunner().invoke(main, [*asked, "-o", str(tmp_path / "cv.pdf")])
    assert 0 != over.exit_code
    assert letter == (tmp_path / "cv.pdf").read_bytes()
    nowhere = CliRunner().invoke(main, [*asked, "--field", "information"])
    assert "signature-place" in nowhere.output
