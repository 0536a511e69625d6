"""Words for this computer: database, profile, files, backup, work under way."""

from __future__ import annotations

from desktop.i18n import N_

WORDS: dict[str, tuple[str, str]] = {
    "cancelled": (N_("Stopped."), ""),
    "database.damaged": (
        N_("The data file {path} is damaged."),
        N_("Restore a backup: tengqiao restore. The damaged file is kept."),
    ),
    "database.newer": (
        N_("The data file {path} was made by a newer Tengqiao."),
        N_("Install the newest version; nothing was changed."),
    ),
    "database.unwritable": (
        N_("The data file {path} cannot be opened: {reason}."),
        N_("Check the folder's rights and the free space."),
    ),
    "database.busy": (N_("The data file is busy for too long."), N_("Close other Tengqiao windows and try again.")),
    "disk.full": (
        N_("There is no space left to save."),
        N_("Free some space on this disk; what was saved before is safe."),
    ),
    "profile.unwritable": (N_("The folder {path} cannot be used for your data: {reason}."), N_("Choose another one with --profile.")),
    "profile.in_use": (
        N_("Another Tengqiao is using this data (process {pid})."),
        N_("Use that window, or close it first."),
    ),
    "backup.not_sound": (N_("The backup {path} is damaged and was not used."), N_("Choose an older backup.")),
    "backup.none": (N_("There is no backup yet."), N_("Make one: tengqiao backup")),
    "demo.not_published": (N_("The demo's product was not published: {reason}"), N_("See: tengqiao outbox")),
    "practice.not_running": (N_("The practice shop is not running on port {port}."), N_("Start it in another window: tengqiao practice")),
    "practice.not_started": (N_("The practice shop could not be started: {reason}"), N_("Run: tengqiao doctor")),
    "port.in_use": (N_("Port {port} is already in use on this computer."), N_("Choose another one with --port.")),
    "argument.bad": (N_("“{value}” cannot be used for {name}."), N_("See: tengqiao {command} --help")),
    "qt.missing": (N_("The window cannot be shown: {reason}."), N_("Run: tengqiao doctor")),
    "keyring.missing": (
        N_("This computer has no key store that Tengqiao can use."),
        N_("Accounts last until the app is closed. See: tengqiao doctor"),
    ),
}
