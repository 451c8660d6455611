"""Previews of unsaved pages and records."""

import pytest
from django.apps import apps
from django.db.models import Model
from django.forms import ModelChoiceField
from django.http import QueryDict
from django.urls import reverse
from modelcluster.forms import ClusterForm
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page, PreviewableMixin, get_page_models
from wagtail.test.utils.form_data import querydict_from_html

from home.models import HomePage
from news.models import ArticlePage, ArticleProgram
from portal.l10n.languages import language_codes
from tests.factories import EventFactory, ProgramFactory

pytestmark = pytest.mark.django_db

PAGE_TYPES = [model for model in get_page_models() if model is not Page]
RECORD_TYPES = [
    model for model in apps.get_models() if issubclass(model, PreviewableMixin) and not issubclass(model, Page)
]
in_each_language = pytest.mark.parametrize("language", language_codes())
of_each_page_type = pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda model: model.__name__)
of_each_record_type = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda model: model.__name__)


@pytest.fixture
def editor(sign_in, site_tree):
    """A superuser, who may add pages of every type; with an event that no article tells."""
    EventFactory(code="NEW", name_ar="عملية جديدة", name_fr="Nouvelle remise")
    return sign_in("", is_superuser=True)


def parent_of(page_type: type[Page], language: str) -> Page:
    """Return where a new page of this type may stand, now that no other one of its type stands there."""
    parents = Page.objects.filter(locale__language_code=language).exact_type(*page_type.allowed_parent_page_models())
    parent = parents.first() or Page.get_first_root_node()
    if page_type.max_count_per_parent:
        for other in page_type.objects.child_of(parent):
            other.delete()
    return Page.objects.get(pk=parent.pk)


def sent(client, address: str) -> tuple[QueryDict, ClusterForm]:
    """Return what a browser sends of a form as it opens, with the counts that its scripts add to streams."""
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("location")
    form = response.context["form"]
    form_id = "page-edit-form" if isinstance(form.instance, Page) else "w-editor-form"
    data = querydict_from_html(response.content.decode(), form_id=form_id)
    data.update({f"{name}-count": "0" for name in streams_of(type(form.instance))})
    return data, form


def streams_of(model: type[Model]) -> dict[str, StreamBlock]:
    return {field.name: field.stream_block for field in model._meta.get_fields() if isinstance(field, StreamField)}


def choose(data: QueryDict, form) -> None:
    """Choose the newest of everything that a form chooses from."""
    for name, field in form.fields.items():
        if name != "id" and isinstance(field, ModelChoiceField) and (newest := field.queryset.order_by("-pk").first()):
            data[form.add_prefix(name)] = str(newest.pk)


def with_related(data: QueryDict, form: ClusterForm) -> QueryDict:
    """Add a record to each list of related records, and choose something in every field of a choice."""
    choose(data, form)
    for name, formset in form.formsets.items():
        if name == "comments":
            continue
        count = int(data[f"{formset.prefix}-TOTAL_FORMS"])
        child = formset.empty_form
        child.prefix = f"{formset.prefix}-{count}"
        for field in child.fields:
            data[child.add_prefix(field)] = str(child[field].value() or "")
        data.update({child.add_prefix("ORDER"): str(count + 1), child.add_prefix("DELETE"): ""})
        data[f"{formset.prefix}-TOTAL_FORMS"] = str(count + 1)
        choose(data, child)
    return data


def with_empty_blocks(data: QueryDict, streams: dict[str, StreamBlock]) -> QueryDict:
    """Add a block of each kind to each stream, with nothing in it."""
    for name, stream in streams.items():
        add_empty_blocks(data, name, stream)
    return data


def add_empty_blocks(data: QueryDict, prefix: str, stream: StreamBlock) -> None:
    data[f"{prefix}-count"] = str(len(stream.child_blocks))
    for number, (kind, block) in enumerate(stream.child_blocks.items()):
        data.update({f"{prefix}-{number}-{name}": "" for name in ("deleted", "id")})
        data.update({f"{prefix}-{number}-type": kind, f"{prefix}-{number}-order": str(number)})
        leave_empty(data, f"{prefix}-{number}-value", block)


def leave_empty(data: QueryDict, prefix: str, block) -> None:
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            leave_empty(data, f"{prefix}-{name}", child)
    elif isinstance(block, (ListBlock, StreamBlock)):
        data[f"{prefix}-count"] = "0"
    else:
        # Draftail sends JSON.
        data[prefix] = "null" if isinstance(block, RichTextBlock) else ""


