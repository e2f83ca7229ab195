package io.ser4j.examples.head;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function: limited-memory BFGS with a backtracking line search (Nocedal and Wright, "Numerical
 * Optimization", 2nd edition, 2006, algorithms 7.4, 7.5 and 3.1). The same function and start give the same result, bit for bit.
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    private static final int MAX_STEPS = 1_000;
    private static final int MAX_HALVINGS = 40;
    private static final double SUFFICIENT = 1e-4;

    /** The function to minimise. */
    @FunctionalInterface
    interface Function {
        /** The value at a point; fills in the gradient there. */
        double at(double[] point, double[] gradient);
    }

    /** A step that was taken: its move, the change of the gradient, and the inverse of their product. */
    private static final class Step {
        private final double[] move;
        private final double[] change;
        private final double inverse;

        Step(double[] move, double[] change, double inverse) {
            this.move = move;
            this.change = change;
            this.inverse = inverse;
        }
    }

    private final Function function;
    private final double tolerance;
    private final Deque<Step> steps = new ArrayDeque<>();

    private Lbfgs(Function function, double tolerance) {
        this.function = function;
        this.tolerance = tolerance;
    }

    /** A point at which no component of the gradient exceeds the tolerance, or the best one found if there is no such point. */
    static double[] minimum(Function function, double[] start, double tolerance) {
        return new Lbfgs(function, tolerance).from(start.clone());
    }

    private double[] from(double[] start) {
        double[] point = start;
        double[] gradient = new double[point.length];
        double value = function.at(point, gradient);
        for (int i = 0; i < MAX_STEPS && largest(gradient) > tolerance; i++) {
            double[] direction = direction(gradient);
            double slope = dot(direction, gradient);
            double length = steps.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
            double[] next = new double[point.length];
            double[] nextGradient = new double[point.length];
            double nextValue = Double.POSITIVE_INFINITY;
            int halvings = 0;
            for (; halvings < MAX_HALVINGS; halvings++) {
                for (int k = 0; k < next.length; k++) {
                    next[k] = point[k] + length * direction[k];
                }
                nextValue = function.at(next, nextGradient);
                if (nextValue <= value + SUFFICIENT * length * slope) {
                    break;
                }
                length /= 2;
            }
            if (halvings == MAX_HALVINGS) {
                return point; // As low as double precision can resolve.
            }
            remember(point, next, gradient, nextGradient);
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return point;
    }

    /** The direction of descent, by the two-loop recursion over the last steps. */
    private double[] direction(double[] gradient) {
        double[] direction = gradient.clone();
        double[] parts = new double[steps.size()];
        int k = steps.size();
        for (Iterator<Step> newest = steps.descendingIterator(); newest.hasNext(); ) {
            Step step = newest.next();
            parts[--k] = step.inverse * dot(step.move, direction);
            add(direction, -parts[k], step.change);
        }
        if (!steps.isEmpty()) {
            Step last = steps.getLast();
            double scale = 1 / (last.inverse * dot(last.change, last.change));
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (Step step : steps) {
            add(direction, parts[k++] - step.inverse * dot(step.change, direction), step.move);
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -direction[i];
        }
        return direction;
    }

    private void remember(double[] from, double[] to, double[] before, double[] after) {
        double[] move = to.clone();
        add(move, -1, from);
        double[] change = after.clone();
        add(change, -1, before);
        double product = dot(move, change);
        if (product > 0) {
            if (steps.size() == MEMORY) {
                steps.removeFirst();
            }
            steps.addLast(new Step(move, change, 1 / product));
        }
    }

    private static void add(double[] target, double factor, double[] values) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * values[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
