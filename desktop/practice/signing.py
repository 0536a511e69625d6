"""Checks the signature of a call, by the reference's section 1.4.

Source of the rule: all received parameters except ``sign`` and file parts, sorted by name in byte order,
``name + value`` joined without separators, an API path in front where the API name is a path, HMAC-SHA256 keyed
with the app secret, upper-case hexadecimal.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping


def string_to_sign(params: Mapping[str, str], path: str = "", *, keep_empty: bool = False) -> str:
    """The text that is signed for ``params``; ``path`` is put in front (empty for ``/sync``)."""
    names = sorted((name for name in params if name != "sign"), key=lambda name: name.encode("utf-8"))
    return path + "".join(name + params[name] for name in names if keep_empty or params[name] != "")


def digest(text: str, secret: str, method: str = "sha256") -> str | None:
    """The upper-case hexadecimal signature of ``text``; None for a method that this gateway does not know."""
    data, key = text.encode("utf-8"), secret.encode("utf-8")
    if method in ("sha256", "hmac-sha256"):
        return hmac.new(key, data, hashlib.sha256).hexdigest().upper()
    if method == "hmac":
        return hmac.new(key, data, hashlib.md5).hexdigest().upper()
    if method == "md5":
        return hashlib.md5(key + data + key, usedforsecurity=False).hexdigest().upper()
    return None


def signature_is_right(params: Mapping[str, str], secret: str, path: str = "") -> bool:
    """Whether ``params['sign']`` fits. An empty value may be signed or left out: both kinds of client exist."""
    given = params.get("sign", "").encode("utf-8", "replace")
    for keep_empty in (False, True):
        text = string_to_sign(params, path, keep_empty=keep_empty)
        expected = digest(text, secret, params.get("sign_method", "sha256"))
        if expected is not None and hmac.compare_digest(expected.encode("ascii"), given):
            return True
    return False
