"""What a ladder may declare beside its conditions: gates, protection, limits of steps, gaps, counters, places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books import JUNE, book, branch, example_policy
from cmtool.model.month import Month
from cmtool.model.state import Advice, State
from cmtool.model.text import phrase
from cmtool.policy.policy import Policy
from cmtool.rules.appraisal import ManagerResult, Working
from cmtool.rules.appraise import appraise
from cmtool.rules.ladder_places import within_places
from cmtool.rules.ladder_review import Candidate
from cmtool.rules.ladders import advised, propose
from cmtool.rules.proposal import Proposal
from rules.ladders import attributes, past, person, policy, proposed, said
from rules.test_main_case import TABLES

THREE = f"""
[ladder]
label = "等级"
below_lowest = "exit"
entry = [{{ of = "score", ge = "grade.from" }}]
keep = [{{ of = "score", ge = "grade.from" }}]
RULES
[[ladder.grades]]
name = "一级"
attributes = {attributes(**{"from": "60"})}
[[ladder.grades]]
name = "二级"
attributes = {attributes(**{"from": "70"})}
[[ladder.grades]]
name = "三级"
attributes = {attributes(**{"from": "80"})}
PLACES
[[ladder.grades]]
name = "四级"
attributes = {attributes(**{"from": "90"})}
"""
FIGURES = {"violations_of_rules": ("违规次数", "次"), "days_absent": ("缺勤天数", "天")}


def three(rules: str = "", places: str = "") -> Policy:
    return policy(THREE.replace("RULES", rules).replace("PLACES", places), FIGURES)


TIER_TEXT = THREE.replace('below_lowest = "exit"', 'rule = "highest"\nbelow_lowest = "lowest"').replace(
    'keep = [{ of = "score", ge = "grade.from" }]\n', ""
)


def tiers(rules: str = "", places: str = "") -> Policy:
    return policy(TIER_TEXT.replace("RULES", rules).replace("PLACES", places), FIGURES)


@pytest.mark.parametrize(
    ("score", "change", "grade"),
    [("80", "rise", "三级"), ("79.99", "keep", "二级"), ("70", "keep", "二级"), ("69.99", "fall", "一级")],
)
def test_steps_go_one_grade_at_a_time(score: str, change: str, grade: str) -> None:
    made = proposed(three(), person("二级"), {"score": score})
    assert (made.change, made.grade) == (change, grade)


def test_even_the_best_rise_one_step_and_the_worst_fall_one() -> None:
    assert proposed(three(), person("一级"), {"score": "100"}).grade == "二级"
    assert proposed(three(), person("四级"), {"score": "0"}).grade == "三级"


@pytest.mark.parametrize(
    ("rules", "own", "score", "grade"),
    [
        ("", "一级", "95", "四级"),
        ("step_limit = 1", "一级", "95", "二级"),
        ("step_limit = 2", "一级", "95", "三级"),
        ("step_limit = { up = 1 }", "四级", "10", "一级"),
        ("step_limit = { down = 1 }", "四级", "10", "三级"),
        ("step_limit = { down = 1 }", "一级", "95", "四级"),
    ],
)
def test_tiers_move_as_far_as_the_limit_lets_them(rules: str, own: str, score: str, grade: str) -> None:
    made = proposed(tiers(rules), person(own), {"score": score})
    assert made.grade == grade
    limited = (rules, grade) in (
        ("step_limit = 1", "二级"),
        ("step_limit = 2", "三级"),
        ("step_limit = { down = 1 }", "三级"),
    )
    assert ("每次最多" in said(made)) is limited


def test_who_reaches_no_tier_gets_the_lowest_where_the_policy_says_so() -> None:
    """10 points, and the lowest asks for 60: said as it is, not as if its conditions were met."""
    none = f'unrated = {{ name = "未评", attributes = {attributes(**{"from": "0"})} }}'
    made = proposed(tiers(none), person("未评"), {"score": "10"})
    assert (made.change, made.grade) == ("rise", "一级")
    assert said(made) == "未达任何等级，按办法定为最低等级，建议晋级 一级"


def test_whoever_keeps_what_the_own_tier_asks_to_keep_does_not_fall() -> None:
    """Entered at 80, kept at 75: with 76 points a 三级 stays, with 74 it is 二级; a 一级 gets 二级 for 76."""
    made = tiers('keep = [{ of = "score", ge = 75 }]')
    assert proposed(made, person("三级"), {"score": "76"}).change == "keep"
    assert proposed(made, person("三级"), {"score": "74"}).grade == "二级"
    assert proposed(made, person("一级"), {"score": "76"}).grade == "二级"


@pytest.mark.parametrize(
    ("since", "months", "change"),
    [("2024-01-01", 6, "fall"), ("2024-01-02", 5, "keep"), ("2024-06-30", 0, "keep"), (None, None, "fall")],
)
def test_nobody_falls_while_protected(since: str | None, months: int | None, change: str) -> None:
    """Six months' protection: from 1 January to 30 June are six months, from 2 January five."""
    made = proposed(three("protection_months = 6"), person("二级", since), {"score": "10"})
    assert made.change == change
    if change == "keep":
        assert f"任现等级 {months} 个月，未满 6 个月保护期" in said(made)


