"""Signatures of the three gateways (reference, section 1.4). Checked against the published vectors."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

SCHEMES = ("sha256", "hmac-sha256", "hmac", "md5")


def canonical(params: Mapping[str, str], path: str = "") -> str:
    """The text to sign: an API path (token calls and the global gateway), then sorted names with raw values.

    `sign` itself and empty values are left out; file parts are never among `params`.
    """
    kept = [(name.encode("utf-8"), name + value) for name, value in params.items() if name != "sign" and value]
    return path + "".join(pair for _, pair in sorted(kept))


def signature(params: Mapping[str, str], secret: str, scheme: str = "sha256", path: str = "") -> str:
    """Upper-case hexadecimal signature; ValueError for a scheme that is none of SCHEMES."""
    if scheme not in SCHEMES:
        raise ValueError(scheme)
    text = canonical(params, path)
    if scheme == "md5":
        return hashlib.md5(f"{secret}{text}{secret}".encode(), usedforsecurity=False).hexdigest().upper()
    algorithm = "md5" if scheme == "hmac" else "sha256"
    return hmac.new(secret.encode("utf-8"), text.encode("utf-8"), algorithm).hexdigest().upper()
