"""Any list as RSS 2.0, Atom 1.0 and JSON Feed 1.1. Every date comes from the rows, so an unchanged list is an unchanged feed."""

from newsroom.feeds.answers import answer
from newsroom.feeds.formats import FORMATS, TYPES, write
from newsroom.feeds.lists import MOST_ENTRIES, Followable, WholeList
from newsroom.feeds.parts import Attached, Category, Entry, Feed, Picture
from newsroom.feeds.routes import FEED

__all__ = [
    "FEED",
    "FORMATS",
    "MOST_ENTRIES",
    "TYPES",
    "Attached",
    "Category",
    "Entry",
    "Feed",
    "Followable",
    "Picture",
    "WholeList",
    "answer",
    "write",
]
