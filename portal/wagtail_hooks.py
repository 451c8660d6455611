"""Changes to the Wagtail admin for all apps; the modules of `portal.admin` register their hooks."""

from portal.admin import direct_streams, keep_restrictions_of_others, register_directions

register_directions()
direct_streams()
keep_restrictions_of_others()
