"""A chore is taken by one tick at a time and done once; what failed, or was left half done, is taken again."""

from datetime import timedelta

from newsroom import clock
from newsroom.chores import Chore

ABANDONED = timedelta(minutes=10)
TAKEN, FAILED, DONE = "taken", "failed", "done"


def take(kind: str, key: str, patience: timedelta = timedelta()) -> Chore | None:
    """The chore, if it is now ours to do. `patience` is the pause after a failure."""
    chore, is_new = Chore.objects.get_or_create(kind=kind, key=key, defaults={"result": {"state": TAKEN}})
    if is_new:
        return chore
    return take_over(chore) if _is_open(chore, patience) else None


def take_over(chore: Chore) -> Chore | None:
    """The chore as it was seen, unless another tick has taken it since."""
    seen, chore.done_at, chore.result = chore.done_at, clock.now(), {**chore.result, "state": TAKEN}
    is_ours = Chore.objects.filter(pk=chore.pk, done_at=seen).update(done_at=chore.done_at, result=chore.result)
    return chore if is_ours else None


def _is_open(chore: Chore, patience: timedelta) -> bool:
    pauses = {TAKEN: ABANDONED, FAILED: patience}
    state = chore.result["state"]
    return state in pauses and chore.done_at + pauses[state] <= clock.now()


def keep(chore: Chore, state: str = TAKEN, **facts) -> None:
    chore.done_at, chore.result = clock.now(), {**chore.result, **facts, "state": state}
    chore.save(update_fields=["done_at", "result"])
