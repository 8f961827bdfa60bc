"""Settings from the environment (see ``.env.example``), safe by default.

One file for each subject; this one puts them together. A number that somebody decided, rather than one that follows from
something else, stands in ``policy``, and texts that mention it read it from there.
"""

from strategy_portal.settings.base import *  # noqa: F403
from strategy_portal.settings.environment import *  # noqa: F403
from strategy_portal.settings.policy import *  # noqa: F403
from strategy_portal.settings.security import *  # noqa: F403
from strategy_portal.settings.sign_in import *  # noqa: F403
from strategy_portal.settings.storage import *  # noqa: F403
