"""46elks: calls come as webhooks, and are answered with call actions.

https://46elks.com/docs/call-actions, read in November 2026. Each address that we give holds a
step number, so that a webhook which comes twice is known for what it is.
"""
