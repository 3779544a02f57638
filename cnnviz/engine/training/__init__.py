"""Learning: the error of a picture, where its gradient goes, and steps downhill. Pure functions over frozen values."""

from cnnviz.engine.training.evaluation import Evaluation, evaluate
from cnnviz.engine.training.explanation import GradientExplanation, explain_gradient, explain_weight_gradient
from cnnviz.engine.training.gradients import Gradients, gradients
from cnnviz.engine.training.initialisation import Initialisation, initialise
from cnnviz.engine.training.loss import CrossEntropy, ErrorTable, Loss, SquaredError
from cnnviz.engine.training.nudging import nudge_curve, train_by_nudging
from cnnviz.engine.training.optimisers import SGD, Adam, Optimiser, OptimiserState, RMSprop
from cnnviz.engine.training.progress import Done, Progress, Reason
from cnnviz.engine.training.run import initial_network, train
from cnnviz.engine.training.samples import Samples
from cnnviz.engine.training.settings import TrainingSettings

__all__ = [
    "SGD",
    "Adam",
    "CrossEntropy",
    "Done",
    "ErrorTable",
    "Evaluation",
    "GradientExplanation",
    "Gradients",
    "Initialisation",
    "Loss",
    "Optimiser",
    "OptimiserState",
    "Progress",
    "RMSprop",
    "Reason",
    "Samples",
    "SquaredError",
    "TrainingSettings",
    "evaluate",
    "explain_gradient",
    "explain_weight_gradient",
    "gradients",
    "initial_network",
    "initialise",
    "nudge_curve",
    "train",
    "train_by_nudging",
]
