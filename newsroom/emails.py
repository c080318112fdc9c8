"""The one way out for e-mail. The words stand in templates/emails/<name>.txt: the first line is the subject."""

import logging

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from newsroom.text import one_line

logger = logging.getLogger(__name__)


def send(name: str, to: str, language: str, **context) -> None:
    """One message to one address, in the reader's language. Raises what the mail server's connection raises."""
    with translation.override(language):
        subject, _newline, body = render_to_string(f"emails/{name}.txt", context).lstrip().partition("\n")
    EmailMessage(subject=one_line(subject), body=body.lstrip("\n"), to=[to]).send()


def send_after_commit(name: str, to: str, language: str, **context) -> None:
    """For a mail that goes with a change: it is sent once the change is kept, and its failure undoes nothing."""
    transaction.on_commit(lambda: _try(name, to, language, context))


def _try(name, to, language, context):
    try:
        send(name, to, language, **context)
    except OSError:
        logger.exception("The mail “%s” could not be sent.", name)
