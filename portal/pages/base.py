"""Abstract page models."""

import logging

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.pages import publication
from portal.pages.data_license import LICENSE_METADATA

logger = logging.getLogger(__name__)


class PortalPage(Page):
    """A page with a lead."""

    lead = models.TextField(
        _("lead"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences that say the essential; lists and search engines show them."),
    )

    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        request.portal_page = self
        return super().get_context(request, *args, **kwargs)

    def publish(self, revision, *args, log_action=True, **kwargs):
        """Publish a revision if all publication checks pass, in one transaction. Raises CannotPublishError.

        A refused scheduled publication is logged instead, and tried again the next time.
        """
        try:
            with transaction.atomic():
                published = super().publish(revision, *args, log_action=log_action, **kwargs)
                publication.refuse_unless_fit(revision.as_object())
        except publication.CannotPublishError as refused:
            if log_action != publication.SCHEDULED:
                raise
            logger.warning("Scheduled publication refused: %s", refused)
            return None
        return published

    def structured_data(self, request) -> dict:
        """Return the page as schema.org JSON-LD."""
        return {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": self.title,
            "description": self.search_description or self.lead,
            "inLanguage": self.locale.language_code,
            "url": self.get_full_url(request),
            **LICENSE_METADATA,
        }


class IllustratedPage(PortalPage):
    """A page with a picture, shown beside its title in lists."""

    image = models.ForeignKey(
        "portal.PortalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image"),
        help_text=_("Shown above the text and in lists. No recognisable face without a recorded consent."),
    )
    image_alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the picture tells somebody who does not see it."),
    )

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Image")),
    ]

    class Meta:
        abstract = True
