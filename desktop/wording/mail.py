"""Words for mailboxes: signing in, servers that refuse, addresses that cannot be."""

from __future__ import annotations

from desktop.i18n import N_

WORDS: dict[str, tuple[str, str]] = {
    "line.no_authority": (N_("The certificate file {path} cannot be read."), N_("Choose it again in the mailbox's settings.")),
    "mail.unknown_service": (N_("The mail service {name} is not known."), N_("Known services: {known}.")),
    "mail.bad_address": (N_("{address} is not a mail address."), N_("Correct the address; nothing was sent.")),
    "mail.no_server": (N_("The {kind} server of this mailbox is not known."), N_("Choose the mail service or enter the server.")),
    "mail.bad_server": (N_("The {kind} server is not written as needed."), N_("It needs a name, a port, and tls or starttls.")),
    "mail.no_password": (
        N_("There is no password for {address} on this computer."),
        N_("Enter the app password (授权码) from the mailbox's web settings."),
    ),
    "mail.wrong_password": (
        N_("{host} does not accept this password: {said}"),
        N_("Make an app password (授权码) in the mailbox's web settings and enter it here."),
    ),
    "mail.not_switched_on": (
        N_("{host} does not let programs in: {said}"),
        N_("Switch on IMAP and SMTP in the mailbox's web settings, then try again."),
    ),
    "mail.busy": (N_("{host} lets nobody in just now: {said}"), N_("It is tried again by itself.")),
    "mail.not_now": (N_("{host} says “later”: {said}"), N_("It is tried again by itself.")),
    "mail.refused_for_now": (
        N_("{host} has said “later” to this mail again and again: {said}"),
        N_("Try again, or write to the buyer another way."),
    ),
    "mail.server_refused": (N_("{host} refused: {said}"), N_("It is tried again by itself.")),
    "mail.not_understood": (N_("{host} gave an answer that is none."), N_("Check the server's name and port in the mailbox's settings.")),
    "mail.refused": (N_("{host} did not take the mail: {said}"), N_("Correct it and send it again.")),
    "mail.sender_refused": (N_("{host} does not let this address send: {said}"), N_("Check the address in the mailbox's settings.")),
    "mail.no_such_address": (N_("{host} does not take mail for {to}: {said}"), N_("Check the buyer's address.")),
    "mail.too_large_to_send": (N_("{host} takes mails of at most {limit} MB."), N_("Shorten it.")),
    "mail.nothing_to_say": (N_("The reply is empty."), N_("Write it, then send it.")),
    "mail.only_replies": (N_("A mailbox sends replies only."), ""),
}
