"""`hundra simulate-week`: Örebro's week played against a demo, many times faster than life.

Callers with patience ring through the provider's simulator over HTTP, walk the phone menu and wait;
visitors draw tickets; mails come. Guides are bots that use the same services as their page does.
Afterwards the simulator's own log is held against the figures of the follow-up page.
"""
