"""Publishing an article publishes what it tells: its events and their figures, in the same transaction."""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from news.models import ArticlePage
from programs.facts import DistributionEvent, release_events


@receiver(page_published, sender=ArticlePage)
def release_events_of_article(instance: ArticlePage, **kwargs) -> None:
    # Wagtail says so too of a page that is only scheduled.
    if not instance.live:
        return
    events = DistributionEvent.objects.filter(article_events__page=instance)
    release_events(events, at=timezone.now())
