"""A conversation as the model's own chat template wants it (Jinja from the model file: hostile until proven otherwise)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

PLAIN = "{% for m in messages %}### {{ m.role }}:\n{{ m.content }}\n\n{% endfor %}### assistant:\n"
MAX_TEXT = 400_000
THINKING_OFF = "<think>\n\n</think>\n\n"


class TemplateRefused(Exception):
    """The model file's chat template cannot be used."""


class Prompts:
    """Renders prompts with one template. `markers` are the control texts that must not come from content."""

    def __init__(self, template: str, markers: Mapping[str, str]) -> None:
        from jinja2 import TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])
        environment.globals.clear()
        environment.globals.update({"namespace": _namespace(), "raise_exception": _refuse, "strftime_now": _today, "range": _short_range})
        self._markers = markers
        self._thinks = "<think>" in template
        try:
            self._template = environment.from_string(template or PLAIN)
        except (TemplateError, RecursionError, ValueError) as error:
            raise TemplateRefused(type(error).__name__) from error

    def render(self, system: str, user: str) -> str:
        """The prompt up to where the model begins to write, thinking switched off. Raises TemplateRefused."""
        system, user = _harmless(system), _harmless(user)
        try:
            return self._rendered([{"role": "system", "content": system}, {"role": "user", "content": user}])
        except TemplateRefused:
            # Some templates know no system role: its text then opens the user's turn.
            return self._rendered([{"role": "user", "content": f"{system}\n\n{user}"}])

    def _rendered(self, messages: list[dict[str, str]]) -> str:
        from jinja2 import TemplateError

        try:
            pieces = self._template.generate(
                messages=messages, add_generation_prompt=True, enable_thinking=False, tools=None, **self._markers
            )
            text = ""
            for piece in pieces:
                text += piece
                if len(text) > MAX_TEXT:
                    raise TemplateRefused("endless")
        except TemplateRefused:
            raise
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise TemplateRefused(type(error).__name__) from error
        if self._thinks and "</think>" not in text[-40:]:
            text += THINKING_OFF
        return text


def _harmless(text: str) -> str:
    """Content in which no control text of any model can be written out."""
    return text.replace("<|", "< |").replace("|>", "| >").replace("<think>", "think").replace("</think>", "think")


def _refuse(reason: object = "") -> None:
    raise TemplateRefused(str(reason)[:200])


def _today(form: str) -> str:
    return datetime.now().astimezone().strftime(str(form)[:40])


def _short_range(*limits: int) -> range:
    made = range(*limits)
    if len(made) > 10_000:
        raise TemplateRefused("endless")
    return made


def _namespace() -> Any:
    from jinja2.utils import Namespace

    return Namespace
