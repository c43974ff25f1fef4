"""Sign a PDF with the key of a PKCS #12 file, after PAdES; the only door to pyHanko.

The signature is written behind the file, so that one before it stays valid. Its profile is PAdES B-B, or B-T with a
time stamp (ETSI EN 319 142-1, 6).
"""

from __future__ import annotations

import datetime
import importlib.util
import io
from pathlib import Path
from typing import Any

from publish.base.diagnostics import EngineError, Position, SourceError, error
from publish.base.extras import install_extra
from publish.base.messages import say
from publish.outputs.signing.tagging import FieldPlace, add_field

EXTRA = "sign"
_SECONDS = 20
_LARGEST_ANSWER = 1_000_000


def read_key(file: Path, password: bytes | None) -> Any:
    """Return the key and the certificates of a PKCS #12 file, as pyHanko takes them.

    Raises:
        EngineError: If pyHanko is not installed.
        SourceError: If the file cannot be read or opened, or its certificate is not valid now.
    """
    _demand_library(Position(file))
    from pyhanko.sign.signers import SimpleSigner

    try:
        content = file.read_bytes()
        signer = SimpleSigner.load_pkcs12_data(content, [], passphrase=password)
    except OSError as failure:
        message = say("cannot be read: {reason}", reason=failure)
        raise SourceError(error(Position(file), message, "signing-key")) from failure
    except Exception as failure:  # whatever the libraries say of a file that is none, or of a password
        signer = None
        reason: Exception | None = failure
    else:
        reason = None
    if signer is None or signer.signing_cert is None:
        hint = say("the file is PKCS #12, .p12 or .pfx; ask who gave it to you for its password")
        message = say("no key can be read: the password is wrong, or it is no such file")
        raise SourceError(error(Position(file), message, "signing-key", hint)) from reason
    validity = signer.signing_cert["tbs_certificate"]["validity"]
    first, last = validity["not_before"].native, validity["not_after"].native
    if not first <= datetime.datetime.now(datetime.UTC) <= last:
        message = say("the certificate is valid from {first} to {last}", first=first.date(), last=last.date())
        raise SourceError(error(Position(file), message, "signing-key", say("sign with one that is valid now")))
    return signer


def name_signer(signer: Any) -> str:
    """Return who a key is of, as its certificate says it."""
    names = signer.signing_cert.subject.native
    return str(names.get("common_name") or names.get("organization_name") or next(iter(names.values()), ""))


def sign_pdf(content: bytes, signer: Any, at: Position, *, told: str, place: FieldPlace | None, tsa: str) -> bytes:
    """Return a PDF with a signature.

    Args:
        content: The PDF.
        signer: What :func:`read_key` gave.
        at: The PDF, for what is wrong with it.
        told: What the field of the signature is called to those who do not see it.
        place: Where the field is; None for a signature that is not seen.
        tsa: Address of an authority that stamps the time; empty for none.

    Raises:
        SourceError: If the PDF cannot be read, is protected or has been certified against further signatures.
        EngineError: If no time stamp could be had.
    """
    from pyhanko import stamp
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import fields, signers
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.timestamps import TimestampRequestError

    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        if writer.prev.encrypted:
            hint = say("sign the file without its password, as publish has made it")
            raise SourceError(error(at, say("a file with a password cannot be signed"), "unreadable-pdf", hint))
        name = add_field(writer, told, place)
        about = signers.PdfSignatureMetadata(
            field_name=name, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
        )
        stamper = _stamper(tsa) if tsa else None
        plain = stamp.StaticStampStyle(border_width=0, background=None)
        made = signers.PdfSigner(about, signer, timestamper=stamper, stamp_style=plain).sign_pdf(writer)
    except TimestampRequestError as failure:
        message = say("no time stamp could be had from {tsa}: {reason}", tsa=tsa, reason=failure)
        raise EngineError(error(at, message, "time-stamp", say("sign without --tsa, or try again later"))) from failure
    except (PdfError, SigningError, ValueError, KeyError, IndexError, TypeError) as failure:
        message = say("cannot be signed: {reason}", reason=failure)
        raise SourceError(error(at, message, "unreadable-pdf")) from failure
    return bytes(made.getbuffer())


def _demand_library(at: Position) -> None:
    if importlib.util.find_spec("pyhanko") is None:
        message = say("signatures are made by pyHanko, which is not installed")
        raise EngineError(error(at, message, "missing-pyhanko", install_extra(EXTRA)))


def _stamper(address: str) -> Any:
    """Return who asks an authority for time stamps (RFC 3161, 3.4)."""
    import urllib.request

    from asn1crypto import tsp  # type: ignore[import-untyped]  # it has no types
    from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

    class Asking(TimeStamper):
        """Asks over HTTP."""

        async def async_request_tsa_response(self, req: Any) -> Any:
            """Return what the authority answers."""
            asked = urllib.request.Request(address, req.dump(), {"Content-Type": "application/timestamp-query"})
            try:
                with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:
                    return tsp.TimeStampResp.load(answer.read(_LARGEST_ANSWER))
            except (OSError, ValueError) as failure:
                raise TimestampRequestError(str(failure)) from failure

    made: Any = Asking
    return made()
