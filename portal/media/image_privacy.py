"""Taking metadata out of images: camera, owner, place and time say more than a picture should."""

from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image, ImageOps

#: What an encoder needs beside the pixels; everything else (EXIF, XMP, IPTC, comments) is dropped.
KEPT_FORMATS = {"JPEG": {"quality": 90, "optimize": True}, "PNG": {}, "WEBP": {"quality": 90}}


def without_metadata(file) -> ImageFile:
    """Return the image turned as its camera meant it, re-encoded with nothing but its pixels.

    Formats other than JPEG, PNG and WebP become PNG of the same pixels, and their name says so.
    Raises `PIL.UnidentifiedImageError` for what is no image (the upload form refuses those before).
    """
    file.seek(0)
    with Image.open(file) as original:
        name_of_format = original.format if original.format in KEPT_FORMATS else "PNG"
        upright = ImageOps.exif_transpose(original)
        # Pillow writes back some of what it read (comments, colour profiles, XMP) unless it is taken away.
        upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
        buffer = BytesIO()
        upright.save(buffer, format=name_of_format, **KEPT_FORMATS[name_of_format])
    name = file.name if name_of_format == original.format else str(PurePath(file.name).with_suffix(".png"))
    return ImageFile(ContentFile(buffer.getvalue()), name=name)
