"""Models of the app, for Django."""

from portal.jobs import JobRun
from portal.media import PortalImage, PortalRendition

__all__ = ["JobRun", "PortalImage", "PortalRendition"]
