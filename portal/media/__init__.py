from portal.media.models import PortalImage, PortalRendition, make_missing_renditions
