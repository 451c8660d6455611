from portal.operations.gc_tuning import collect_seldom
from portal.operations.health import DownError, live, ready, register_part
from portal.operations.preparation import prepare

__all__ = [
    "DownError",
    "collect_seldom",
    "live",
    "prepare",
    "ready",
    "register_part",
]
