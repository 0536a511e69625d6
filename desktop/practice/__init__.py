"""The practice platform: a shop on this machine that speaks Alibaba.com's protocol (reference, section 9a).

It is a server of its own, in its own process, with its own state file. It shares no code with ``desktop.platforms``,
so that a misreading of the protocol in the connector cannot hide behind the same misreading here.
"""
