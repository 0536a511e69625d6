"""A model on another computer behind the same interface: any server that speaks OpenAI's chat protocol.

llama-server, vLLM, Ray Serve and DashScope differ in how structured output is asked for: the dialect is a setting
(llama_cpp.server knows only `json_object` with a schema). A server cannot be held to our grammar token by token; so every
line it answers is held to the same grammar here, and what does not fit is dropped and written by the phrasebook.
Off until the owner switches it on; prompts hold no private number, as for the local engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import urlsplit

from desktop.domain.errors import Cancelled, Environment, LineProblem
from desktop.engine.client import Watch, Written, unfinished
from desktop.engine.protocol import Job, Part, Prompt
from desktop.system.http import Ask, HttpDoor, Reply

Dialect = Literal["json_schema", "json_object", "plain"]
MAX_ANSWER, MAX_LINES, MAX_TEXT = 400_000, 200, 240
_RULE = re.compile(r"^L\d+: /(.*)/$", re.MULTILINE)
_LEAD = re.compile(r'"((?:[^"\\]|\\.)*)" L\d+')


@dataclass(frozen=True)
class Server:
    """Where and how. Prices per million tokens in `currency` ("" when nothing is charged), `together` requests in flight."""

    address: str
    model: str
    dialect: Dialect = "json_schema"
    key: str = ""
    together: int = 4
    price_in: float = 0.0
    price_out: float = 0.0
    currency: str = ""
    on: bool = False
    plain_http: bool = False


class RemoteEngine:
    """Writes with a server. `spent` is the price of what was asked so far, in the server's currency."""

    def __init__(self, server: Server, door: HttpDoor) -> None:
        self._server, self._door = server, door
        self.spent = Decimal(0)

    def draft(self, prompt: Prompt, jobs: Sequence[Job], watch: Watch | None = None, written: Written | None = None) -> Written:
        """Writes all jobs of one prompt, as `draft_all` does."""
        return self.draft_all([Part(prompt, tuple(jobs))], watch, written)

    def draft_all(self, parts: Sequence[Part], watch: Watch | None = None, written: Written | None = None) -> Written:
        """Writes all jobs of all prompts, as many at once as the server allows.

        Raises Environment("model.remote_off"), LineProblem, Cancelled.

        A job that was written already (`written.reasons` says "done") is not asked for again: that is how a run resumes.
        """
        if not self._server.on:
            raise Environment("model.remote_off")
        watch, written = watch or Watch(), written if written is not None else Written()
        left = [(part.prompt, job) for part in unfinished(parts, written) for job in part.jobs]
        with ThreadPoolExecutor(max(1, self._server.together), "remote") as pool:
            waiting = [pool.submit(self._one, prompt, job) for prompt, job in left]
            for (_prompt, job), future in zip(left, waiting, strict=True):
                if watch.cancelled():
                    for other in waiting:
                        other.cancel()
                    raise Cancelled
                self._take(job, future.result(), watch, written)
        if left and not any(written.reasons[job.id] == "done" for _prompt, job in left):
            raise LineProblem("model.remote", host=urlsplit(self._server.address).hostname or "", what="no usable JSON")
        return written

    def _take(self, job: Job, made: tuple[list[str], int, int], watch: Watch, written: Written) -> None:
        """One answer; a text that was cut off or is no JSON ends as "length" and is empty, like one that outgrew its bound."""
        lines, read, wrote = made
        text, reason = fitted(job.grammar, lines), "done" if lines else "length"
        written.texts[job.id], written.reasons[job.id] = text, reason
        written.counts[job.id] = {"sampled": wrote, "read": read}
        self.spent += price(self._server, read, wrote)
        watch.text(job.id, text)
        watch.ended(job.id, reason)

    def _one(self, prompt: Prompt, job: Job) -> tuple[list[str], int, int]:
        reply = self._door.send(self._request(prompt, job))
        host = urlsplit(self._server.address).hostname or ""
        try:
            if reply.status != 200:
                raise ValueError(f"status {reply.status}")
            answer = json.loads(reply.body)
            content = str(answer["choices"][0]["message"]["content"])[:MAX_ANSWER]
            usage = answer.get("usage") or {}
            return _lines(content, self._server.dialect), int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise LineProblem("model.remote", host=host, what=_reason(reply, error)) from None

    def _request(self, prompt: Prompt, job: Job) -> Ask:
        body: dict[str, Any] = {
            "model": self._server.model,
            "messages": [
                {"role": "system", "content": prompt.system},
                {"role": "user", "content": prompt.stable + prompt.shared + job.ask},
            ],
            "max_tokens": job.planned_tokens,
            "temperature": job.temperature,
            "seed": job.seed,
        }
        names, schema = _schema(job.grammar)
        if self._server.dialect == "json_schema":
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": "lines", "strict": True, "schema": schema}}
        elif self._server.dialect == "json_object":
            body["response_format"] = {"type": "json_object", "schema": schema}
        if self._server.dialect != "plain":
            body["messages"][-1]["content"] += f"Answer as JSON with these keys, one text each: {', '.join(names)}.\n"
        headers = {"Content-Type": "application/json"}
        if self._server.key:
            headers["Authorization"] = f"Bearer {self._server.key}"
        address = self._server.address.rstrip("/") + "/chat/completions"
        raw = json.dumps(body, ensure_ascii=False).encode()
        return Ask("POST", address, body=raw, headers=headers, timeout=600, deadline=900, plain_http=self._server.plain_http)


