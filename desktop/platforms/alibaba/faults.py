"""Every error shape of the gateway (reference, section 8) turned into the errors of `platforms.base`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from desktop.platforms.base import AuthExpired, NotAllowed, PlatformProblem, RateLimited, Rejected, Unknown, Unreachable
from desktop.system.http import Reply

LIMIT = frozenset({"apicalllimit", "appcalllimit", "sellercalllimit", "7"})
TOKEN = frozenset({"illegalaccesstoken", "invalidaccesstoken", "26", "27", "session-expired", "invalid-sessionkey"})
KEY = frozenset({"invalidappkey", "28", "29", "incompletesignature", "24", "25", "invalidsignature"})
CLOCK = frozenset({"invalidtimestamp", "30", "31"})
PERMISSION = frozenset({"insufficientpermission", "11", "12", "13"})
BAN = re.compile(r"ban will last for (\d{1,7})", re.IGNORECASE)
SAID = 200
"""Characters of the platform's own words that are passed on."""


class TokenRefused(AuthExpired):
    """The access token is not good any more; a refresh may help."""


def parse(reply: Reply, *, write: bool) -> dict[str, Any]:
    """The answer's JSON object, or the error that an unreadable or refused answer means."""
    if reply.status == 429:
        after = reply.header("Retry-After")
        raise RateLimited("platform.busy", float(after) if re.fullmatch(r"\d{1,6}", after) else 2.0)
    try:
        data = json.loads(reply.body.decode("utf-8"))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or reply.status >= 500:
        raise _unclear(write, status=reply.status)
    return data


def _unclear(write: bool, **fields: object) -> PlatformProblem:
    """An answer that says nothing: after a write it is unknown what happened."""
    return Unknown("platform.no_answer", **fields) if write else Unreachable("platform.no_answer", **fields)


def unwrap(data: dict[str, Any], method: str, *, write: bool) -> dict[str, Any]:
    """The payload of an answer in either envelope; raises what an error in it means."""
    error = data.get("error_response")
    if isinstance(error, dict):
        raise from_error(error, write=write)
    code = data.get("code")
    if "type" in data and code not in (None, "0", 0) and ("message" in data or "msg" in data):
        raise from_error(data, write=write)
    root = method.replace(".", "_") + "_response"
    inner = data.get(root)
    return inner if isinstance(inner, dict) else data


def from_error(error: Mapping[str, Any], *, write: bool) -> PlatformProblem:
    """One gateway error; `code` may be a word or a number, as text or not."""
    code, sub = str(error.get("code", "")).lower(), str(error.get("sub_code", "")).lower()
    said = str(error.get("sub_msg") or error.get("msg") or error.get("message") or "")[:SAID]
    if code in LIMIT or "access-count" in sub:
        ban = BAN.search(said)
        return RateLimited("platform.busy", float(ban.group(1)) if ban else 1.0)
    if code in TOKEN or sub in TOKEN:
        return TokenRefused("platform.sign_in_again")
    if code in KEY:
        return AuthExpired("platform.wrong_key")
    if code in CLOCK:
        return Rejected("platform.clock_wrong")
    if "ip-whitelist" in sub:
        return NotAllowed("platform.ip_not_allowed")
    if code in PERMISSION or "permission" in sub:
        return NotAllowed("platform.no_permission")
    passing = sub.startswith("isp.") or str(error.get("type", "")) == "SYSTEM" or code in ("10", "901")
    if passing and not sub.startswith("isv."):
        return _unclear(write, said=said)
    return Rejected("platform.refused", said=said)


def business(payload: Mapping[str, Any], *, write: bool) -> Mapping[str, Any]:
    """A payload whose own success flag is good; HTTP 200 with `biz_success` false is a refusal (section 3.1)."""
    result = payload.get("result")
    inner = result if isinstance(result, Mapping) else {}
    for source in (payload, inner):
        for flag in ("biz_success", "sub_success", "success"):
            if flag in source and str(source[flag]).lower() != "true":
                raise _refusal(source)
    if payload.get("errorcode") not in (None, "", "0", 0):
        raise Rejected("platform.refused", said=str(payload.get("errormsg", ""))[:SAID])
    if write and not any(flag in source for source in (payload, inner) for flag in ("biz_success", "success", "sub_success")):
        raise Unknown("platform.no_answer")
    return payload


def _refusal(source: Mapping[str, Any]) -> Rejected:
    said = str(source.get("message") or source.get("sub_error_msg") or source.get("msg_code") or "")
    if "category does not exist" in said.lower():
        return Rejected("platform.category_gone", said=said[:SAID])
    if "record does not exist" in said.lower():
        return Rejected("platform.product_gone", said=said[:SAID])
    return Rejected("platform.fields_refused", places_of(said), said=said[:SAID])


def places_of(message: str) -> dict[str, str]:
    """`scope:code:text:;...` as field -> text, read leniently: only one real sample of the grammar is known."""
    found: dict[str, str] = {}
    for part in message.split(";")[:60]:
        bits = [bit.strip() for bit in part.split(":") if bit.strip()]
        if len(bits) >= 2 and re.fullmatch(r"[A-Za-z][\w.\[\]-]{1,80}", bits[0]):
            found.setdefault(bits[0], bits[-1][:SAID])
    return found
