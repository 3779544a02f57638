"""Training runs for tests."""

from __future__ import annotations

from dataclasses import replace

from cnnviz.app.learner import Learned, Learner
from cnnviz.app.store import Store
from cnnviz.app.training import Amount, next_order
from cnnviz.app.worker import Question
from cnnviz.model.material import practice_of, with_practice
from cnnviz.model.networks import lecture_document
from cnnviz.model.practice import with_settings
from cnnviz.model.run import Run


def trained(steps: int) -> Run:
    """The lecture's network after so many steps, of which five are an epoch."""
    document = lecture_document()
    practice = with_settings(replace(practice_of(document), generated=50), epochs=None, batch_size=8)
    state = Store(with_practice(document, practice)).state
    order = replace(next_order(state, Amount.RUN), until=steps)
    *_, last = Learner().respond(Question(document.network, document.picture, order))
    assert isinstance(last.answer, Learned)
    return last.answer.run
