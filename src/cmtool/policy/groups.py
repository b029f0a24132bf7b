"""Groups: what lines add up to, and what is done to the sum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from cmtool.model.expression import Num, Ref
from cmtool.policy.conditions import AllOf, AnyOf, Condition, counted_over_time
from cmtool.policy.targets import Until
from cmtool.policy.terms import Exact, Limit, Quantity, Terms, floor_below_cap, refused

Effect = Literal["barred", "deferred", "zero", "blocked"]


class Gate(Condition):
    """A condition on the whole group: when it fires, the person is not rated, put off, or gets zero; or the grade
    may not rise."""

    effect: Effect

    @model_validator(mode="after")
    def _of_this_month(self) -> Gate:
        _now(self)
        return self


class GateOfAll(AllOf):
    """The same where several conditions must hold together."""

    effect: Effect

    @model_validator(mode="after")
    def _of_this_month(self) -> GateOfAll:
        _now(self)
        return self


class GateOfAny(AnyOf):
    """The same where one of several conditions is enough."""

    effect: Effect

    @model_validator(mode="after")
    def _of_this_month(self) -> GateOfAny:
        _now(self)
        return self


def _now(gate: Condition | AllOf | AnyOf) -> None:
    if counted_over_time(gate):
        raise refused("门槛只看本月，不写 running、within")


def _kind(written: Any) -> str:
    keys = written if isinstance(written, dict) else type(written).model_fields
    return "[all_of]" if "all_of" in keys else "[any_of]" if "any_of" in keys else "[gate]"


AnyGate = Annotated[
    Annotated[Gate, Tag("[gate]")]
    | Annotated[GateOfAll, Tag("[all_of]")]
    | Annotated[GateOfAny, Tag("[any_of]")],
    Discriminator(_kind),
]


class Carry(Terms):
    """What moves into the next month's amount: what the floor gave too much (``shortfall``, a draw to be earned),
    what the cap took (``surplus``), or both; ``until`` the year is over, or for good."""

    what: Literal["shortfall", "surplus", "both"]
    until: Until = "never"


def _several(written: Any) -> Any:
    return written if isinstance(written, list | tuple) else (written,)


class Group(Terms):
    """Lines and inner groups that add up: sum → carried over → cap, floor → factors → gates; each acting step is
    printed with its sign, and the total is the sum of what is printed."""

    label: str
    unit: Literal["分", "元"]
    inside: str = ""
    clause: str = ""
    cap: Limit
    floor: Limit
    factor: Annotated[tuple[Quantity, ...], BeforeValidator(_several)] = ()
    weights: Exact | None = None
    gates: tuple[AnyGate, ...] = ()
    carry: Carry | None = None
    places: int = Field(default=2, ge=0, le=4)

    _in_order = model_validator(mode="after")(floor_below_cap)

    @model_validator(mode="after")
    def _something_to_carry(self) -> Group:
        if self.carry is None:
            return self
        if self.carry.what != "surplus" and self.floor is None:
            raise refused("结转保底补足的数要有 floor")
        if self.carry.what != "shortfall" and self.cap is None:
            raise refused("结转超过封顶的数要有 cap")
        return self

    def quantities(self) -> Iterator[Num | Ref]:
        """The parameters of its steps."""
        yield from (bound for bound in (self.cap, self.floor) if bound is not None)
        yield from self.factor

    def reads(self) -> Iterator[str]:
        """Names that its steps read; the lines and groups inside it are not among them."""
        yield from (quantity.name for quantity in self.quantities() if isinstance(quantity, Ref))
        for gate in self.gates:
            yield from gate.reads()
