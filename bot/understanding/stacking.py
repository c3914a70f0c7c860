"""Second stage: scores -> calibrated probabilities, learnt from scores that each phrase got without itself."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.understanding.model import Numbers

KEEP = 0.5  # inverse variance of the weights: few phrases, many scores


def softmax(scores: Numbers, classes: NDArray[np.float64], weights: NDArray[np.float64]) -> Numbers:
    """Weights (scores + 1, classes) of a softmax; `classes` (n, k) rows sum to one; `weights` (n,) of the phrases."""
    inputs = np.hstack([scores, np.ones((len(scores), 1))]).astype(np.float64)
    shape = (inputs.shape[1], classes.shape[1])

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        now = flat.reshape(shape)
        logits = inputs @ now
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        chances /= chances.sum(axis=1, keepdims=True)
        loss = -(weights[:, None] * classes * np.log(chances + 1e-12)).sum() + 0.5 * KEEP * (now[:-1] ** 2).sum()
        slope = inputs.T @ (weights[:, None] * (chances - classes))
        slope[:-1] += KEEP * now[:-1]
        return float(loss), slope.ravel()

    found = minimize(cost, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    result: Numbers = found.x.reshape(shape).astype(np.float32)
    return result


def slopes(scores: Numbers, labels: NDArray[np.bool_]) -> Numbers:
    """Slope and offset for each output alone (Platt's scaling), shape (2, outputs)."""
    result = np.zeros((2, scores.shape[1]), dtype=np.float32)
    every = np.ones(len(scores))
    for j in range(scores.shape[1]):
        yes = labels[:, j].astype(np.float64)
        if yes.all() or not yes.any():
            result[:, j] = (0.0, 6.0 if yes.all() else -6.0)
            continue
        fitted = softmax(scores[:, [j]], np.stack([1 - yes, yes], axis=1), every)
        result[:, j] = fitted[:, 1] - fitted[:, 0]
    return result
