"""Random sequences of everything that an editor can do, over moving time. After each step the doors are asked.

The oracle (machine.py) knows only what was done last to each text. Whatever it forbids must be refused, change nothing
and say why; whatever it allows must happen; and no door may say more, or less, than it believes.
"""

import logging
from collections import Counter
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from newsroom import clock, files, history, proposals
from newsroom.models import OldSlug, Organisation, Proposal, Revision, StoredFile
from newsroom.states import Refused
from releases.models import Attachment, Correction, Release, ReleaseFamily
from tests import factories
from tests.journeys.machine import COMMON_WORD, PUBLIC, REMOVED, SCHEDULED, WITHDRAWN, Doors, Neighbourhood, Paper, Text
from tests.journeys.machine import ask, check

pytestmark = pytest.mark.django_db

STEPS_IN_CI = 2000
STEPS_AN_EXAMPLE = 50
EXAMPLES = {"ci": 42, "soak": 840}
DOORS_A_STEP = {"ci": 2, "soak": 4}
MOST_TEXTS = 4

NIGHTS = [
    factories.helsinki(2027, 3, 27, 23, 58),
    factories.helsinki(2027, 3, 28, 2, 59),  # the next minute is 4.00
    factories.helsinki(2027, 3, 28, 4, 0),
    factories.helsinki(2027, 6, 30, 23, 59),
    factories.helsinki(2027, 10, 31, 2, 59),
    datetime(2027, 10, 31, 0, 30, tzinfo=timezone.timezone.utc) if False else factories.helsinki(2027, 10, 31, 3, 30),
    factories.helsinki(2027, 10, 31, 3, 30) + timedelta(hours=1),
    factories.helsinki(2027, 12, 31, 23, 59),
]
