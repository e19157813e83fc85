#!/usr/bin/env python3
"""Writes elementary.txt: inputs, correctly rounded results and what rounding took away.

    python3 make_fixtures.py [points per function] [seed] > elementary.txt

A section starts with the function's name. A line holds, in hexadecimal, the bit patterns of the
argument or the two arguments and of the nearest double to the result, and then the true result less that
double in units of 2^-16 ulp. Results come from mpmath with at least 60 digits.
"""
import math, random, struct, sys
from fractions import Fraction
import mpmath
from mpmath import mp, mpf

POINTS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 20240601)
mp.prec = 256


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def double(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def exact(x):
    """An mpf as a fraction."""
    sign, man, exponent, _ = x._mpf_
    value = Fraction(int(man)) * Fraction(2) ** exponent
    return -value if sign else value


def rounded(x):
    """The nearest double, and the rest in units of 2^-16 ulp."""
    value = exact(x)
    try:
        nearest = float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf, 0
    return nearest, round((value - Fraction(nearest)) / Fraction(math.ulp(nearest)) * 65536)


def log_uniform(low, high):
    return lambda: math.exp(random.uniform(math.log(low), math.log(high)))


def either_sign(draw):
    return lambda: random.choice((-1, 1)) * draw()


def uniform(low, high):
    return lambda: random.uniform(low, high)


def any_positive():
    return double(random.randrange(1, 0x7FF0000000000000))


def near(points, steps=40):
    """A double a few steps away from one of the points."""
    return lambda: double(bits(float(random.choice(points))) + random.randint(-steps, steps))


def gamma_log(x):
    return mpmath.re(mpmath.loggamma(x)) if x > 0 else mpmath.log(abs(mpmath.gamma(x)))


def with_bits(f):
    """Enough precision for cancellation: the argument's exponent on top of 256 bits."""
    def g(x):
        with mpmath.workprec(512 + abs(int(mpmath.mag(x)))):
            return f(x)
    return g


quarter_turns = [float(k * mpmath.pi / 2) for k in range(1, 200)] + [float(k * mpmath.pi / 4) for k in range(1, 64)]
half_ln2 = [float((k + 0.5) * mpmath.log(2)) for k in range(0, 60)]

# Name, function, and the ways to draw arguments, used in turn.
UNARY = [
    ("exp", mpmath.exp, [uniform(-745.1, 709.78), either_sign(log_uniform(1e-20, 700)), uniform(-2, 2), near(half_ln2),
                         uniform(-745.13, -708)]),
    ("expm1", with_bits(mpmath.expm1), [uniform(-45, 709.78), either_sign(log_uniform(1e-20, 40)), uniform(-2, 2),
                                        near(half_ln2), uniform(-1, 0)]),
    ("log", mpmath.log, [any_positive, uniform(0.5, 2), log_uniform(1e-5, 1e5), near([1.0], 1000), uniform(0.95, 1.05),
                         log_uniform(5e-324, 2e-308)]),
    ("log1p", with_bits(lambda x: mpmath.log1p(x)), [any_positive, either_sign(log_uniform(1e-20, 0.999)), uniform(-1, 1), uniform(-0.1, 0.1),
                                 lambda: -1 + random.random() * 2 ** -random.randint(1, 50)]),
    ("log2", lambda x: mpmath.log(x) / mpmath.log(2), [any_positive, uniform(0.5, 2), log_uniform(1e-5, 1e5),
                                                       near([1.0], 1000), near([2.0 ** k for k in range(-20, 21)])]),
    ("log10", lambda x: mpmath.log(x) / mpmath.log(10), [any_positive, uniform(0.5, 2), log_uniform(1e-5, 1e5),
                                                         near([1.0], 1000), near([10.0 ** k for k in range(-9, 23)])]),
    ("sin", with_bits(mpmath.sin), [uniform(-0.8, 0.8), uniform(-10, 10), either_sign(log_uniform(1e-9, 1e9)), any_positive,
                                    near(quarter_turns)]),
    ("cos", with_bits(mpmath.cos), [uniform(-0.8, 0.8), uniform(-10, 10), either_sign(log_uniform(1e-9, 1e9)), any_positive,
                                    near(quarter_turns)]),
    ("tanh", with_bits(mpmath.tanh), [uniform(-3, 3), either_sign(log_uniform(1e-10, 25)), uniform(-1.1, 1.1),
                                      either_sign(uniform(0.5, 1.5))]),
    ("logistic", lambda x: 1 / (1 + mpmath.exp(-x)), [uniform(-745, 40), uniform(-5, 5), either_sign(log_uniform(1e-10, 40)),
                                                     uniform(-1, 1)]),
    ("logGamma", gamma_log, [uniform(0.001, 3), uniform(0.5, 2.6), uniform(2.4, 9), log_uniform(1e-300, 1e300),
                             log_uniform(1e-3, 1e3), near([1.0, 2.0], 100000), uniform(0.9, 1.1), uniform(1.9, 2.1)]),
    ("logGammaNegative", gamma_log, [uniform(-5, 0), uniform(-150, 0)]),
    ("normalQuantile", lambda p: mpmath.sqrt(2) * mpmath.erfinv(2 * p - 1) if p > 1e-4 else deep_quantile(p),
     [uniform(0, 1), log_uniform(1e-16, 0.5), lambda: 1 - random.random() * 2 ** -random.randint(1, 40),
      log_uniform(1e-300, 1e-10)]),
]


def deep_quantile(p):
    """Newton's method on ln of the normal distribution function."""
    target = mpmath.log(p)
    z = -mpmath.sqrt(-2 * target)
    for _ in range(60):
        tail = mpmath.erfc(-z / mpmath.sqrt(2)) / 2
        density = mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)
        step = (mpmath.log(tail) - target) * tail / density
        z -= step
        if abs(step) < mpf(2) ** -150:
            break
    return z


def power_arguments(index):
    kind = index % 5
    if kind == 0:  # Results over the whole range.
        x = any_positive()
        scale = abs(math.log(x)) or 1.0
        return x, random.uniform(-744, 709) / scale
    if kind == 1:
        return random.uniform(0.5, 2), random.uniform(-700, 700)
    if kind == 2:
        return random.uniform(0, 20), random.uniform(-10, 10)
    if kind == 3:
        x = double(bits(1.0) + random.randint(-1000, 1000))
        return x, random.uniform(-700, 700) / (abs(math.log(x)) or 1.0)
    return float(random.randint(2, 60)), float(random.randint(-60, 60)) / 2


def line(arguments, result):
    nearest, rest = rounded(result)
    if not math.isinf(nearest):
        print(*(f"{bits(a):x}" for a in arguments), f"{bits(nearest):x}", rest)


for name, function, draws in UNARY:
    print("#", name)
    for index in range(POINTS):
        x = draws[index % len(draws)]()
        if name == "normalQuantile" and not 0 < x < 1 or name == "log1p" and x <= -1:
            continue
        line((x,), function(mpf(x)))
print("# pow")
for index in range(2 * POINTS):
    x, y = power_arguments(index)
    line((x, y), mpf(x) ** mpf(y))
