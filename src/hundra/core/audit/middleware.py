"""Writes who is acting into the history of every record."""

import pghistory.middleware


class ActorMiddleware(pghistory.middleware.HistoryMiddleware):
    """Like pghistory's, but without the address, since addresses can hold secrets."""

    def get_context(self, request):  # type: ignore[no-untyped-def]
        context = super().get_context(request)
        context.pop("url", None)
        return context
