"""Letters by e-mail: fetched, taken in, answered.

A mail becomes a letter of a contact. One that answers another goes to the same contact while it
is open, and to a new one that follows on it when it is done. One that answers a
case is a message in the case (`in_cases`). What machines wrote, our own mail
coming back, and floods from one sender are stopped and noted (RefusedMail), never answered.
"""

from hundra.hear.contacts.services.letters.answering import reply
from hundra.hear.contacts.services.letters.fetching import Fetched, fetch, fetch_all
from hundra.hear.contacts.services.letters.taking import refuse_too_large, take_in

__all__ = ["Fetched", "fetch", "fetch_all", "refuse_too_large", "reply", "take_in"]
