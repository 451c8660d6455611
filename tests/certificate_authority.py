"""A certificate authority for servers on loopback."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
DAYS = ("-days", "2")


class Missing(Exception):
    """A required program is not installed; the message names the package."""


@dataclass(frozen=True)
class Authority:
    """Stored as `ca.crt` and `ca.key` in a folder, created on first use."""

    folder: Path

    @property
    def certificate(self) -> Path:
        certificate = self.folder / "ca.crt"
        if not certificate.exists():
            _openssl("req", "-x509", *NEW_KEY, *DAYS, "-subj", "/CN=Tests", "-keyout", self._key, "-out", certificate)
        return certificate

    @property
    def _key(self) -> Path:
        return self.folder / "ca.key"

    def sign(self, certificate: Path, key: Path, names: Sequence[str]) -> None:
        """Create a certificate and key for a server with these names, such as "IP:127.0.0.1"."""
        request, extensions = certificate.with_suffix(".csr"), certificate.with_suffix(".cnf")
        extensions.write_text(f"subjectAltName={','.join(names)}\n")
        _openssl("req", "-new", *NEW_KEY, "-subj", f"/CN={certificate.stem}", "-keyout", key, "-out", request)
        signed = ("-CA", self.certificate, "-CAkey", self._key, "-CAcreateserial", "-extfile", extensions)
        _openssl("x509", "-req", *DAYS, "-in", request, *signed, "-out", certificate)


def _openssl(*words: str | Path) -> None:
    program = shutil.which("openssl")
    if not program:
        raise Missing("openssl is missing (apt-get install openssl)")
    subprocess.run([program, *map(str, words)], check=True, capture_output=True)
