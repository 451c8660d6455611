"""Build the demonstration: facts by the loader, Arabic pages, French by wagtail-localize."""

import json
import re
from copy import copy
from pathlib import Path

from django.core.files.images import ImageFile
from django.core.management import call_command
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.demonstration.stories import IN_MENUS, Story, stories, stream
from home.models import HomePage, StandardPage
from news.models import ArticleEvent, ArticlePage, ArticleProgram, NewsIndexPage
from portal.media import PortalImage
from programs import demonstration
from programs.facts import DistributionEvent, Program
from programs.imports import load_facts
from programs.pages import ProgramIndexPage, ProgramPage
from search.indexing import record_together

MODELS = {
    "standard": StandardPage,
    "news_index": NewsIndexPage,
    "program_index": ProgramIndexPage,
    "program": ProgramPage,
    "article": ArticlePage,
}
FACTS = Path(demonstration.__file__).parent / "facts"
PICTURES = Path(__file__).parent / "pictures"


def is_empty() -> bool:
    return not Page.objects.filter(depth__gt=2).exists()


def build(say=lambda text: None) -> None:
    """Load facts, pages and pictures; all of it or nothing."""
    with record_together():
        say("facts")
        outcome = load_facts(sorted(FACTS.glob("*.csv")), apply=True, publish=True)
        if outcome.errors:
            raise RuntimeError("The demonstration's facts are invalid:\n" + "\n".join(map(str, outcome.errors)))
        # One rebuild of the reference index at the end halves the time.
        with disable_reference_index_auto_update():
            _build_pages(say)
        say("references")
        call_command("rebuild_references_index", verbosity=0)


def _build_pages(say) -> None:
    arabic, french = (Locale.objects.get(language_code=code) for code in ("ar", "fr"))
    all_stories = stories()
    say("pictures")
    images = {story.code: image(story) for story in all_stories if "image" in story.data}
    say("pages")
    pages: dict[str, Page] = {}
    for story in all_stories:
        pages[story.code] = _place(story, pages, arabic, images.get(story.code))
    ids = {code: page.pk for code, page in pages.items()}
    for story in all_stories:
        _fill(pages[story.code], story, ids)
    say("translations")
    for story in all_stories:
        translate(pages[story.code], story, french, ids)


def image(story: Story) -> PortalImage:
    path = PICTURES / f"{story.code}.webp"
    with path.open("rb") as file:
        return PortalImage.objects.create(
            title=story.data["image"]["title_ar"], consent_recorded=True, file=ImageFile(file, name=path.name)
        )


def _place(story: Story, pages: dict[str, Page], locale: Locale, picture: PortalImage | None) -> Page:
    """Add a page without its body, so that others can link to it."""
    words = story.words("ar")
    if story.kind == "home":
        page = HomePage.objects.get(locale=locale)
        page.title, page.draft_title = words["title"], words["title"]
        return page
    page = MODELS[story.kind](
        title=words["title"], slug=words["slug"], locale=locale, show_in_menus=story.code in IN_MENUS, live=False
    )
    if story.kind == "program":
        page.program = Program.objects.get(code=story.data["program"])
    if story.kind == "article":
        page.date = story.date
    if picture is not None and hasattr(page, "image"):
        page.image, page.image_alt = picture, story.data["image"]["alt_ar"]
    parent = pages[story.parent or "home"]
    parent.refresh_from_db(fields=["numchild", "path"])
    return parent.add_child(instance=page)


def _set_texts(page: Page, story: Story, language: str, ids: dict[str, int]) -> None:
    page.lead = story.words(language).get("lead", "")
    for part in ("body", "method", "limits"):
        if hasattr(page, part):
            setattr(page, part, json.dumps(stream(story, language, part, ids)))


def _fill(page: Page, story: Story, ids: dict[str, int]) -> None:
    """Set the texts and relations of a page and publish it."""
    _set_texts(page, story, "ar", ids)
    if story.kind == "article":
        events = DistributionEvent.objects.by_code()
        programs = Program.objects.by_code()
        page.article_events = [ArticleEvent(event=events[code]) for code in story.data.get("events", [])]
        page.article_programs = [ArticleProgram(program=programs[code]) for code in story.data.get("programs", [])]
    page.save_revision().publish()


def translate(page: Page, story: Story, locale: Locale, page_ids: dict[str, int]) -> None:
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
    words = story.words("fr")
    french = copy(page)
    french.title = words["title"]
    if story.kind != "home":
        french.slug = words["slug"]
    if getattr(french, "image_alt", ""):
        french.image_alt = story.data["image"]["alt_fr"]
    _set_texts(french, story, "fr", page_ids)
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
