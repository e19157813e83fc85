#!/usr/bin/env python3
"""Writes special.txt, in the format of elementary.txt: inputs, correctly rounded results and what
rounding took away.

    python3 make_special_fixtures.py [points per section] [seed] > special.txt

The incomplete beta function is its power series, whose terms are positive, summed with 300 bits. Its
derivatives in the shapes are central differences, relative step 2^-100, of sums with 450 bits, so that
both their errors lie below 2^-190 of the tail's.
"""
import math, random, struct, sys
from fractions import Fraction
import mpmath
from mpmath import mp, mpf

POINTS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 20240602)
mp.prec = 300


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def double(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def rounded(x):
    """The nearest double, and the rest in units of 2^-16 ulp."""
    sign, man, exponent, _ = x._mpf_
    value = (-1) ** sign * Fraction(int(man)) * Fraction(2) ** exponent
    nearest = float(value)
    return nearest, round((value - Fraction(nearest)) / Fraction(math.ulp(nearest)) * 65536)


def log_uniform(low, high):
    return lambda: math.exp(random.uniform(math.log(low), math.log(high)))


def uniform(low, high):
    return lambda: random.uniform(low, high)


def near(points, steps=40):
    """A double a few steps away from one of the points."""
    return lambda: double(bits(float(random.choice(points))) + random.randint(-steps, steps))


def line(arguments, result):
    nearest, rest = rounded(result)
    print(*(f"{bits(a):x}" for a in arguments), f"{bits(nearest):x}", rest)


def fixed(x):
    """x in units of 2^-(precision + 150)."""
    return int(mpmath.floor(mpmath.ldexp(x, mp.prec + 150)))


def lower_tail(x, a, b):
    """x^a y^b / (a B(a, b)) times the sum of (a + b)_n / (a + 1)_n x^n, in fixed-point numbers."""
    unit, point = mp.prec + 150, fixed(x)
    total = term = 1 << unit
    above, below = fixed(a + b), fixed(a + 1)
    while term > total >> mp.prec:
        term = (term * above // below * point) >> unit
        total += term
        above += 1 << unit
        below += 1 << unit
    kernel = a * mpmath.log(x) + b * mpmath.log1p(-x)
    gammas = mpmath.loggamma(a + b) - mpmath.loggamma(a + 1) - mpmath.loggamma(b)
    return mpmath.ldexp(mpf(total), -unit) * mpmath.exp(kernel + gammas)


def incomplete_beta(x, a, b):
    """The series of the side where it is short; 150 bits more where 1 is subtracted."""
    if x < 0.05 or x <= 0.95 and x * (a + b) <= a:
        return lower_tail(x, a, b)
    with mpmath.workprec(mp.prec + 150):
        result = 1 - lower_tail(1 - x, b, a)
    return result if result > mpf(2) ** -140 else lower_tail(x, a, b)


def tails(x, a, b):
    return incomplete_beta(x, a, b), incomplete_beta(1 - x, b, a)


def central_difference(f, at):
    h = at * mpf(2) ** -100
    return (f(at + h) - f(at - h)) / (2 * h)


def slopes(x, a, b):
    """In a and in b, of the tail on the near side of the mean: the smaller one or not much larger."""
    if x * (a + b) <= a:
        return (central_difference(lambda s: incomplete_beta(x, s, b), a),
                central_difference(lambda s: incomplete_beta(x, a, s), b))
    return (-central_difference(lambda s: incomplete_beta(1 - x, b, s), a),
            -central_difference(lambda s: incomplete_beta(1 - x, s, a), b))


def beta_point(shape, index):
    """A point x and two shapes; x is drawn from the distribution, from its tails, or from the interval."""
    a, b = shape(), shape()
    if index % 7 == 0:
        a, b = float(math.ceil(a)), float(math.ceil(b))
    draws = [lambda: random.betavariate(a, b), uniform(0, 1), lambda: a / (a + b), log_uniform(1e-12, 0.5),
             lambda: random.betavariate(a, b) ** 2, lambda: 1 - math.exp(random.uniform(-30, 0))]
    return draws[index % len(draws)](), a, b


def beta_points(shape, count):
    index, found = 0, []
    while len(found) < count:
        x, a, b = beta_point(shape, index)
        index += 1
        if 0 < x < 1 and min(tails(mpf(x), mpf(a), mpf(b))) > 1e-290:
            found.append((x, a, b))
    return found


for name, order, draws in [
    ("digamma", 0, [uniform(0, 8), uniform(1, 2), log_uniform(1e-300, 1e300), log_uniform(1e-3, 1e3),
                    near([1.4616321449683623], 100000), near([1.0, 2.0, 8.0]), uniform(1.4, 1.5)]),
    ("trigamma", 1, [uniform(0, 8), uniform(0, 30), log_uniform(1e-150, 1e300), log_uniform(1e-3, 1e3),
                     near([1.0, 2.0, 8.0])]),
]:
    print("#", name)
    for index in range(POINTS):
        x = draws[index % len(draws)]()
        with mpmath.workprec(600):
            line((x,), mpmath.psi(order, mpf(x)))

for name, shape, count in [
    ("incompleteBeta", log_uniform(0.1, 200), 2 * POINTS),
    ("incompleteBetaTiny", lambda: random.choice([log_uniform(1e-12, 0.1), log_uniform(0.1, 50)])(), POINTS),
    ("incompleteBetaHuge", lambda: random.choice([log_uniform(200, 2e4), log_uniform(0.01, 200)])(), POINTS // 4),
]:
    points = beta_points(shape, count)
    print("#", name)
    for x, a, b in points:
        line((x, a, b), incomplete_beta(mpf(x), mpf(a), mpf(b)))
    mp.prec = 450
    with mpmath.workprec(450):
        pairs = [slopes(mpf(x), mpf(a), mpf(b)) for x, a, b in points]
    for index, suffix in enumerate(("ByA", "ByB")):
        print("#", name + suffix)
        for point, pair in zip(points, pairs):
            line(point, pair[index])
