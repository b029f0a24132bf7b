"""Which keys can stand at a place of a policy, by the models that read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, Tag


def keys_at(model: type[BaseModel], location: tuple[str | int, ...]) -> frozenset[str]:
    """The keys of the tables that may stand at a location, as pydantic names it: with the kinds and tags of unions."""
    found: list[Any] = [model]
    for part in location:
        found = [inner for one in found for inner in _inside(one, part)]
    return frozenset(
        _key(name, one) for table in found for one in _models(table) for name in one.model_fields
    )


def _inside(annotation: Any, part: str | int) -> Iterator[Any]:
    """What stands under one part of a location; a union's member when the part is its kind, tag or name."""
    if _is_model(annotation):
        for name, field in annotation.model_fields.items():
            if part in (name, field.alias):
                yield field.annotation
        return
    kind, inner = get_origin(annotation), get_args(annotation)
    if kind in (dict, tuple, list):
        yield inner[1] if kind is dict else inner[0]
        return
    members = list(_members(annotation))
    named = [member for member in members if part in _names(member)]
    yield from (
        named or [deep for member in members if member is not annotation for deep in _inside(member, part)]
    )


def _members(annotation: Any) -> Iterator[Any]:
    """The members of a union, those of unions within it too, tags kept."""
    inner = get_args(annotation)
    if get_origin(annotation) is Annotated:
        if any(isinstance(one, Tag) for one in annotation.__metadata__):
            yield annotation
        else:
            yield from _members(inner[0])
    elif inner and get_origin(annotation) not in (dict, tuple, list, Literal):
        for one in inner:
            yield from _members(one)
    else:
        yield annotation


def _names(annotation: Any) -> frozenset[str]:
    """What pydantic calls a union's member: its tag, its kind, its name."""
    tags = [one.tag for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Tag)]
    for model in _models(annotation):
        tags.append(model.__name__)
        if "kind" in model.model_fields:
            tags += [str(one) for one in get_args(model.model_fields["kind"].annotation)]
    return frozenset(tags)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if _is_model(annotation):
        yield annotation
    elif get_origin(annotation) not in (dict, tuple, list, Literal):
        for one in get_args(annotation):
            yield from _models(one)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _key(name: str, model: type[BaseModel]) -> str:
    return model.model_fields[name].alias or name