@pytest.mark.parametrize(
    ("effect", "change", "grade"),
    [
        ("blocked", "keep", "二级"),
        ("unrated", "unrated", ""),
        ("deferred", "deferred", "二级"),
        ("fall", "fall", "一级"),
        ("exit", "exit", "二级"),
    ],
)
def test_a_gate_comes_before_all_conditions(effect: str, change: str, grade: str) -> None:
    made = three(f'gates = [{{ of = "violations_of_rules", ge = 1, effect = "{effect}" }}]')
    found = proposed(made, person("二级"), {"score": "100", "violations_of_rules": "1"})
    assert (found.change, found.grade) == (change, grade)
    assert "违规次数 1（≥ 1）" in said(found)
    clean = proposed(made, person("二级"), {"score": "100", "violations_of_rules": "0"})
    assert (clean.change, clean.grade) == ("rise", "三级")


def test_every_gate_is_told_whether_it_acts_or_not() -> None:
    made = three(
        'gates = [{ of = "violations_of_rules", ge = 1, effect = "blocked" }, { of = "days_absent", gt = 9, effect = "fall" }]'
    )
    found = proposed(made, person("二级"), {"score": "75", "violations_of_rules": "1", "days_absent": "3"})
    assert [(veto.effect, veto.standing.met) for veto in found.vetoes] == [("blocked", True), ("fall", False)]


def test_who_falls_by_a_gate_still_sees_what_the_next_grade_asks() -> None:
    """二级 with 75 points and a breach: down to 一级; 三级 asks for 80, so it is short of that, not at the top."""
    rules = 'gates = [{ of = "violations_of_rules", ge = 1, effect = "fall" }]'
    made = proposed(three(rules), person("二级"), {"score": "75", "violations_of_rules": "1"})
    assert (made.change, made.grade, made.next_grade) == ("fall", "一级", "三级")
    assert [(stands.written, stands.actual, stands.met) for stands in made.entry] == [("≥ 80", 75, False)]
    top = proposed(three(rules), person("四级"), {"score": "95", "violations_of_rules": "1"})
    assert (top.change, top.grade, top.next_grade, top.entry) == ("fall", "三级", "", ())


def test_alternatives_that_keep_somebody_are_no_warning() -> None:
    """Either 60 points or at most 5 days absent: failing one of them counts nothing against the person."""
    either = 'keep = [{ any_of = [{ of = "score", ge = 60 }, { of = "days_absent", le = 5 }] }]'
    made = policy(
        THREE.replace('keep = [{ of = "score", ge = "grade.from" }]', either)
        .replace("RULES", "")
        .replace("PLACES", ""),
        FIGURES,
    )
    values = {"score": "50", "days_absent": "5"}
    found = proposed(made, person("二级"), values)
    assert (found.change, said(found)) == ("keep", "维持：月度百分考核得分 50.00，未达 ≥ 80")
    lost = proposed(made, person("二级"), values | {"days_absent": "6"})
    assert (lost.change, lost.grade) == ("fall", "一级")
    assert said(lost) == (
        "以下须有一项：月度百分考核得分 50.00，未达 ≥ 60；缺勤天数 6，未达 ≤ 5，建议降级 一级"
    )


def test_a_blocked_tier_may_still_fall() -> None:
    made = tiers('gates = [{ of = "violations_of_rules", ge = 1, effect = "blocked" }]')
    fired = {"violations_of_rules": "1"}
    assert proposed(made, person("二级"), fired | {"score": "95"}).change == "keep"
    assert proposed(made, person("二级"), fired | {"score": "65"}).grade == "一级"


