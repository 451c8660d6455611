"""French translations of the demonstration, string by string in wagtail-localize."""

import json
import re
from copy import copy

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.demonstration.stories import Story, stream


def translate(page: Page, story: Story, locale: Locale, page_ids: dict[str, int]) -> None:
    """Translate a published page and publish the translation."""
    page = page.specific_class.objects.get(pk=page.pk)
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    segments = source.stringsegment_set.select_related("context", "string")
    known = {(segment.context.path, segment.string.data): segment for segment in segments}
    written = {}
    pairs = zip(_strings(page), _strings(_in_french(page, story, page_ids)), strict=True)
    for arabic, french in pairs:
        if arabic.path != french.path:
            raise ValueError(f"{story.code}: {arabic.path} has no counterpart ({french.path})")
        segment = known[arabic.path, arabic.string.data]
        written[segment.context_id, segment.string_id] = StringTranslation(
            translation_of_id=segment.string_id,
            locale=locale,
            context_id=segment.context_id,
            data=_numbered_alike(french, arabic),
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    StringTranslation.objects.bulk_create(written.values())
    translation.save_target(publish=True)


def _in_french(page: Page, story: Story, page_ids: dict[str, int]) -> Page:
    """Return an unsaved copy of the page with French texts."""
    words = story.words("fr")
    french = copy(page)
    french.title, french.lead = words["title"], words.get("lead", "")
    if story.kind != "home":
        french.slug = words["slug"]
    if getattr(french, "image_alt", ""):
        french.image_alt = story.data["image"]["alt_fr"]
    for part in ("body", "method", "limits"):
        if hasattr(french, part):
            setattr(french, part, json.dumps(stream(story, "fr", part, page_ids)))
    return french


def _numbered_alike(french: StringSegmentValue, arabic: StringSegmentValue) -> str:
    """Return the French text with links and figures numbered as in Arabic, whose order may differ."""
    left = dict(arabic.attrs or {})
    numbers = {}
    for number, attributes in (french.attrs or {}).items():
        numbers[number] = next((other for other, same in left.items() if same == attributes), number)
        left.pop(numbers[number], None)
    return re.sub(r'id="(\w+)"', lambda match: f'id="{numbers[match[1]]}"', french.string.data)


def _strings(page: Page) -> list[StringSegmentValue]:
    return [segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue)]
