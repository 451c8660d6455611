"""Context of an article page."""

from django.db.models import Case, CharField, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from news.articles import CARD_LIMIT, ArticleCard, article_card
from portal.l10n import current_language, format_date, format_datetime
from programs.editorial import answers_for
from programs.facts import DistributionEvent, Program
from programs.pages import ProgramPage
from programs.presentation import (
    Link,
    collect_event_figures,
    corrections_in,
    event_questions,
    facts_boxes,
    labels_of_events,
)


def article_context(page, request) -> dict:
    language = current_language()
    urls = ProgramPage.objects.urls(language)
    preview = getattr(request, "is_preview", False)
    events = events_of(page, drafts=preview)
    questions = event_questions(event.code for event in events)
    answers = answers_for(page.body, more=questions)
    labels = labels_of_events(events, further_programs(page, drafts=preview))
    boxes = facts_boxes(events, urls, collect_event_figures([answers[question] for question in questions]), labels)
    programs = {event.program.code: event.program.name for event in events}
    programs |= dict(label.split(" ", 1) for label in labels[None].get("program", ()))
    return {
        "answers": answers,
        "date_text": format_date(page.date, page.date, "day", language),
        "date_iso": page.date.isoformat(),
        "updated_text": updated_text(page, language),
        "facts_boxes": boxes,
        "corrections": corrections_in(answers.values()),
        "places": list(dict.fromkeys(box.target_text for box in boxes)),
        "program_links": [Link(name, urls.get(code, "")) for code, name in programs.items()],
        "related": related(page, events, list(programs)),
    }


def further_programs(page, *, drafts: bool) -> QuerySet:
    """Return the further programmes as labels of no event; of a preview those in its form."""
    if drafts:
        positions = {link.program_id: position for position, link in enumerate(page.article_programs.all())}
        found = Program.objects.filter(pk__in=positions)
        position = Case(*(When(pk=pk, then=at) for pk, at in positions.items()), output_field=IntegerField())
    else:
        found = Program.objects.filter(article_programs__page=page)
        position = F("article_programs__sort_order")
    return (
        found.order_by()
        .annotate(
            no_event=Value(None, IntegerField()),
            kind=Value("program", CharField()),
            position=position,
            label=Concat(F("code"), Value(" "), F(f"name_{current_language()}")),
        )
        .values_list("no_event", "kind", "position", "label")
    )


def events_of(page, *, drafts: bool) -> list[DistributionEvent]:
    """Return the public events of an article in its order; of a preview, drafts too."""
    if drafts:
        ids = [link.event_id for link in page.article_events.all()]
        found = {event.pk: event for event in DistributionEvent.objects.filter(pk__in=ids).for_facts()}
        return [found[pk] for pk in ids if pk in found]
    return list(
        DistributionEvent.objects.released()
        .filter(article_events__page=page)
        .for_facts()
        .order_by("article_events__sort_order", "article_events__pk")
    )


def updated_text(page, language: str) -> str:
    """Return the day of the last change if later than the article's date, else ''."""
    if page.last_published_at is None:
        return ""
    changed = timezone.localtime(page.last_published_at)
    return format_datetime(changed, language) if changed.date() > page.date else ""


def related(page, events: list[DistributionEvent], programs: list[str]) -> list[ArticleCard]:
    territories = {event.target_territory_id for event in events}
    found = type(page).objects.related_to(page, territories, programs)
    return [article_card(article, labels=False) for article in found[:CARD_LIMIT]]