def test_a_gate_that_cannot_be_judged_puts_the_proposal_off() -> None:
    made = three('gates = [{ of = "violations_of_rules", ge = 1, effect = "blocked" }]')
    found = proposed(made, person("二级"), {"score": "100"})
    assert found.change == "deferred"
    assert "没有数值，不能判断" in said(found)


def test_a_gate_may_count_over_the_year() -> None:
    """Absent over 3 days in two months of the year: not if the other was last December."""
    rule = 'gates = [{ of = "days_absent", gt = 3, within = { times = 2, of = "calendar_year" }, effect = "blocked" }]'
    made, now = three(rule), {"score": "85", "days_absent": "4"}
    assert proposed(made, person("二级"), now, past({"2024-02": {"days_absent": "5"}})).change == "keep"
    assert proposed(made, person("二级"), now, past({"2023-12": {"days_absent": "5"}})).change == "rise"


def test_gates_of_alternatives_fire_by_one() -> None:
    rule = (
        'gates = [{ any_of = [{ of = "violations_of_rules", ge = 2 }, { of = "days_absent", gt = 3 }],'
        ' effect = "unrated" }]'
    )
    made = three(rule)
    values = {"score": "85", "violations_of_rules": "0", "days_absent": "4"}
    assert proposed(made, person("二级"), values).change == "unrated"
    assert proposed(made, person("二级"), values | {"days_absent": "3"}).change == "rise"


def test_who_is_not_rated_is_put_off_with_the_reason() -> None:
    found = proposed(three(), person("二级"), {}, status="deferred", why=phrase("没有存款分户余额数据"))
    assert (found.change, found.grade, said(found)) == ("deferred", "二级", "缓评：没有存款分户余额数据")


@pytest.mark.parametrize(
    ("each", "earlier", "change"),
    [
        ("", {"2024-03": "85", "2023-12": "85"}, "rise"),
        ("", {"2024-05": "85", "2024-04": "85"}, "keep"),
        ('each = "month",', {"2024-05": "85", "2024-04": "85"}, "rise"),
        ('each = "month",', {"2024-03": "85", "2023-12": "85"}, "keep"),
    ],
)
def test_runs_are_counted_by_reviews_unless_said_otherwise(
    each: str, earlier: dict[str, str], change: str
) -> None:
    """Three running in a quarterly ladder: June, March, December; by month: June, May, April."""
    entry = 'entry = [{ of = "score", ge = "grade.from" }]'
    text = THREE.replace(entry, f'entry = [{{ of = "score", ge = 80, {each} running = 3 }}]')
    made = policy(text.replace("RULES", 'cadence = "quarter"').replace("PLACES", ""), FIGURES)
    scores = {month: {"score": value} for month, value in earlier.items()}
    assert proposed(made, person("二级"), {"score": "85"}, past(scores)).change == change


def test_a_run_breaks_at_a_month_nobody_recorded_unless_gaps_are_skipped() -> None:
    entry = 'entry = [{ of = "score", ge = "grade.from" }]'
    text = THREE.replace(entry, 'entry = [{ of = "score", ge = 80, running = 2 }]')
    earlier = past({"2024-04": {"score": "85"}})
    breaks = policy(text.replace("RULES", "").replace("PLACES", ""), FIGURES)
    skips = policy(text.replace("RULES", 'gap = "skipped"').replace("PLACES", ""), FIGURES)
    now = {"score": "85"}
    assert proposed(breaks, person("二级"), now, earlier).change == "keep"
    assert proposed(skips, person("二级"), now, earlier).change == "rise"
    unrated = past({"2024-05": {"score": ""}, "2024-04": {"score": "85"}})
    assert proposed(breaks, person("二级"), now, unrated).change == "keep"
    assert proposed(skips, person("二级"), now, unrated).change == "rise"


def test_a_whole_of_conditions_may_be_counted_as_one() -> None:
    """Both in the same month, two months running: one in May and the other in June is not it."""
    entry = 'entry = [{ of = "score", ge = "grade.from" }]'
    nested = 'entry = { running = 2, all_of = [{ of = "score", ge = 80 }, { of = "days_absent", le = 1 }] }'
    made = policy(THREE.replace(entry, nested).replace("RULES", "").replace("PLACES", ""), FIGURES)
    now = {"score": "85", "days_absent": "0"}
    good = past({"2024-05": {"score": "80", "days_absent": "1"}})
    assert proposed(made, person("二级"), now, good).change == "rise"
    halves = past({"2024-05": {"score": "80", "days_absent": "2"}})
    assert proposed(made, person("二级"), now, halves).change == "keep"


