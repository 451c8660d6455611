"""Remove metadata from images: camera, owner, place and time."""

from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image, ImageOps

#: Formats that are kept, with encoder options.
KEPT_FORMATS = {"JPEG": {"quality": 90, "optimize": True}, "PNG": {}, "WEBP": {"quality": 90}}


def without_metadata(file) -> ImageFile:
    """Return the image upright and re-encoded from its pixels; formats other than JPEG, PNG and WebP become PNG.

    Raises `PIL.UnidentifiedImageError` if the file is no image.
    """
    file.seek(0)
    with Image.open(file) as original:
        name_of_format = original.format if original.format in KEPT_FORMATS else "PNG"
        upright = ImageOps.exif_transpose(original)
        # Pillow would write comments, colour profiles and XMP back.
        upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
        buffer = BytesIO()
        upright.save(buffer, format=name_of_format, **KEPT_FORMATS[name_of_format])
    name = file.name if name_of_format == original.format else str(PurePath(file.name).with_suffix(".png"))
    return ImageFile(ContentFile(buffer.getvalue()), name=name)
