"""Golden figures for MetricsGoldenTest: random answers, measured by scikit-learn, and the calibration error by its definition.

Run in this folder with the packages of requirements.txt:

    python generate_metrics.py ../resources/io/ser4j/examples/evaluation/metrics.csv

Each case is one line: name, classes, truths, answers, confidences (each a list separated by blanks), then the figures. Case "gaps" has
classes without clips and classes that are never answered.
"""

import sys
import warnings

import numpy as np
from sklearn.metrics import accuracy_score, balanced_accuracy_score, precision_recall_fscore_support

BINS = 15
CASES = [("two", 2, 40), ("seven", 7, 500), ("few", 7, 9), ("gaps", 7, 200), ("many", 12, 2000)]


def calibration_error(confidences, right):
    """Each answer belongs to the bin (b / 15, (b + 1) / 15] of its confidence."""
    bins = np.maximum(0, np.ceil(confidences * BINS).astype(int) - 1)
    error = 0.0
    for b in range(BINS):
        inside = bins == b
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidences[inside].mean())
    return error


def case(name, classes, clips, random):
    truths = random.integers(0, classes, clips)
    answers = np.where(random.random(clips) < 0.5, truths, random.integers(0, classes, clips))
    if name == "gaps":
        truths = truths % 4
        answers = np.where(answers == 3, 5, answers)
    confidences = random.random(clips) * (1 - 1 / classes) + 1 / classes
    precision, recall, f1, _ = precision_recall_fscore_support(
        truths, answers, labels=range(classes), zero_division=0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        uar = balanced_accuracy_score(truths, answers)
    numbers = lambda values: " ".join(repr(value.item()) for value in values)
    figures = [uar, accuracy_score(truths, answers), calibration_error(confidences, truths == answers)]
    columns = [numbers(truths), numbers(answers), numbers(confidences), *(repr(float(f)) for f in figures)]
    return ",".join([name, str(classes), *columns, numbers(precision), numbers(recall), numbers(f1)])


def main(target):
    random = np.random.default_rng(4)
    lines = ["name,classes,truths,answers,confidences,uar,accuracy,ece,precision,recall,f1"]
    lines += [case(*each, random) for each in CASES]
    with open(target, "w", encoding="ascii", newline="\n") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