def _schema(grammar: str) -> tuple[list[str], dict[str, Any]]:
    """Names of the lines and the JSON schema of an answer. Rules are no patterns in it: llama_cpp.server dies of such a pattern."""
    names = [f"L{index}" for index in range(max(len(_RULE.findall(grammar)), 1))]
    each = {name: {"type": "string", "maxLength": MAX_TEXT} for name in names}
    return names, {"type": "object", "properties": each, "required": names, "additionalProperties": False}


def fitted(grammar: str, lines: Sequence[str]) -> str:
    """The answer as the local engine would have written it: each line with its lead, held to its rule; a misfit is left empty."""
    if not grammar:
        return "\n".join(lines)
    rules, leads = _RULE.findall(grammar), _LEAD.findall(grammar.splitlines()[0])
    text = ""
    for index, rule in enumerate(rules):
        lead = leads[index].replace('\\"', '"').replace("\\\\", "\\")
        given = " ".join(str(lines[index]).split())[:2000] if index < len(lines) else ""
        body = given.removeprefix(lead).strip()
        text += (lead + body if _matches(rule, body) else "") + "\n"
    return text


def _matches(rule: str, text: str) -> bool:
    import regex

    try:
        return regex.fullmatch(rule.replace(r"\/", "/"), text, timeout=2) is not None
    except TimeoutError:
        return False


def _lines(content: str, dialect: Dialect) -> list[str]:
    """The lines of an answer; none when it is not the JSON that was asked for."""
    if dialect == "plain":
        return content.strip().split("\n")
    try:
        found = json.loads(content, strict=False)  # llama_cpp.server lets a model write a bare line break into a text
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, dict):
        return []
    return [str(found.get(f"L{index}", "")) for index in range(min(len(found), MAX_LINES))]


def _reason(reply: Reply, error: Exception) -> str:
    return str(error)[:80] if reply.status != 200 else "no usable answer"


def price(server: Server, read: int, wrote: int) -> Decimal:
    """What so many tokens cost, in the server's currency."""
    return (read * Decimal(str(server.price_in)) + wrote * Decimal(str(server.price_out))) / 1_000_000


def estimated(server: Server, parts: Sequence[Part]) -> Decimal:
    """About what a run will cost, before it is made: four characters to a token, every answer at its bound."""
    total = Decimal(0)
    for part in parts:
        shared = len(part.prompt.system + part.prompt.stable + part.prompt.shared)
        read = sum(shared + len(job.ask) for job in part.jobs) // 4
        total += price(server, read, sum(job.planned_tokens for job in part.jobs))
    return total
