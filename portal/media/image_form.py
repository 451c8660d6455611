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
            self._validate_image(data)
        return super().to_python(data)

    def _validate_image(self, file) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                file.seek(0)
                with Image.open(file) as picture:
                    self._refuse_large(picture)
                    picture.load()
        except Image.UnidentifiedImageError:
            pass  # Reported by Wagtail's field.
        except Image.DecompressionBombError as error:
            raise self._refusal("file_too_many_pixels") from error
        except (OSError, SyntaxError, ValueError) as error:
            raise self._refusal("invalid_image") from error
        finally:
            file.seek(0)

    def _refuse_large(self, picture: Image.Image) -> None:
        width, height = picture.size
        if width * height * getattr(picture, "n_frames", 1) > self.max_image_pixels:
            raise self._refusal("file_too_many_pixels")

    def _refusal(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class PortalImageForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = PortalImageField(label=file.label, widget=file.widget, required=file.required)
