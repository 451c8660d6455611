"""Uploaded images: refusals, removal of metadata, renditions."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from wagtail.images.models import Filter
from wagtail.images.rect import Rect

from portal.admin.groups import ensure_groups
from portal.media.models import PUBLIC_RENDITIONS, PortalImage, PortalRendition, make_missing_renditions
from tests.factories import ImageFactory, UserFactory

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]

#: The first bytes of a HEIC file: ISO/IEC 14496-12, box `ftyp`, brand `heic`.
HEIC = bytes.fromhex("00000018667479706865696300000000") + b"mif1heic" + bytes(64)


@pytest.fixture
def editor(client):
    ensure_groups(reset=True)
    client.force_login(UserFactory(group="Editors"))
    return client


def picture(kind: str = "JPEG", size=(40, 20), mode: str = "RGB", **options) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size, 120 if mode == "L" else (20, 110, 90)).save(buffer, kind, **options)
    return buffer.getvalue()


def photograph() -> bytes:
    """A JPEG as a telephone makes it: turned, with place, camera, owner and a comment."""
    exif = Image.Exif()
    exif[Base.Make] = "Telephone"
    exif[Base.Artist] = "Somebody"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (34.0, 2.0, 0.0)})
    return picture(exif=exif, comment=b"Taken at home")


def upload(client, name: str, content: bytes, **fields):
    data = {"title": "صورة", "file": SimpleUploadedFile(name, content), **fields}
    return client.post(reverse("wagtailimages:add"), data)


def content_of(image: PortalImage) -> bytes:
    with image.file.open() as file:
        return file.read()


def metadata(file) -> dict:
    file.seek(0)
    with Image.open(file) as found:
        exif = found.getexif()
        return {"exif": dict(exif) | dict(exif.get_ifd(IFD.GPSInfo)), "info": set(found.info)}


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("note.jpg", b"This is no picture."),
            ("empty.png", b""),
            ("page.png", b"<html><script>alert(1)</script></html>"),
            ("cut.jpg", picture(size=(400, 400))[:700]),
            ("photo.heic", HEIC),
            ("photo.jpg", HEIC),
            ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("moving.gif", picture("GIF")),
            ("other.jpg", picture("PNG")),
        ],
    )
    def test_with_a_reason_on_the_field(self, editor, name, content):
        response = upload(editor, name, content)
        assert response.status_code == 200
        assert response.context["form"].errors["file"]
        assert not PortalImage.objects.exists()

    def test_forty_megapixels_are_not_even_decoded(self, editor, monkeypatch):
        content = picture("PNG", size=(8000, 5000), mode="L")

        def decoded(*args, **kwargs):
            raise AssertionError("The picture was decoded.")

        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
        response = upload(editor, "large.png", content)
        assert "30" in str(response.context["form"].errors["file"])
        assert not PortalImage.objects.exists()

    def test_says_how_to_mend_a_heic(self, editor):
        assert "JPEG" in str(upload(editor, "photo.heic", HEIC).context["form"].errors["file"])


class TestKept:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
    def test_in_every_kind_that_is_accepted(self, editor, kind):
        response = upload(editor, f"picture.{kind.lower()}", picture(kind))
        assert response.status_code == 302
        image = PortalImage.objects.get()
        assert (image.width, image.height) == (40, 20)
        with image.file.open() as file, Image.open(file) as stored:
            assert image.file.name.endswith({"AVIF": ".png"}.get(kind, f".{kind.lower()}"))
            assert stored.format == {"AVIF": "PNG"}.get(kind, kind)

    def test_without_place_camera_owner_or_comment(self, editor):
        content = photograph()
        assert metadata(BytesIO(content))["exif"]
        upload(editor, "photo.jpg", content)
        image = PortalImage.objects.get()
        with image.file.open() as file:
            found = metadata(file)
        assert found["exif"] == {}
        assert not {"exif", "comment", "xmp", "photoshop", "icc_profile"} & found["info"]
        stored = content_of(image)
        for trace in (b"Telephone", b"Somebody", b"Taken at home", b"GPS"):
            assert trace not in stored

    def test_upright_as_the_camera_meant_it(self, editor):
        upload(editor, "photo.jpg", photograph())
        image = PortalImage.objects.get()
        assert (image.width, image.height) == (20, 40)

    @pytest.mark.parametrize("spec", ["width-10", "format-webp", "original"])
    def test_renditions_say_nothing_either(self, editor, spec):
        upload(editor, "photo.jpg", photograph())
        rendition = PortalImage.objects.get().get_rendition(spec)
        with rendition.file.open() as file:
            assert metadata(file)["exif"] == {}

    def test_with_the_consent_that_was_recorded(self, editor):
        page = editor.get(reverse("wagtailimages:add")).content.decode()
        assert 'name="consent_recorded"' in page
        upload(editor, "a.jpg", picture(), consent_recorded="on")
        assert PortalImage.objects.get().consent_recorded

    def test_another_file_in_its_place_is_cleaned_too(self, editor):
        upload(editor, "a.jpg", picture())
        image = PortalImage.objects.get()
        data = {"title": "صورة", "file": SimpleUploadedFile("b.jpg", photograph())}
        editor.post(reverse("wagtailimages:edit", args=[image.pk]), data)
        image.refresh_from_db()
        assert b"Somebody" not in content_of(image)


def template_filters() -> set[str]:
    """Every filter that a template asks an image for, `{480,760}` read as Wagtail does."""
    found = set()
    for path in (path for path in ROOT.glob("*/templates/**/*.html")):
        for tag in re.findall(r"{% (?:srcset_)?(?:image|picture) (.*?) %}", path.read_text(encoding="utf-8")):
            pattern = "|".join(part for part in tag.split()[1:] if re.fullmatch(r"[a-z]+-[\w{},]+", part))
            found.update(Filter.expand_spec(pattern))
    return found


class TestPublicRenditions:
    def test_are_those_that_templates_ask_for(self):
        assert template_filters() == set(PUBLIC_RENDITIONS)

    def test_are_made_when_an_image_is_uploaded(self, editor):
        upload(editor, "a.jpg", picture())
        image = PortalImage.objects.get()
        assert {one.filter_spec for one in image.renditions.all()} >= set(PUBLIC_RENDITIONS)

    def test_are_made_for_a_new_focal_point(self):
        image = ImageFactory()
        image.set_focal_point(Rect(0, 0, 100, 100))
        image.save()
        fills = image.renditions.filter(filter_spec="fill-480x300|format-webp")
        assert len(set(fills.values_list("focal_point_key", flat=True))) == 2

    def test_are_stood_in_for_without_writing_until_a_job_makes_them(self, django_assert_num_queries):
        image = ImageFactory()
        image.renditions.all().delete()
        with django_assert_num_queries(1):
            assert image.get_rendition(PUBLIC_RENDITIONS[0]).url == image.file.url
        make_missing_renditions()
        found = PortalImage.objects.get().get_renditions(*PUBLIC_RENDITIONS)
        assert all(one.url != image.file.url for one in found.values())

    def test_of_a_file_that_is_gone_keep_no_other_from_being_made(self, caplog):
        images = ImageFactory.create_batch(2)
        PortalRendition.objects.all().delete()
        images[0].file.storage.delete(images[0].file.name)
        make_missing_renditions()
        assert "Renditions of image" in caplog.text
        assert images[1].renditions.count() == len(PUBLIC_RENDITIONS)
