"""What readers see, or will see with a cleared text, is changed by editors only."""

import pytest

from newsroom.admin_base import ONLY_AN_EDITOR
from newsroom.models import Image
from tests.factories import (
    DocumentVersionFactory,
    ImageFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    ThemeFactory,
)
from tests.newsroom.test_admin_pages import errors_on, opened

pytestmark = pytest.mark.django_db


def address(row) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def theme(**state):
    row = ThemeFactory()
    ReleaseFactory(themes=[row], **state)
    return row


def picture(**state):
    row = ImageFactory()
    ReleaseFactory(image=row, **state)
    return row


def programme(**state):
    return ProgrammePeriodFactory(**state).programme


def document(**state):
    return DocumentVersionFactory(**state).document


MAKERS = [theme, picture, programme, document]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("state", ["embargoed", "published"])
def test_a_writer_reads_what_is_cleared_and_is_told_why(client, writer, make, state):
    page = client.get(address(make(**{state: True})))

    assert str(ONLY_AN_EDITOR) in page.text or "only an editor can change it" in page.text
    assert 'name="_save"' not in page.text


@pytest.mark.parametrize("make", MAKERS)
def test_a_writer_keeps_what_only_drafts_use(client, writer, make):
    assert 'name="_save"' in client.get(address(make(draft=True))).text


def test_a_writers_old_form_does_not_swap_a_public_picture_and_gives_the_words_back(client, writer):
    image = ImageFactory()
    form = opened(client, address(image), alt_fi="Toinen kuva")
    ReleaseFactory(published=True, image=image)

    response = client.post(address(image), form)

    assert len(errors_on(response)) == 1
    assert "Toinen kuva" in response.text
    assert Image.objects.get().alt_fi == image.alt_fi


@pytest.mark.parametrize("make", MAKERS)
def test_an_editor_changes_it(client, editor, make):
    assert 'name="_save"' in client.get(address(make(published=True))).text