def test_months_in_the_grade_are_those_of_the_ladder_itself() -> None:
    entry = 'entry = [{ of = "score", ge = "grade.from" }]'
    text = THREE.replace(entry, 'entry = [{ of = "person.months_in_grade", ge = 12 }]')
    made = policy(text.replace("RULES", "").replace("PLACES", ""), FIGURES)
    now = {"score": "85"}
    assert proposed(made, person("二级", "2023-07-01"), now).change == "rise"
    assert proposed(made, person("二级", "2023-07-02"), now).change == "keep"


def test_the_last_result_stands_between_the_reviews() -> None:
    made = three('cadence = "quarter"')
    earlier = past({}, {"grade": (Advice(Month(2024, 3), "rise", "三级", date(2024, 4, 1)),)})
    found = proposed(made, person("二级"), {"score": "0"}, earlier, month=Month(2024, 5))
    assert (found.change, found.grade, found.holds_from) == ("between", "二级", None)
    assert said(found) == "本月不评定（每年 3、6、9、12 月评定）；2024-03 的结果：晋级 三级"


def test_advice_is_kept_as_long_as_it_may_be_asked_for() -> None:
    """Only reviews that later months ask for are noted; what is older than 36 months goes, but not the last that moved somebody."""
    old = (
        Advice(Month(2020, 3), "rise", "二级", date(2020, 4, 1)),
        Advice(Month(2020, 6), "keep", "二级"),
        Advice(Month(2024, 3), "keep", "二级"),
    )
    kept = Proposal("keep", "二级", phrase("维持"), noted=True)
    assert advised({"grade": old}, JUNE, {"grade": kept})["grade"] == (
        old[0],
        old[2],
        Advice(JUNE, "keep", "二级"),
    )
    assert advised({"grade": old}, JUNE, {"grade": replace(kept, change="between")}) == {"grade": old}
    assert advised({"grade": old}, JUNE, {"grade": replace(kept, noted=False)}) == {"grade": old}


# ── data that have not come ──

BOTH = 'entry = [{ of = "score", ge = "grade.from" }, { of = "days_absent", le = 3 }]'


def both() -> Policy:
    """Tiers whose entry also asks for at most 3 days of absence."""
    entry = 'entry = [{ of = "score", ge = "grade.from" }]'
    return policy(TIER_TEXT.replace(entry, BOTH).replace("RULES", "").replace("PLACES", ""), FIGURES)


@pytest.mark.parametrize(
    ("values", "missing", "change"),
    [
        ({"score": "95"}, ["days_absent"], "deferred"),
        ({"score": "95"}, [], "fall"),
        ({"score": "10"}, ["days_absent"], "fall"),
        ({"days_absent": "9"}, ["score"], "fall"),
        ({"days_absent": "1"}, ["score"], "deferred"),
    ],
)
def test_nobody_falls_a_tier_because_data_have_not_come(
    values: dict[str, str], missing: list[str], change: str
) -> None:
    """Put off while it is open; not where something fails for sure, nor where a figure is empty, not late. The lowest
    tier asks for 60 points and 3 days too; who reaches none goes to it."""
    made = proposed(both(), person("三级"), values, missing=missing)
    assert made.change == change
    if change == "deferred":
        assert said(made).startswith("缓评：")
        assert made.grade == "三级"


FURTHER = """
[ladder.title]
label = "职称"
below_lowest = "keep"
[[ladder.title.grades]]
name = "客户经理"
attributes = ATTRIBUTES

[ladder.level]
label = "档次"
below_lowest = "keep"
entry = [{ of = "days_absent", le = 3 }]
keep = [{ of = "violations_of_rules", lt = 3 }]
[[ladder.level.grades]]
name = "二档"
[[ladder.level.grades]]
name = "一档"
"""


