from portal.pages.alternates import language_links, public_alternates
from portal.pages.base import IllustratedPage, PortalPage
from portal.pages.blocks import text_blocks
from portal.pages.data_license import LICENSE_COLUMN, LICENSE_NAME, LICENSE_URL, LICENSED, licensed
from portal.pages.inline_facts import InlineFact, answering, known_answers, register_inline_fact
from portal.pages.navigation import feeds, footer_nav, site_nav, url_of_kind, when_pages_change
from portal.pages.prose import plain_text
from portal.pages.publication import CannotPublishError, register_publication_check
from portal.pages.publishers import ask_one_of
from portal.pages.sitemap import PageSitemap
from portal.pages.translation import keep_unicode_slugs, publish_in_one_transaction
from portal.pages.visibility import open_to_all, restricted

__all__ = [
    "LICENSED",
    "LICENSE_COLUMN",
    "LICENSE_NAME",
    "LICENSE_URL",
    "CannotPublishError",
    "IllustratedPage",
    "InlineFact",
    "PageSitemap",
    "PortalPage",
    "answering",
    "ask_one_of",
    "feeds",
    "footer_nav",
    "keep_unicode_slugs",
    "known_answers",
    "language_links",
    "licensed",
    "open_to_all",
    "plain_text",
    "public_alternates",
    "publish_in_one_transaction",
    "register_inline_fact",
    "register_publication_check",
    "restricted",
    "site_nav",
    "text_blocks",
    "url_of_kind",
    "when_pages_change",
]
