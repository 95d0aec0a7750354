"""A page that misspells fails its test; the Design System's macros may go on probing."""

from dataclasses import dataclass

import pytest
from jinja2 import UndefinedError

from lodestar.govuk.jinja_env import environment

ENV = environment()


@dataclass(frozen=True, slots=True)
class Page:
    title: str = "A title"


def printed(source: str, **context) -> str:
    return ENV.from_string(source).render(page=Page(), empty=None, **context)


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.titel }}",
        "{% if page.titel %}x{% endif %}",
        "{% for one in page.titles %}x{% endfor %}",
        "{{ page.titel | length }}",
        "{{ page.titel == 'x' }}",
        "{{ page.titel != 'x' }}",
        "{{ page.titel() }}",
        "{{ pgae }}",
        "{% if pgae %}x{% endif %}",
        "{{ pgae.title }}",
        "{{ empty.title }}",
        "{% import 'govuk_frontend_jinja/components/tag/macro.html' as tag %}{{ tag.govukTag({'text': page.x}) }}",
        "{% import 'lodestar_govuk/components.jinja' as ui %}{{ ui.tga(page) }}",
    ],
)
def test_a_misspelling_raises(source):
    with pytest.raises(UndefinedError):
        printed(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% if page.titel is defined %}x{% endif %}",
        "{{ page.titel | default('') }}",
        "{% if pgae is not defined %}{% endif %}",
        "{{ {}.anything }}",
        "{% if {}.anything %}x{% endif %}",
        "{% for one in {}.anything %}x{% endfor %}",
    ],
)
def test_asking_whether_something_is_there_does_not_raise(source):
    assert printed(source) == ""


COMPONENTS = {
    "back-link": ("govukBackLink", {"href": "/"}),
    "breadcrumbs": ("govukBreadcrumbs", {"items": [{"text": "a", "href": "/"}, {"text": "b"}]}),
    "button": ("govukButton", {"text": "a"}),
    "character-count": ("govukCharacterCount", {"name": "a", "label": {"text": "a"}, "maxlength": "9"}),
    "checkboxes": ("govukCheckboxes", {"name": "a", "items": [{"value": "1", "text": "One"}]}),
    "date-input": ("govukDateInput", {"id": "a"}),
    "details": ("govukDetails", {"summaryText": "a", "text": "b"}),
    "error-message": ("govukErrorMessage", {"text": "a"}),
    "error-summary": ("govukErrorSummary", {"titleText": "a", "errorList": [{"text": "b"}]}),
    "fieldset": ("govukFieldset", {"legend": {"text": "a"}, "html": "b"}),
    "file-upload": ("govukFileUpload", {"id": "a", "name": "a", "label": {"text": "a"}}),
    "hint": ("govukHint", {"text": "a"}),
    "input": ("govukInput", {"id": "a", "name": "a", "label": {"text": "a"}}),
    "inset-text": ("govukInsetText", {"text": "a"}),
    "notification-banner": ("govukNotificationBanner", {"text": "a"}),
    "pagination": ("govukPagination", {"next": {"href": "/"}}),
    "panel": ("govukPanel", {"titleText": "a", "text": "b"}),
    "password-input": ("govukPasswordInput", {"id": "a", "name": "a", "label": {"text": "a"}}),
    "phase-banner": ("govukPhaseBanner", {"text": "a", "tag": {"text": "b"}}),
    "radios": ("govukRadios", {"name": "a", "items": [{"value": "1", "text": "One"}]}),
    "select": (
        "govukSelect",
        {"name": "a", "label": {"text": "a"}, "items": [{"value": "1", "text": "One"}]},
    ),
    "service-navigation": ("govukServiceNavigation", {"navigation": [{"text": "a", "href": "/"}]}),
    "skip-link": ("govukSkipLink", {"text": "a"}),
    "summary-list": ("govukSummaryList", {"rows": [{"key": {"text": "a"}, "value": {"text": "b"}}]}),
    "table": ("govukTable", {"rows": [[{"text": "a"}]], "head": [{"text": "b"}]}),
    "tabs": ("govukTabs", {"items": [{"label": "a", "id": "a", "panel": {"text": "b"}}]}),
    "tag": ("govukTag", {"text": "a"}),
    "task-list": ("govukTaskList", {"items": [{"title": {"text": "a"}, "status": {"text": "b"}}]}),
    "textarea": ("govukTextarea", {"name": "a", "label": {"text": "a"}}),
    "warning-text": ("govukWarningText", {"text": "a"}),
}


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_design_systems_macros_still_render(component):
    name, params = COMPONENTS[component]
    template = ENV.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    assert "govuk-" in getattr(template.module, name)(params)
