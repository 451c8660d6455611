from portal.pages.alternates import language_links, public_alternates
from portal.pages.base import IllustratedPage, PortalPage
from portal.pages.blocks import text_blocks
from portal.pages.data_license import LICENSE_COLUMN, LICENSE_METADATA, LICENSE_NAME, LICENSE_URL, with_license_link
from portal.pages.inline_facts import InlineFact, current_answers, provide_answers, register_inline_fact
from portal.pages.navigation import feeds, footer_nav, on_page_change, site_nav, url_of_page_type
from portal.pages.prose import plain_text
from portal.pages.publication import CannotPublishError, register_publication_check, suggest_publishers
from portal.pages.sitemap import PageSitemap
from portal.pages.translation import keep_unicode_slugs, publish_in_one_transaction
from portal.pages.visibility import public_pages, restricted
