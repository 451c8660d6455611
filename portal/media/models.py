"""Images, stored without metadata, and their renditions."""

import logging
from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.images import models as wagtail_images
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

logger = logging.getLogger(__name__)

#: Renditions that public templates use.
PUBLIC_RENDITIONS = (
    "width-480|format-webp",
    "width-760|format-webp",
    "width-1200|format-webp",
    "fill-480x300|format-webp",
    "fill-1200x630|format-jpeg",
)


#: Formats that are kept, with encoder options.
KEPT_FORMATS = {"JPEG": {"quality": 90, "optimize": True}, "PNG": {}, "WEBP": {"quality": 90}}


def without_metadata(file) -> ImageFile:
    """Return the image upright and re-encoded from its pixels, without camera, owner, place and time; formats other than JPEG, PNG and WebP become PNG.

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


class PortalImage(AbstractImage):
    """An image without metadata. The title is for editors; readers get the alternative text of each use."""

    consent_recorded = models.BooleanField(
        _("no recognisable face, or consent recorded"),
        default=False,
        help_text=_("Tick it only if nobody can be recognised, or everybody’s consent is on file."),
    )

    admin_form_fields = (*(f for f in wagtail_images.Image.admin_form_fields if f != "description"), "consent_recorded")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.file = without_metadata(self.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)
        if not kwargs.get("update_fields"):
            self.make_public_renditions()

    def make_public_renditions(self) -> None:
        """Create public renditions ahead, so that no reader waits for them or for the database's write lock."""
        filters = [Filter(spec) for spec in PUBLIC_RENDITIONS]
        found = self.find_existing_renditions(*filters)
        for each in filters:
            if each not in found:
                super().create_rendition(each)

    def create_rendition(self, filter: Filter) -> AbstractRendition:
        """Return the original in place of a missing public rendition: a page view writes nothing."""
        if filter.spec not in PUBLIC_RENDITIONS:
            return super().create_rendition(filter)
        stand_in = PortalRendition(
            image=self, filter_spec=filter.spec, file=self.file.name, width=self.width, height=self.height
        )
        stand_in._from_cache = True  # keeps get_renditions from caching it
        return stand_in

    def get_rendition(self, filter: Filter | str) -> AbstractRendition:
        [rendition] = self.get_renditions(filter).values()
        return rendition

    def create_renditions(self, *filters: Filter) -> dict[Filter, AbstractRendition]:
        return {each: self.create_rendition(each) for each in filters}


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique")
        ]


def make_missing_renditions() -> None:
    """Create missing public renditions: a periodic job."""
    made = Count("renditions", filter=Q(renditions__filter_spec__in=PUBLIC_RENDITIONS))
    for image in PortalImage.objects.annotate(made=made).filter(made__lt=len(PUBLIC_RENDITIONS)):
        try:
            image.make_public_renditions()
        except Exception:
            # A file may be missing or damaged; continue with the other images.
            logger.exception("Renditions of image %s failed", image.pk)
