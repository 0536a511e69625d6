"""Words for the engine and the model library: what happened, and the next step."""

from __future__ import annotations

from desktop.i18n import N_

WORDS: dict[str, tuple[str, str]] = {
    "engine.not_started": (N_("The model could not be started."), N_("Draft with templates for now; see: tengqiao doctor")),
    "engine.not_installed": (
        N_("The part that runs models is not installed."),
        N_("Install it with: make setup-model. Until then templates write the drafts."),
    ),
    "engine.cpu": (
        N_("This computer's processor lacks {missing}, which the installed model program needs."),
        N_("Build it for this processor with: make setup-model. Until then templates write the drafts."),
    ),
    "engine.illegal": (
        N_("The model program used an instruction that this processor does not know."),
        N_("Build it for this processor with: make setup-model. Until then templates write the drafts."),
    ),
    "engine.crashed": (N_("The model program broke down."), N_("What was written so far is kept. Try again, or draft with templates.")),
    "engine.aborted": (
        N_("The model program gave up while working with {model}."),
        N_("What was written so far is kept. Check the file: tengqiao model list, or draft with templates."),
    ),
    "engine.killed": (
        N_("The system ended the model program, most likely for lack of memory."),
        N_("What was written so far is kept. Close other programs, or choose a smaller model."),
    ),
    "engine.silent": (
        N_("The model program stopped answering."),
        N_("What was written so far is kept. Try again, or choose a smaller model."),
    ),
    "engine.memory": (
        N_("{model} needs {need} of memory, and {free} are free."),
        N_("Close other programs, or choose a smaller model."),
    ),
    "engine.memory_gone": (N_("There is not enough memory for {model}."), N_("Close other programs, or choose a smaller model.")),
    "engine.room": (N_("The text does not fit into the model's memory."), N_("Choose fewer languages at a time.")),
    "engine.decode": (N_("The model stopped in the middle of its work."), N_("What was written so far is kept. Try again.")),
    "engine.bad_model": (N_("{model} is not a model that can be used."), N_("Install it again; the file is kept.")),
    "engine.bad_context": (N_("There is not enough memory to work with {model}."), N_("Close other programs, or choose a smaller model.")),
    "engine.template": (N_("{model} has a conversation form that cannot be used."), N_("Choose another model.")),
    "engine.tokenizer": (N_("The vocabulary of {model} cannot be bounded by rules."), N_("Choose another model.")),
    "engine.grammar": (
        N_("The writing rules for this language do not work with {model}."),
        N_("Choose another model, or draft with templates."),
    ),
    "draft.not_better": (
        N_("The model found no other text that keeps to the card."),
        N_("The text stays as it was; try again or write it by hand."),
    ),
    "model.none": (
        N_("No model is installed."),
        N_("See: tengqiao model list. Templates write drafts without one."),
    ),
    "model.no_chinese": (
        N_("{name} was never taught Chinese, so it cannot say what a text means."),
        N_("Install a model that knows Chinese; see: tengqiao model list"),
    ),
    "model.unknown": (N_("There is no model called {name}."), N_("See: tengqiao model list")),
    "model.not_gguf": (N_("{name} is not a GGUF model file."), N_("Choose a file that ends in .gguf.")),
    "model.broken": (N_("The model file {name} is damaged: {what}."), N_("Install it again; nothing was changed.")),
    "model.unfit": (N_("{name} cannot be used: {what}."), N_("Choose another model.")),
    "model.no_space": (N_("{name} needs {need}, and {free} are free on this disk."), N_("Free some space, or choose a smaller model.")),
    "model.sources": (
        N_("{name} could not be fetched to its end; {left} are missing."),
        N_("Run the same command again: it goes on where it stopped. Another source or a USB stick works too."),
    ),
    "model.mismatch": (
        N_("{name} is not the file that was expected."),
        N_("The file is kept beside the library; fetch it from another source or bring it on a USB stick."),
    ),
    "model.no_hash": (
        N_("Nobody says what the right {name} is, so the file was not believed."),
        N_("Use a source that gives a checksum, or a folder with a manifest."),
    ),
    "model.not_there": (N_("There is no model in {path}."), N_("Choose the folder that holds the model and its manifest.")),
    "model.remote": (
        N_("The model server {host} gave no usable answer: {what}."),
        N_("Check its address and settings, or draft with templates."),
    ),
    "model.server_address": (
        N_("{address} cannot be used as a model server."),
        N_("State an address that begins with https:// (http:// only for this computer) and the model's name."),
    ),
    "model.remote_off": (N_("The model server is not switched on."), N_("Switch it on in the settings first.")),
}
