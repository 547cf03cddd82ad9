"""What can be wrong with a message."""


class MessageError(Exception):
    """Base of everything that the outbox refuses."""


class InvalidMessageError(MessageError):
    """The message can never be sent as it is: address, subject or header is not allowed."""


class NotPossibleError(MessageError):
    """The message's state does not allow this, such as cancelling what has been sent."""
