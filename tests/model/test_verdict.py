"""Who wins: by how much, whatever the order of the classes; ties are ties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.network import Network
from cnnviz.model.document import with_picture
from cnnviz.model.networks import blank_document, lecture_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.votes.ballot import Ballot, ballot_of, bar_share, strongest_wires
from cnnviz.model.votes.verdict import Verdict, judge, verdict

votes_lists = st.lists(st.floats(-1e6, 1e6) | st.integers(-3, 3).map(float), min_size=1, max_size=6)


@given(votes_lists, st.randoms())
def test_the_order_of_the_classes_does_not_matter(votes: list[float], random) -> None:  # type: ignore[no-untyped-def]
    order = list(range(len(votes)))
    random.shuffle(order)
    before, after = verdict(np.array(votes)), verdict(np.array([votes[index] for index in order]))
    assert sorted(order[index] for index in after.leaders) == sorted(before.leaders)
    assert after.margin == before.margin


@given(votes_lists)
@settings(max_examples=40)
def test_leaders_have_the_most_votes_and_the_margin_is_to_the_next(votes: list[float]) -> None:
    result = verdict(np.array(votes))
    tolerance = 1e-9 * max(map(abs, votes))
    others = [vote for index, vote in enumerate(votes) if index not in result.leaders]
    assert all(max(votes) - votes[index] <= tolerance for index in result.leaders)
    assert all(max(votes) - vote > tolerance for vote in others)
    assert result.margin == (0 if result.winner is None or not others else max(votes) - max(others))


def test_votes_parted_only_by_rounding_are_a_tie() -> None:
    assert verdict(np.array([0.1 + 0.2, 0.3])).leaders == (0, 1)
    assert verdict(np.array([3e8, 3e8 + 1e-3])).leaders == (0, 1)
    assert verdict(np.array([0.3, 0.3000001])).winner == 1


@pytest.mark.parametrize("votes", [[], [np.nan, 1.0], [np.inf, 1.0]])
def test_nobody_wins_where_votes_cannot_be_compared(votes: list[float]) -> None:
    assert verdict(np.array(votes)) == Verdict()


def test_the_lectures_x_wins() -> None:
    document = lecture_document()
    ballot = ballot_of(document.network.forward(document.picture[None]))
    assert (ballot.headline, ballot.detail) == ("X wins", "by 0.44…")
    assert [ballot.number(0), ballot.number(1)] == ["1.00", "0.55"]


@pytest.mark.parametrize(
    ("margin", "style", "detail"),
    [
        (0.004, NumberStyle.TRUNCATED, "by less than 0.01"),
        (0.004, NumberStyle.ROUNDED, "by less than 0.01"),
        (0.0099, NumberStyle.TRUNCATED, "by less than 0.01"),
        (0.0099, NumberStyle.ROUNDED, "by 0.01"),
        (0.01, NumberStyle.TRUNCATED, "by 0.01"),
        (4 / 9, NumberStyle.TRUNCATED, "by 0.44…"),
        (5 / 9, NumberStyle.ROUNDED, "by 0.56"),
        (2e9, NumberStyle.TRUNCATED, "by 2.0e+09"),
    ],
)
def test_nobody_wins_by_nothing(margin: float, style: NumberStyle, detail: str) -> None:
    assert Ballot(("X", "O"), (margin, 0.0), False, False, Verdict((0,), margin), style).detail == detail


@pytest.mark.parametrize("value", [-1.0, 0.0, 1.0])
def test_a_blank_picture_gets_no_verdict(value: float) -> None:
    document = with_picture(lecture_document(), np.full((9, 9), value))
    trace = document.network.forward(document.picture[None])
    assert judge(trace) == Verdict()
    assert ballot_of(trace).headline == "Draw something"


def test_votes_that_are_not_to_be_seen_stand_as_0_and_nobody_wins() -> None:
    document = lecture_document()
    ballot = ballot_of(document.network.forward(document.picture[None]), hidden=np.array([True, False]))
    assert ballot.votes == pytest.approx((0.0, 5 / 9))
    assert (ballot.headline, ballot.detail) == ("Who wins?", "")
    assert [ballot.number(0), ballot.number(1)] == ["?", "0.55"]


def test_without_classes_or_numbers_there_is_no_winner() -> None:
    document = lecture_document()
    for layers in ((), document.network.layers[:2], document.network.layers):
        trace = Network((1, 9, 9), layers).forward(document.picture[None])
        ballot = ballot_of(trace)
        assert judge(trace) == Verdict()
        assert (ballot.votes, ballot.headline, ballot.detail) == ((), "", "")
    assert strongest_wires(Network((1, 9, 9), ()).forward(document.picture[None]), 0, NumberStyle.TRUNCATED) == ()
    lost = Ballot(("X", "O"), (np.nan, 1.0), False, False, verdict(np.array([np.nan, 1.0])), NumberStyle.TRUNCATED)
    assert lost.headline == "No winner"


@pytest.mark.parametrize(
    ("vote", "share"),
    [(0.5, 0.25), (-1.0, -0.5), (3.0, 1.0), (-3.0, -1.0), (np.inf, 1.0), (-np.inf, -1.0), (np.nan, 0.0)],
)
def test_a_vote_fills_its_share_of_a_bar(vote: float, share: float) -> None:
    assert bar_share(vote, 2.0) == share
    assert bar_share(0.0, 0.0) == 0.0


def test_a_network_without_wires_ties() -> None:
    document = blank_document()
    trace = document.network.forward(lecture_document().picture[None])
    assert ballot_of(trace).headline == "Tie: X and O"
    assert ballot_of(trace).detail == ""


def test_who_voted_for_a_class() -> None:
    document = lecture_document()
    trace = document.network.forward(document.picture[None])
    assert strongest_wires(trace, 0, NumberStyle.TRUNCATED) == tuple(f"value {n}: 1 × 0.2" for n in (1, 4, 5, 10, 11))
    assert strongest_wires(trace, 1, NumberStyle.TRUNCATED)[0] == "value 2: 0.55… × 0.25"


@given(st.lists(st.floats(-60, 60), min_size=1, max_size=4), st.sampled_from(NumberStyle))
def test_a_share_reads_as_all_or_nothing_only_where_it_is(votes: list[float], style: NumberStyle) -> None:
    shares = np.exp(np.array(votes) - max(votes))
    shares /= shares.sum()
    names = tuple(map(str, range(len(votes))))
    ballot = Ballot(names, tuple(shares.tolist()), are_shares=True, is_blank=False, verdict=Verdict(), style=style)
    read = [ballot.number(index).partition("(")[2].removesuffix(" %)") for index in range(len(votes))]
    assert ("100" in read) == (len(votes) == 1)
    assert ("0" in read) == (0.0 in shares)
    assert all(
        abs(float(text.strip("≈")) - 100 * share) <= 1 + 1e-6 for text, share in zip(read, shares.tolist(), strict=True)
    )
