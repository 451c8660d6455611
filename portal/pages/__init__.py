from portal.pages.alternates import language_links, public_alternates
from portal.pages.base import IllustratedPage, PortalPage
from portal.pages.blocks import text_blocks
from portal.pages.data_license import LICENSE_COLUMN, LICENSE_METADATA, LICENSE_NAME, LICENSE_URL, with_license_link
from portal.pages.navigation import feeds, footer_nav, on_page_change, site_nav, url_of_page_type
from portal.pages.prose import InlineFact, current_answers, plain_text, provide_answers, register_inline_fact
from portal.pages.publication import (
    CannotPublishError,
    patch_wagtail_localize,
    register_publication_check,
    suggest_publishers,
)
from portal.pages.visibility import PageSitemap, public_pages, restricted
