"""Upload form of images: every error says how to correct it."""

import warnings

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

MEGAPIXEL = 1_000_000


class PortalImageField(WagtailImageField):
    """Checks the number of pixels before decoding, unlike Wagtail's field, and decodes to find truncated files."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = {"formats": ", ".join(settings.WAGTAILIMAGES_EXTENSIONS).upper()}
        too_many = _(
            "This picture has more than %(most)d million pixels. Make it smaller, for instance 4000 by 3000 pixels."
        )
        unknown_kind = _(
            "Pictures of this kind are not accepted. Save it as one of %(formats)s; "
            "a telephone that makes HEIC files can share them as JPEG."
        )
        damaged = _("This file is no picture, or it is damaged. Choose another one: %(formats)s.")
        self.error_messages.update(
            file_too_many_pixels=too_many % {"most": self.max_image_pixels // MEGAPIXEL},
            invalid_image_extension=unknown_kind % known,
            invalid_image=damaged % known,
        )

    def to_python(self, data):
        if data and hasattr(data, "read"):
            try:
                self._validate_image(data)
            finally:
                data.seek(0)
        return super().to_python(data)

    def _validate_image(self, file) -> None:
        problem = ""
        file.seek(0)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                with Image.open(file) as picture:
                    if picture.width * picture.height * getattr(picture, "n_frames", 1) > self.max_image_pixels:
                        problem = "file_too_many_pixels"
                    else:
                        picture.load()
        except Image.UnidentifiedImageError:
            pass  # Reported by Wagtail's field.
        except Image.DecompressionBombError:
            problem = "file_too_many_pixels"
        except (OSError, SyntaxError, ValueError):
            problem = "invalid_image"
        if problem:
            raise ValidationError(self.error_messages[problem], code=problem)


class PortalImageForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = PortalImageField(label=file.label, widget=file.widget, required=file.required)
