from portal.media.models import PortalImage, PortalRendition

__all__ = [
    "PortalImage",
    "PortalRendition",
]
