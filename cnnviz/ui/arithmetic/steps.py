"""An account as steps to draw: line up, multiply, add, divide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt

from cnnviz.engine.arrays import Array
from cnnviz.engine.explain import Operation, Term
from cnnviz.model.numbers import format_short
from cnnviz.model.sums.account import Account
from cnnviz.model.sums.expression import Writer
from cnnviz.model.sums.formula import powers, raised, wires
from cnnviz.model.sums.so_far import SoFar
from cnnviz.ui.arithmetic.layout import Step
from cnnviz.ui.arithmetic.parts import Bar, Grid, Part, Unseen, Words

#: More wires than this are told as a sum.
LONGEST_LIST = 40
#: Lines of a list are low; a figure beside them is higher than one by this factor.
BESIDE_LIST = 1.4
RIGHT = Qt.AlignmentFlag.AlignRight


def steps_of(account: Account) -> tuple[Step, ...]:
    """The steps, from left to right; those that have not come about yet keep their room."""
    steps = _all_steps(account)
    if account.so_far is None:
        return steps
    there = account.so_far.steps
    return tuple(replace(step, is_there=index < there) for index, step in enumerate(steps))


def _all_steps(account: Account) -> tuple[Step, ...]:
    if account.rule:
        return _gradient(account)
    match account.explanation.operation:
        case Operation.PIXEL:
            return _pixel(account)
        case Operation.CONVOLVE:
            return _convolution(account)
        case Operation.RELU:
            return _relu(account)
        case Operation.MAX | Operation.MEAN:
            return _pooling(account)
        case Operation.COPY:
            return _flatten(account)
        case Operation.VOTE:
            return _vote(account)
        case Operation.SOFTMAX:
            return _softmax(account)


def _pixel(account: Account) -> tuple[Step, ...]:
    write = account.number
    note = Words(f"Paper is {write(account.paper)}, ink is {write(account.ink)}.", 0.3, is_muted=True)
    return (Step("A pixel of the picture", ((_patch(account, np.array([[account.explanation.value]])), note),)),)


def _convolution(account: Account) -> tuple[Step, ...]:
    explanation = account.explanation
    assert explanation.window is not None
    maps, *shape = explanation.window
    patches, kernels, products = (
        np.array(values).reshape(maps, *shape)
        for values in zip(*((term.value, term.weight or 0.0, term.amount) for term in explanation.terms), strict=True)
    )
    outside = np.array([term.source is None for term in explanation.terms]).reshape(maps, -1)
    kernel_limit, product_limit = (float(np.abs(values).max()) or 1.0 for values in (kernels, products))
    lined_up, multiplied = [], []
    for index in range(maps):
        padding = frozenset(np.flatnonzero(outside[index]).tolist())
        patch = _patch(account, patches[index], padding)
        kernel = _grid(account, kernels[index], kernel_limit)
        label = (Words(f"Map {index + 1}", 0.3, is_muted=True),) if maps > 1 else ()
        lined_up.append((*label, patch, _sign("×"), kernel, _sign("=")))
        multiplied.append((_grid(account, products[index], product_limit),))
    turned = ", filter turned" if account.is_turned else ""
    hatched = " (hatched: padding)" if outside.any() else ""
    return (
        Step(f"Line up{turned}{hatched}", tuple(lined_up)),
        Step("Multiply", tuple(multiplied)),
        *_added(account, float(products.sum())),
    )


def _added(account: Account, total: float, share: float = 0.9) -> tuple[Step, ...]:
    """The steps after the products: add, divide, and the bias; figures `share` of a cell high."""
    explanation, write = account.explanation, account.number
    steps = [_figure("Add", write(total), share)]
    if explanation.divisor is not None:
        total /= explanation.divisor
        steps.append(_figure(f"Divide by {write(explanation.divisor)}", write(total), share))
    if explanation.bias is not None:
        bias = explanation.bias
        steps.append(_figure("Add the bias", f"{'−' if bias < 0 else '+'} {write(abs(bias))}", share))
    return tuple(steps)


def _relu(account: Account) -> tuple[Step, ...]:
    explanation = account.explanation
    source = explanation.terms[0].value
    kept = "It is not negative: it stays" if source >= 0 else "It is negative: it becomes zero"
    return (
        Step("What comes in", ((_patch(account, np.array([[source]])), Words("→", 0.5, is_muted=True)),)),
        _figure(kept, account.number(explanation.value)),
    )


def _pooling(account: Account) -> tuple[Step, ...]:
    explanation = account.explanation
    assert explanation.window is not None
    _, rows, columns = explanation.window
    values = np.array([term.value for term in explanation.terms]).reshape(rows, columns)
    # Which one is the largest is what is to be found out.
    winner = explanation.winner if account.so_far is None else None
    off = " (the rest is off the map)" if account.is_partial else ""
    window = Step(f"The window, {rows}×{columns}{off}", ((_patch(account, values, ringed=winner),),))
    if explanation.operation is Operation.MEAN:
        return (window, *_added(account, float(values.sum())))
    return (window, _figure("Keep the largest", account.number(explanation.value)))


def _flatten(account: Account) -> tuple[Step, ...]:
    copied = _patch(account, np.array([[account.explanation.value]]))
    value = copied if account.so_far is None else Unseen(copied)
    ends = (Words(account.source, 0.4), _sign("→"), Words(account.place, 0.4))
    return (Step("The maps become one list, map by map, row by row", ((value, *ends),)),)


def _vote(account: Account) -> tuple[Step, ...]:
    explanation = account.explanation
    wired = wires(explanation)
    strongest = abs(wired[0].amount) if wired else 0.0
    so_far, count = account.so_far or SoFar(1), len(explanation.terms)
    rows = [
        _wire(account, term, strongest, has_voted=so_far.has_done(term.source[0] if term.source else 0, count))
        for term in wired[:LONGEST_LIST]
    ]
    if (weaker := wired[LONGEST_LIST:]) and so_far.share == 1.0:
        rows.append(_together(account, f"{len(weaker)} weaker wires", sum(weaker.amounts.tolist())))
    unwired = len(explanation.terms) - len(wired)
    silent = f"; and {unwired} wire{'s' if unwired > 1 else ''} of weight 0" if unwired else ""
    return (
        Step(f"Value × weight, strongest first{silent}", tuple(rows) or ((Words("No wires yet.", is_muted=True),),)),
        *_added(account, float(sum(wired.amounts.tolist())), BESIDE_LIST),
    )


def _wire(account: Account, term: Term, strongest: float, *, has_voted: bool) -> tuple[Part, ...]:
    assert term.source is not None
    parts = _product(account, f"value {term.source[0] + 1}", term, strongest)
    return parts if has_voted else (*parts[:4], *map(Unseen, parts[4:]))


def _product(account: Account, name: str, term: Term, strongest: float) -> tuple[Part, ...]:
    write = account.number
    assert term.weight is not None
    return (
        Words(name, is_muted=True, align=RIGHT),
        Words(write(term.value), align=RIGHT),
        Words("×", is_muted=True),
        Words(write(term.weight)),
        Words("=", is_muted=True),
        Words(write(term.amount), align=RIGHT),
        Bar(term.amount, strongest),
    )


def _together(account: Account, name: str, amount: float) -> tuple[Part, ...]:
    note = Words(name, is_muted=True, align=RIGHT)
    return (note, *(Words(text) for text in ("", "", "", "=", account.number(amount), "")))


def _gradient(account: Account) -> tuple[Step, ...]:
    terms = account.explanation.terms
    strongest = abs(terms[0].amount) if terms else 0.0
    named = zip(account.names[:LONGEST_LIST], terms[:LONGEST_LIST], strict=True)
    rows = [_product(account, name, term, strongest) for name, term in named]
    if weaker := terms[LONGEST_LIST:]:
        rows.append(_together(account, f"{len(weaker)} weaker ones", sum(term.amount for term in weaker)))
    return (
        Step(account.rule, tuple(rows) or ((Words("Nothing after it depends on it.", is_muted=True),),)),
        *_concluded(account),
    )


def _concluded(account: Account) -> tuple[Step, ...]:
    explanation = account.explanation
    if len(explanation.terms) == 1 and explanation.divisor is None:
        return (_figure("The gradient", account.number(explanation.value), BESIDE_LIST),)
    return _added(account, sum(term.amount for term in explanation.terms), BESIDE_LIST)


def _softmax(account: Account) -> tuple[Step, ...]:
    explanation, write = account.explanation, account.number
    raised_votes = powers(explanation)
    numbers = [raised(power) for power in raised_votes]
    names = account.names or tuple(f"value {index + 1}" for index in range(len(numbers)))
    own = explanation.cell[0]
    is_raised = account.so_far is None or account.so_far.share == 1.0
    rows = tuple(
        (
            Words(name, is_bold=index == own, align=RIGHT),
            Words(f"{Writer(account.style).write(power)} =", is_muted=index != own, align=RIGHT),
            Words(write(number) if is_raised else "?", is_bold=index == own),
            Bar(number if is_raised else 0.0, max(numbers)),
        )
        for index, (name, power, number) in enumerate(zip(names, raised_votes, numbers, strict=True))
    )
    return (
        Step("Raise: exp of every vote", rows),
        _figure("Add", write(sum(numbers)), BESIDE_LIST),
        _figure("Divide: the share", write(explanation.value), BESIDE_LIST),
    )


def _figure(heading: str, text: str, share: float = 0.9) -> Step:
    return Step(heading, ((Words(text, share, is_bold=True),),), concludes=True)


def _sign(text: str) -> Words:
    return Words(text, 0.6, is_muted=True)


def _patch(account: Account, values: Array, padding: frozenset[int] = frozenset(), ringed: int | None = None) -> Grid:
    """A piece of the stage before, in that stage's colours."""
    if not account.is_picture:
        return _grid(account, values, account.limit, padding, ringed)
    return Grid(values, _labels(account, values), account.paper, account.ink, True, padding, ringed)


def _grid(
    account: Account,
    values: Array,
    limit: float,
    padding: frozenset[int] = frozenset(),
    ringed: int | None = None,
) -> Grid:
    return Grid(values, _labels(account, values), -limit, limit, False, padding, ringed)


def _labels(account: Account, values: Array) -> tuple[str, ...]:
    numbers: Sequence[float] = values.ravel().tolist()
    return tuple(format_short(value, account.style, whole=True) for value in numbers)
