from portal.media.models import PortalImage, PortalRendition, make_missing_renditions

__all__ = [
    "PortalImage",
    "PortalRendition",
    "make_missing_renditions",
]
