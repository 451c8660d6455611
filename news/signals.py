"""Release the events of a published article, with their figures, in the transaction of `PortalPage.publish`."""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from news.models import ArticlePage
from programs.facts import DistributionEvent, release_events


@receiver(page_published, sender=ArticlePage)
def release_events_of_article(instance: ArticlePage, **kwargs) -> None:
    # Wagtail sends the signal for scheduled pages too.
    if not instance.live:
        return
    events = DistributionEvent.objects.filter(article_events__page=instance)
    release_events(events, at=timezone.now())
