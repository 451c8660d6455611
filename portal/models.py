"""The app's models, where Django looks for them."""

from portal.jobs import JobRun
from portal.media import PortalImage, PortalRendition

__all__ = ["JobRun", "PortalImage", "PortalRendition"]
