"""How many queries a page asks: the same for one row and for three, or something is asked row by row."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_for(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)
