"""The app's models, where Django looks for them."""

from portal.media import PortalImage, PortalRendition

__all__ = ["PortalImage", "PortalRendition"]
