"""A new site begins with an empty home page in each language, in place of Wagtail's page of welcome."""

import uuid

from django.db import migrations

TITLES = {"ar": "شفافية", "fr": "Shafafiya"}
HOSTNAME = "localhost"


def create_home_pages(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    ContentType = apps.get_model("contenttypes", "ContentType")
    HomePage = apps.get_model("home", "HomePage")

    Page.objects.filter(depth=2, slug="home").delete()
    root = Page.objects.get(depth=1)
    content_type, _created = ContentType.objects.get_or_create(app_label="home", model="homepage")
    translation_key = uuid.uuid4()
    pages = []
    for number, (language, title) in enumerate(TITLES.items(), start=1):
        locale, _created = Locale.objects.get_or_create(language_code=language)
        pages.append(
            HomePage.objects.create(
                title=title,
                draft_title=title,
                slug=f"home-{language}",
                url_path=f"/home-{language}/",
                path=f"{root.path}{number:04d}",
                depth=2,
                numchild=0,
                content_type=content_type,
                locale=locale,
                translation_key=translation_key,
                live=True,
            )
        )
    Page.objects.filter(pk=root.pk).update(numchild=len(pages))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": HOSTNAME, "root_page_id": pages[0].pk})


def remove_home_pages(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("home", "HomePage").objects.filter(depth=2).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_home_pages, remove_home_pages)]
