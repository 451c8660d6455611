"""Images of the portal: what is stored holds no trace of where and with what a photograph was taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from portal.media.image_privacy import without_metadata


class PortalImage(AbstractImage):
    """An image without metadata. Its title is for editors; readers get the alternative text of its place."""

    consent_recorded = models.BooleanField(
        _("no recognisable face, or consent recorded"),
        default=False,
        help_text=_("Tick it only if nobody can be recognised, or everybody’s consent is on file."),
    )

    admin_form_fields = (*(f for f in Image.admin_form_fields if f != "description"), "consent_recorded")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.file = without_metadata(self.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique"),
        ]