@pytest.mark.parametrize(
    ("values", "missing", "change"),
    [
        ({"days_absent": "0", "violations_of_rules": "0"}, [], "rise"),
        ({"days_absent": "0"}, ["violations_of_rules"], "deferred"),
        ({"violations_of_rules": "0"}, ["days_absent"], "deferred"),
        ({"days_absent": "9", "violations_of_rules": "0"}, [], "keep"),
    ],
)
def test_a_further_ladder_waits_for_its_own_figures_only(
    values: dict[str, str], missing: list[str], change: str
) -> None:
    """The score has not come: the title is put off, the level goes by absence and violations."""
    made = policy(FURTHER.replace("ATTRIBUTES", attributes()), FIGURES)
    who = person("客户经理", level="二档")
    why = phrase("没有存款分户余额数据")
    title = proposed(made, who, values, status="deferred", why=why, missing=["score", *missing])
    level = proposed(
        made, who, values, status="deferred", why=why, ladder="level", missing=["score", *missing]
    )
    assert (title.change, level.change) == ("deferred", change)


# ── places ──


@cache
def template() -> ManagerResult:
    """Anybody's result, whose person, figures and proposals are then replaced."""
    return appraise(book(JUNE, **TABLES), example_policy(), State(), branch()).results[0]


def results(made: Policy, scores: dict[str, tuple[str, str, str]]) -> list[ManagerResult]:
    """工号 → (institution, own grade, score), with their proposals before the places."""
    found = []
    for id_, (institution, own, score) in scores.items():
        who = person(own, institution=institution, id_=id_)
        values = {"score": Fraction(score)}
        proposals = dict(propose(made, Candidate(who, JUNE, past({}), values, "rated", phrase(""))))
        workings = {"score": Working("score", "得分", "分", Fraction(score))}
        found.append(
            replace(
                template(), person=who, proposal=proposals.pop("grade"), others=proposals, workings=workings
            )
        )
    return found


def outcome(made: Policy, scores: dict[str, tuple[str, str, str]]) -> dict[str, tuple[str, str]]:
    placed = within_places(made, results(made, scores))
    return {one.person.id: (one.proposal.change, one.proposal.grade) for one in placed}


def test_the_best_get_the_free_places_and_the_others_wait() -> None:
    """Two places, one held: of the two who reach it, the one with 88 rises, the one with 85 waits."""
    made = three(places="places = 2")
    scores = {"A": ("0101", "三级", "82"), "B": ("0101", "二级", "85"), "C": ("0101", "二级", "88")}
    assert outcome(made, scores) == {"A": ("keep", "三级"), "B": ("keep", "二级"), "C": ("rise", "三级")}
    waiting = next(one for one in within_places(made, results(made, scores)) if one.person.id == "B")
    assert waiting.proposal.waits
    assert said(waiting.proposal) == "符合晋级 三级 的条件，“三级”职数 2 名已满，维持，待有空缺"


def test_places_that_others_leave_are_free() -> None:
    """A falls from 三级, D rises out of it: both places are free for B and C."""
    made = three(places="places = 2")
    scores = {
        "A": ("0101", "三级", "75"),
        "B": ("0101", "二级", "85"),
        "C": ("0101", "二级", "88"),
        "D": ("0101", "三级", "95"),
    }
    assert outcome(made, scores) == {
        "A": ("fall", "二级"),
        "B": ("rise", "三级"),
        "C": ("rise", "三级"),
        "D": ("rise", "四级"),
    }


def test_places_are_counted_by_institution_unless_for_all() -> None:
    scores = {"A": ("0101", "二级", "85"), "B": ("0102", "二级", "88")}
    own = three(places="places = 1")
    assert outcome(own, scores) == {"A": ("rise", "三级"), "B": ("rise", "三级")}
    common = three('places_by = "all"', places="places = 1")
    assert outcome(common, scores) == {"A": ("keep", "二级"), "B": ("rise", "三级")}
    one = three(places='places = { "0101" = 0 }')
    assert outcome(one, scores) == {"A": ("keep", "二级"), "B": ("rise", "三级")}


def test_equals_at_the_last_place_all_wait_for_a_person_to_choose() -> None:
    made = three(places="places = 2")
    scores = {"A": ("0101", "二级", "85"), "B": ("0101", "二级", "88"), "C": ("0101", "二级", "85")}
    assert outcome(made, scores) == {"A": ("keep", "二级"), "B": ("rise", "三级"), "C": ("keep", "二级")}
    waiting = within_places(made, results(made, scores))[0]
    assert "名次并列，由有权人确定" in said(waiting.proposal)


def test_who_is_over_the_number_already_stays_but_nobody_comes() -> None:
    made = three(places="places = 1")
    scores = {"A": ("0101", "三级", "82"), "B": ("0101", "三级", "81"), "C": ("0101", "二级", "99")}
    assert outcome(made, scores) == {"A": ("keep", "三级"), "B": ("keep", "三级"), "C": ("keep", "二级")}