def preview(client, address: str, data: QueryDict, mode: str = "", *, valid: bool = True) -> str:
    response = client.post(address, data.urlencode(), content_type="application/x-www-form-urlencoded")
    assert not valid or response.json()["is_valid"], "the form refuses"
    response = client.get(address, {"mode": mode, "in_preview_panel": "true"})
    assert response.status_code == 200
    return response.content.decode()


def emptied(data: QueryDict) -> QueryDict:
    for name in data:
        if not name.endswith(("_FORMS", "-count")):
            data[name] = ""
    return data


def is_in(page: str, language: str) -> bool:
    return f'<html lang="{language}"' in page


def pages_to_add(page_type: type[Page], language: str) -> tuple[str, str]:
    """Return the addresses of the form of a new page and of its preview."""
    names = page_type._meta.app_label, page_type._meta.model_name
    arguments = [*names, parent_of(page_type, language).pk]
    return tuple(reverse(f"wagtailadmin_pages:{view}", args=arguments) for view in ("add", "preview_on_add"))


class TestNewPages:
    @in_each_language
    @of_each_page_type
    def test_show_what_is_chosen_in_their_form(self, editor, page_type, language):
        form, address = pages_to_add(page_type, language)
        for mode, _name in page_type().preview_modes:
            page = preview(editor, address, with_related(*sent(editor, form)), mode)
            # A home page is begun at the root, in the language of the site.
            assert is_in(page, language) or page_type is HomePage

    @in_each_language
    @of_each_page_type
    def test_do_not_fail_as_their_form_opens(self, editor, page_type, language):
        form, address = pages_to_add(page_type, language)
        preview(editor, address, sent(editor, form)[0], valid=False)

    @in_each_language
    @of_each_page_type
    def test_do_not_fail_with_every_field_empty(self, editor, page_type, language):
        form, address = pages_to_add(page_type, language)
        preview(editor, address, emptied(sent(editor, form)[0]), valid=False)

    @in_each_language
    @of_each_page_type
    def test_show_with_empty_blocks(self, editor, page_type, language):
        form, address = pages_to_add(page_type, language)
        data = with_empty_blocks(with_related(*sent(editor, form)), streams_of(page_type))
        assert is_in(preview(editor, address, data), language) or page_type is HomePage


class TestExistingPages:
    @in_each_language
    @of_each_page_type
    def test_show_what_was_added_to_their_form(self, editor, page_type, language):
        page = page_type.objects.filter(locale__language_code=language).first()
        form, address = (reverse(f"wagtailadmin_pages:{view}", args=[page.pk]) for view in ("edit", "preview_on_edit"))
        for mode, _name in page.preview_modes:
            assert is_in(preview(editor, address, with_related(*sent(editor, form)), mode), language)


@of_each_record_type
def test_new_records_do_not_fail_as_their_form_opens(editor, record_type):
    names = [record_type.snippet_viewset.get_url_name(view) for view in ("add", "preview_on_add")]
    form, address = (reverse(name) for name in names)
    for mode, _name in record_type().preview_modes:
        preview(editor, address, sent(editor, form)[0], mode, valid=False)


@in_each_language
def test_a_new_article_shows_events_and_programmes_that_were_only_chosen(editor, site_tree, language):
    program = ProgramFactory(code="OTHER", name_ar="برنامج آخر", name_fr="Autre programme")
    form, address = pages_to_add(ArticlePage, language)
    data = with_related(*sent(editor, form))
    assert data["article_programs-0-program"] == str(program.pk)
    page = preview(editor, address, data)
    for record in ("Nouvelle remise", "Autre programme") if language == "fr" else ("عملية جديدة", "برنامج آخر"):
        assert record in page


@in_each_language
def test_an_article_shows_no_programme_that_was_taken_away(editor, site_tree, language):
    article = site_tree.article[language]
    program = ProgramFactory(code="OTHER", name_ar="برنامج آخر", name_fr="Autre programme")
    article.article_programs = [ArticleProgram(program=program)]
    article.save_revision().publish()
    form, address = (reverse(f"wagtailadmin_pages:{view}", args=[article.pk]) for view in ("edit", "preview_on_edit"))
    data, _form = sent(editor, form)
    names = {"ar": program.name_ar, "fr": program.name_fr}
    assert names[language] in preview(editor, address, data)
    data["article_programs-0-DELETE"] = "on"
    assert names[language] not in preview(editor, address, data)
