"""Keys and certificates that tests make for themselves."""

from __future__ import annotations

import datetime
from pathlib import Path

from asn1crypto import x509 as certificates
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)


class Owner:
    """Who has a key and a certificate that is made by nobody else."""

    def __init__(self, name: str, *, first: datetime.datetime = NOW - DAY, stamps: bool = False) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(self.key.public_key())
            .serial_number(7)
            .not_valid_before(first)
            .not_valid_after(first + 9 * DAY)
            .add_extension(usage, True)
        )
        if stamps:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        self.certificate = builder.sign(self.key, hashes.SHA256())

    def packed(self, password: bytes = b"mat khau") -> bytes:
        closed = serialization.BestAvailableEncryption(password)
        return pkcs12.serialize_key_and_certificates(b"k", self.key, self.certificate, None, closed)

    def file(self, path: Path, password: bytes = b"mat khau") -> Path:
        path.write_bytes(self.packed(password))
        return path

    def trusted(self) -> certificates.Certificate:
        return certificates.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))
