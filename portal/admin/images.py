"""The form of images: every refusal says what is wrong and how to mend it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.forms import BaseImageForm

MEGAPIXEL = 1_000_000


class PortalImageForm(BaseImageForm):
    """Wagtail asks for the size before it decodes anything; what it lets through is decoded here once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        file = self.fields.get("file")
        if file is None:
            return
        most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // MEGAPIXEL
        known = {"formats": ", ".join(settings.WAGTAILIMAGES_EXTENSIONS).upper()}
        file.error_messages["file_too_many_pixels"] = _(
            "This picture has more than %(most)d million pixels. Make it smaller, for instance 4000 by 3000 pixels."
        ) % {"most": most}
        file.error_messages["invalid_image_extension"] = (
            _(
                "Pictures of this kind are not accepted. Save it as one of %(formats)s; "
                "a telephone that makes HEIC files can share them as JPEG."
            )
            % known
        )
        file.error_messages["invalid_image"] = (
            _("This file is no picture, or it is damaged. Choose another one: %(formats)s.") % known
        )

    def clean_file(self):
        """Refuse a picture that begins well and ends too early: it could not be stored without its metadata."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            try:
                file.seek(0)
                with Image.open(file) as picture:
                    picture.load()
            except (OSError, SyntaxError, ValueError) as error:
                message = self.fields["file"].error_messages["invalid_image"]
                raise ValidationError(message, code="invalid_image") from error
            finally:
                file.seek(0)
        return file
