"""What the outcome of an experiment says, and where it is too close to say anything."""

from __future__ import annotations

import math

#: For each network that was trained, the shares that it got right of each of its tests, 0 to 1.
Accuracies = tuple[tuple[float, ...], ...]

_AGAIN = "Train again: other pictures and other weights may tell."
_CHANCE = "on so few pictures the difference may be chance"


def of_corners(accuracies: Accuracies, pictures: int) -> str:
    """What the convolution and the dense network come to in the corner they learned in and in the other.

    Here and below, `pictures` is how many each test has.
    """
    (_, convolution), (_, dense) = accuracies
    if is_more(convolution, dense, pictures):
        return (
            "In the other corner the convolution gets more right. A filter looks everywhere, so what it learned in "
            "one place it knows in all. The dense network has a weight for every pixel, and those of the other "
            "corner have never seen ink."
        )
    return f"This time nothing tells that the convolution knows the other corner better. {_AGAIN}"


def of_filters(accuracies: Accuracies, pictures: int) -> str:
    """What the slides' filters, random ones and those that learn come to."""
    (slides,), (drawn,), (learned,) = accuracies
    others = [("the slides'", slides), ("the random ones", drawn)]
    beaten = [name for name, share in others if is_more(learned, share, pictures)]
    near = [name for name, share in others if name not in beaten]
    words = [_made(slides, drawn, pictures)]
    if beaten:
        words.append(
            f"The filters that learn get more right than {' and '.join(beaten)}: "
            "learning finds filters for the pictures there are."
        )
    if near:
        which = "Filters that learn" if not beaten else "They"
        words.append(f"{which} are not clearly ahead of {' or '.join(near)}: {_CHANCE}. {_AGAIN}")
    return " ".join(words)


def of_shuffling(accuracies: Accuracies, pictures: int) -> str:
    """What the convolution and then the dense network come to, with columns as they are and shuffled."""
    (usual,), (shuffled,), (dense,), (dense_shuffled,) = accuracies
    if not is_more(usual, shuffled, pictures):
        return f"This time the convolution does not clearly suffer: {_CHANCE}. {_AGAIN}"
    why = (
        "A convolution lives by what stands beside what; to a dense network every order is as good. The slides' "
        "rule of thumb: where columns can be swapped and the data is as useful as before, do without convolution."
    )
    if not is_more(dense, dense_shuffled, pictures):
        return f"The convolution suffers, the dense network does not clearly. {why}"
    apart = (usual - shuffled) - (dense - dense_shuffled)
    if apart > margin((usual, shuffled, dense, dense_shuffled), pictures):
        return f"Both get worse this time, the convolution more. {why}"
    return f"Both get worse this time, and not clearly the convolution more: {_CHANCE}. {_AGAIN}"


def is_more(one: float, other: float, pictures: int) -> bool:
    """Whether the share `one` is more than the share `other` by what chance would hardly do, each of `pictures`."""
    return one - other > margin((one, other), pictures)


def margin(shares: tuple[float, ...], pictures: int) -> float:
    """How far sums and differences of `shares`, each of `pictures`, go by chance: two standard errors.

    It stays above 0 where all or none are right, as one picture more on either side would have it.
    """
    variances = ((share * pictures + 1) * (pictures - share * pictures + 1) / (pictures + 2) ** 2 for share in shares)
    return 2.0 * math.sqrt(sum(variances) / pictures)


def _made(slides: float, drawn: float, pictures: int) -> str:
    if is_more(drawn, slides, pictures):
        return "Even random filters give the votes more to go by than the slides', which were made for clean pictures."
    if is_more(slides, drawn, pictures):
        return "This time the slides' filters are better than the random ones."
    return (
        "Even random filters give the votes something to go by: nothing clearly parts them from the slides', "
        "which were made for clean pictures."
    )
