"""The simulated telephone provider's line to a server that is killed at times."""

import http.client
from urllib.parse import urlencode, urlsplit

from hundra.adapters.voice.simulator import HttpTransport


class Line(HttpTransport):
    """Tells again when the server is there again, as a provider that waits between its tries."""

    def __init__(self, installation):
        super().__init__()
        self.installation = installation
        self.lose_answer = None

    def post(self, url, form, headers):
        if self.lose_answer is not None:
            self._lose(url, form, headers)
        try:
            answer = super().post(url, form, headers)
        except OSError:
            self.installation.wait()
            raise
        if answer.status >= 500:
            self.installation.wait()
        return answer

    def _lose(self, url, form, headers):
        """Sends it, and is gone before the answer."""
        kill, self.lose_answer = self.lose_answer, None
        parts = urlsplit(url)
        typed = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=60)
        connection.request("POST", f"{parts.path}?{parts.query}", urlencode(form), typed)
        kill()
        connection.close()
        self.installation.wait()
        raise OSError("the answer was lost")
