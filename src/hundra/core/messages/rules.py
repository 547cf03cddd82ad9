"""Who may see the outbox.

- Operators and administrators see that messages leave: subjects, states and half-hidden addresses.
- Those who are so at the top of the organisation open a message, send it again or cancel it; the
  outbox belongs to the whole municipality. Every opening is logged.
- What is for its receiver alone is shown to nobody: links keep their host only, mails about
  accounts, which carry codes, show no text, and letters that people write to each other neither
  text, subject nor files. The demo, which prints its mail, shows all.
"""

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role, is_top, paths_with_role


def may_see_outbox(user: Actor) -> bool:
    return has_role(user, Role.OPERATOR, Role.ADMINISTRATOR)


def may_open_messages(user: Actor) -> bool:
    return any(is_top(path) for path in paths_with_role(user, Role.OPERATOR, Role.ADMINISTRATOR))
