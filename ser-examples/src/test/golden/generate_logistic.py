"""Golden coefficients for LogisticRegressionTest: random embeddings, standardised and fitted by scikit-learn.

Run in this folder with the packages of requirements.txt:

    python generate_logistic.py ../resources/io/ser4j/examples/head/logistic.csv

Each case is one line: name, classes, clips, strength, embeddings (row-major), truths, then weights (row-major, of standardised
numbers) and biases less their mean, which the loss leaves free. With two classes scikit-learn has one row, the difference of ours;
its penalty is then half of ours, so that its C is twice as large.
"""

import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

CASES = [
    ("three", 3, 60, 5, 0.03),
    ("two", 2, 50, 4, 0.1),
    ("unequal", 4, 150, 6, 0.01),
    ("wide", 3, 20, 30, 1.0),
    ("free", 3, 200, 4, 0.001),
]


def case(name, classes, clips, width, strength, random):
    truths = np.concatenate([np.arange(classes), random.choice(classes, clips - classes)])
    if name == "unequal":
        truths = np.where((truths == 0) & (random.random(clips) < 0.8), 1, truths)
        truths[:classes] = np.arange(classes)
    embeddings = random.normal(size=(clips, width)) * 3 + random.normal(size=(classes, width))[truths] * 2 + 1
    embeddings = embeddings.astype(np.float32)
    scale = StandardScaler()
    rows = scale.fit_transform(embeddings.astype(np.float64))
    twice = 2 if classes == 2 else 1
    fit = LogisticRegression(
        C=twice / (strength * clips), class_weight="balanced", solver="newton-cg", tol=1e-12, max_iter=10_000
    ).fit(rows, truths)
    weights, bias = fit.coef_, fit.intercept_
    if classes == 2:
        weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    bias = bias - bias.mean()
    numbers = lambda values: " ".join(repr(value.item()) for value in np.ravel(values))
    columns = [numbers(embeddings.astype(np.float64)), numbers(truths), numbers(weights), numbers(bias)]
    return ",".join([name, str(classes), str(clips), repr(strength), *columns])


def main(target):
    random = np.random.default_rng(11)
    lines = ["name,classes,clips,strength,embeddings,truths,weights,bias"]
    lines += [case(*each, random) for each in CASES]
    with open(target, "w", encoding="ascii", newline="\n") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
