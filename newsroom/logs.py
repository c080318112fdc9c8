import logging


class RefusalsInALine(logging.Filter):
    """A request that was refused or missed is no fault of ours: one line in the log, without a traceback."""

    def filter(self, record):
        if 400 <= getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True
