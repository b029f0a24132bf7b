"""Registered events that no line reads, or that two read."""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.model.book import Book
from cmtool.model.problem import Problem, problem
from cmtool.policy.indicators import Events
from cmtool.policy.policy import Policy
from cmtool.rules import codes


def event_readings(policy: Policy, book: Book) -> Iterator[Problem]:
    """A registered event that no line reads, or that two read, is a warning."""
    read = policy.asked | policy.read_after_pay
    events = {name: figure for name, figure in policy.figure.items() if isinstance(figure, Events)}
    used = read & set(events)
    rows = book["conduct"]
    for item in dict.fromkeys(rows["item"]):
        readers = [name for name in sorted(used) if events[name].takes(item)]
        where = book.where("conduct", int(rows.index[rows["item"] == item][0]), "item")
        if not readers:
            yield problem(codes.EVENT_UNREAD, where, {"item": item}, column="事项", found=item)
        elif len(readers) > 1:
            labels = "、".join(policy.label(name) for name in readers)
            values = {"item": item, "count": len(readers), "figures": labels}
            yield problem(codes.EVENT_TWICE, where, values, column="事项", found=item)
