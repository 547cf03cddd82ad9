"""46elks played on this machine, over the same HTTP: for tests, the demo and simulated weeks.

`Provider` places calls by posting voice_start to our webhook, follows the call actions that come
back, presses keys, waits, hangs up, and repeats webhooks that got no answer. It keeps its own log
of what each caller met, to compare our figures with. `serve` answers our own API requests.

Time is the simulator's: nothing sleeps. Each webhook tells its time in a header that our side
believes in a demo alone (HUNDRA_DEMO=1).
"""

from hundra.adapters.voice.simulator.caller import Call, Experience, State
from hundra.adapters.voice.simulator.provider import Provider
from hundra.adapters.voice.simulator.server import SimulatedApi, serve
from hundra.adapters.voice.simulator.transport import HttpTransport, Transport

__all__ = [
    "Call",
    "Experience",
    "HttpTransport",
    "Provider",
    "SimulatedApi",
    "State",
    "Transport",
    "serve",
]
