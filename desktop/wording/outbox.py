"""Words for the outbox: states, reasons why a person is needed, buttons."""

from __future__ import annotations

from desktop.domain.accounts import AccountCard
from desktop.domain.line import Hold
from desktop.domain.outbox import OutboxItem
from desktop.i18n import N_, _
from desktop.wording import line

# state -> (sign of the style, group title, sentence)
STATES: dict[str, tuple[str, str, str]] = {
    "needs attention": ("look", N_("Needs you"), N_("Waits for your decision.")),
    "sending": ("waiting", N_("Sending"), N_("Is being sent now.")),
    "checking": ("waiting", N_("Sent? Checking"), N_("The answer was lost. The platform is asked before anything is sent again.")),
    "pending": ("waiting", N_("Waiting"), N_("Approved. Goes out when there is a line.")),
    "done": ("done", N_("Done"), N_("Sent and confirmed.")),
    "cancelled": ("look", N_("Cancelled"), N_("Was not sent.")),
}
WHY: dict[str, str] = {
    "rejected": N_("The platform did not accept it."),
    "auth": N_("The platform asks you to sign in again."),
    "key": N_("The platform does not know this app key or secret."),
    "category": N_("The platform no longer has this category."),
    "picture": N_("A picture is larger than the platform takes."),
    "form_changed": N_("The platform has changed its form since this was approved."),
    "outdated": N_("The product card has changed since this was approved."),
    "permission": N_("The platform has not granted this app the right to do it yet."),
    "ip": N_("The platform does not allow this computer's address yet."),
    "conflict": N_("The platform's copy was changed there meanwhile."),
    "gone": N_("It is no longer there on the platform."),
    "perhaps_sent": N_("Perhaps sent: the platform cannot tell. Please look there and decide."),
    "stale": N_("It waited so long that something may have changed. Please look once more."),
    "unfit": N_("It does not fit the platform's form."),
    "no_account": N_("No account is connected for it."),
    "bug": N_("Something went wrong inside Tengqiao. Nothing was lost."),
}
BUTTONS: dict[str, str] = {
    "edit": N_("Edit"), "retry": N_("Try again"), "cancel": N_("Do not send"), "sign_in": N_("Sign in"), "how_to_apply": N_("How to apply"),
    "merge": N_("Compare both"), "publish_again": N_("Publish again"), "it_is_there": N_("It is there"), "send_again": N_("It is not there, send again"),
    "enter_key": N_("Enter them again"), "choose_category": N_("Choose a category"), "renew": N_("Bring up to date and send"),
    "look_again": N_("Look again"), "send_anyway": N_("Send it as it is"), "copy_panel": N_("Copy field by field"),
}  # fmt: skip
HOLDS: dict[str, str] = {
    "paused": N_("Sending is paused. Press “Go on sending” when you want it to go."),
    "offline": N_("Waits until offline mode is off."),
    "line": N_("Waits for a line; it goes out by itself."),
    "busy": N_("The platform asks to wait a little; it goes on by itself."),
    "night": N_("Waits for the night: from {hour}:00, when pictures may go."),
    "budget": N_("Today's data allowance is used up; it goes out tomorrow."),
    "too_much": N_("It is larger than a whole day's data allowance. Raise the allowance in the settings."),
}
"""Why something that is approved does not go now; the placeholders are those of `domain.line.Hold`."""
KINDS: dict[str, str] = {
    "listing": N_("Publish {subject}"), "update": N_("Update {subject}"), "display": N_("Show or hide {subject}"),
    "reply": N_("Reply to {subject}"), "picture": N_("Pictures of {subject}"),
}  # fmt: skip


def account_name(account: AccountCard) -> str:
    """An account as the owner knows it; the practice shop in the window's language."""
    return _("Practice shop") if account.kind == "practice" else account.name


def what(item: OutboxItem) -> str:
    """What leaves."""
    return _(KINDS.get(item.kind, "{subject}"), subject=item.subject)


def hold(held: Hold) -> str:
    """Why something waits, and until when."""
    return _(HOLDS[held.why], hour=held.hour)


def sentence(item: OutboxItem, held: Hold | None = None) -> str:
    """Where it stands, why it waits (`held`), and why a person is needed."""
    if held is not None and item.state == "pending":
        return hold(held)
    if item.need:
        return line.said(item.need) or _(WHY.get(item.need.why, item.need.why))
    return _(STATES[item.state][2])