def test_the_order_of_people_never_matters() -> None:
    made = three(places="places = 1")
    scores = {"A": ("0101", "二级", "85"), "B": ("0101", "二级", "88"), "C": ("0101", "二级", "80")}
    forward, backward = outcome(made, scores), outcome(made, dict(reversed(scores.items())))
    assert forward == backward == {"A": ("keep", "二级"), "B": ("rise", "三级"), "C": ("keep", "二级")}


def test_a_full_tier_sends_to_the_next_lower_one_reached() -> None:
    """95 points reach 四级 without limit of places; 85 reach 三级, which is full, so 二级."""
    made = tiers(places="places = 1")
    scores = {"A": ("0101", "一级", "85"), "B": ("0101", "三级", "84"), "C": ("0101", "一级", "95")}
    assert outcome(made, scores) == {"A": ("rise", "二级"), "B": ("keep", "三级"), "C": ("rise", "四级")}


# ── whatever the figures are ──


STEPS, TIERS = three(), tiers()
LIMITED = tiers("step_limit = 1\nprotection_months = 36")


@given(st.integers(0, 120), st.integers(0, 120), st.sampled_from(["一级", "二级", "三级", "四级"]))
def test_a_better_score_never_proposes_a_lower_grade(low: int, high: int, own: str) -> None:
    for made in (STEPS, TIERS, LIMITED):
        ladder = made.ladder
        grades = [
            proposed(made, person(own), {"score": str(score)}) for score in (min(low, high), max(low, high))
        ]
        places = [ladder.place(one.grade) - (one.change == "exit") for one in grades]
        assert places[0] <= places[1]


@given(
    st.lists(st.tuples(st.sampled_from(["一级", "二级", "三级"]), st.integers(0, 100)), max_size=8),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_places_hold_whoever_comes_and_in_any_order(
    people: list[tuple[str, int]], places: int, shuffle: Random
) -> None:
    """Nobody rises into a grade that is full; whoever is told to wait scores no more than any who rose."""
    made = three(places=f"places = {places}")
    scores = {f"P{number}": ("0101", own, str(score)) for number, (own, score) in enumerate(people)}
    found = outcome(made, scores)
    mixed = list(scores.items())
    shuffle.shuffle(mixed)
    assert outcome(made, dict(mixed)) == found
    staying = sum(change == "keep" and grade == "三级" for change, grade in found.values())
    rising = [who for who, change in found.items() if change == ("rise", "三级")]
    assert not rising or staying + len(rising) <= places
    waiting = [who for who, (change, _) in found.items() if change == "keep" and scores[who][1] == "二级"]
    waited = [int(scores[who][2]) for who in waiting if int(scores[who][2]) >= 80]
    assert all(score <= int(scores[who][2]) for score in waited for who in rising)


def test_a_ladder_without_conditions_says_so() -> None:
    """Nothing to rise or fall by: the reason is a whole sentence; with conditions to keep only, it says which are none."""
    asked = 'ge = "grade.from" }]\n'
    none = THREE.replace('entry = [{ of = "score", ' + asked, "").replace("RULES", "").replace("PLACES", "")
    kept = policy(none, FIGURES)
    assert said(proposed(kept, person("二级"), {"score": "75"})) == "维持：没有晋级条件"
    bare = policy(none.replace('keep = [{ of = "score", ' + asked, ""), FIGURES)
    assert said(proposed(bare, person("二级"), {"score": "75"})) == "维持：没有升降条件"


def test_a_fact_that_is_there_or_not_is_said_by_yes_or_no() -> None:
    """The exam is good or not: no 1 and no 0 in the sentence."""
    made = three('gates = [{ when = { of = "person.exam_valid", eq = 0 }, effect = "blocked" }]')
    late = proposed(made, person("二级"), {"score": "85", "person.exam_valid": "0"})
    assert "资格在有效期内：否" in said(late)
    text = THREE.replace("entry = [", 'entry = [{ of = "person.exam_valid", eq = 1 }, ')
    asked = policy(text.replace("RULES", "").replace("PLACES", ""), FIGURES)
    risen = proposed(asked, person("二级"), {"score": "85", "person.exam_valid": "1"})
    assert said(risen).startswith("资格在有效期内：是；")
    kept = proposed(asked, person("二级"), {"score": "85", "person.exam_valid": "0"})
    assert said(kept) == "维持：资格在有效期内：否，应为“是”"
