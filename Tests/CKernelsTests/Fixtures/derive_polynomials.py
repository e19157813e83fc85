#!/usr/bin/env python3
"""Derives every numeric constant in elementary/ and categorical.inc of Sources/CKernels and prints
it as a C literal.

Polynomials are minimax (Remez exchange, 50 digits) for the error of the final result, which is what
`weight` makes of the polynomial's own error; then they are rounded to floats or doubles, lowest
degree first. The error printed is that before rounding.

    python3 derive_polynomials.py      (needs mpmath)
"""
import struct

from mpmath import (
    atanh, cos, erf, erfc, exp, expm1, floor, log, log1p, lu_solve, matrix, mp, mpf, nstr, pi, sin,
    sqrt, tanh)

mp.dps = 50


def to_float(x):
    """The float nearest to x (by way of a double, which does not matter for a coefficient)."""
    return struct.unpack("<f", struct.pack("<f", float(x)))[0]


def literal(x, single):
    mantissa, exponent = float(to_float(x) if single else x).hex().split("p")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa}p{int(exponent)}" + ("f" if single else "")


def horner(coefficients, x):
    value = mpf(0)
    for c in reversed(coefficients):
        value = value * x + c
    return value


def extremes(grid, errors):
    """The grid's point of largest error between one change of sign and the next."""
    found = [(grid[0], errors[0])]
    for x, e in zip(grid[1:], errors[1:]):
        if e * found[-1][1] < 0:
            found.append((x, e))
        elif abs(e) > abs(found[-1][1]):
            found[-1] = (x, e)
    return found


def minimax(f, weight, degree, low, high):
    """Coefficients of the polynomial p whose max |weight (f - p)| is least, and that maximum."""
    count = degree + 2
    steps = 100 * count
    middle, half = (high + low) / 2, (high - low) / 2
    grid = [middle - half * cos(pi * (i + mpf("0.37")) / steps) for i in range(steps)]
    values = [(f(x), weight(x)) for x in grid]
    nodes = [round((steps - 1) * i / (count - 1)) for i in range(count)]
    for _ in range(12):
        rows, right = matrix(count, count), matrix(count, 1)
        for i, node in enumerate(nodes):
            (value, w), power = values[node], mpf(1)
            for j in range(degree + 1):
                rows[i, j] = w * power
                power *= grid[node]
            rows[i, degree + 1] = mpf((-1) ** i)
            right[i] = w * value
        coefficients = list(lu_solve(rows, right))[: degree + 1]
        errors = [w * (v - horner(coefficients, x)) for x, (v, w) in zip(grid, values)]
        found = extremes(range(steps), errors)
        while len(found) > count:  # drop the smaller end
            found.pop(0 if abs(found[0][1]) < abs(found[-1][1]) else -1)
        if len(found) < count or [x for x, _ in found] == nodes:
            break
        nodes = [x for x, _ in found]
    return coefficients, max(abs(e) for e in errors)


def polynomial(title, f, weight, degree, low, high, single=True):
    coefficients, error = minimax(f, weight, degree, mpf(low), mpf(high))
    print(f"// {title} on [{nstr(mpf(low), 4)}, {nstr(mpf(high), 4)}], degree {degree}; "
          f"error of the result 2^{nstr(log(error, 2), 4)}")
    print("    " + ", ".join(literal(c, single) for c in coefficients))


def pair(title, x):
    high = mpf(to_float(x))
    print(f"// {title}: nearest float, and the rest\n    {literal(high, True)}, "
          f"{literal(x - high, True)}")


def short(title, x, kept, single):
    """x cut to `kept` bits and the rest of x."""
    unit = mpf(2) ** (floor(log(abs(x), 2)) - kept + 1)
    high = floor(x / unit) * unit
    print(f"// {title}: {kept} bits, and the rest\n    {literal(high, single)}, "
          f"{literal(x - high, single)}")


root = sqrt(mpf(2))
tiny = mpf("1e-9")

print("// === exponentials")
pair("ln 2", log(2))
print("// 1 / ln 2: nearest float\n    " + literal(1 / log(2), True))
polynomial("(e^r - 1 - r) / r²", lambda r: (exp(r) - 1 - r) / r**2,
           lambda r: r**2 / abs(expm1(r)), 4, -0.3467, 0.3467)

print("// === draws")
polynomial("(2^r - 1) / r", lambda r: (mpf(2) ** r - 1) / r, lambda r: abs(r) / mpf(2) ** r, 4,
           -0.5, 0.5)

print("// === logarithms")
short("ln 2", log(2), 15, True)
polynomial("(log(1 + f) - f + f²/2) / f³", lambda f: (log1p(f) - f + f * f / 2) / f**3,
           lambda f: abs(f**3 / log1p(f)), 8, 1 / root - 1, root - 1)

print("// === hyperbolic")
polynomial("(tanh √z / √z - 1) / z", lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z,
           lambda z: z * sqrt(z) / tanh(sqrt(z)), 4, tiny, mpf("0.625") ** 2)

print("// === error function")
polynomial("erf √z / √z - 1", lambda z: erf(sqrt(z)) / sqrt(z) - 1,
           lambda z: sqrt(z) / erf(sqrt(z)), 6, tiny, 1)
polynomial("erfc(t + 2.5)", lambda t: erfc(t + mpf("2.5")), lambda t: mpf(1), 14, -1.5, 1.5)

print("// === trigonometric (double)")
short("π/2", pi / 2, 32, False)
print("// π/2: nearest double\n    " + literal(pi / 2, False))
print("// 2/π\n    " + literal(2 / pi, False))
polynomial("(sin √z / √z - 1) / z", lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z,
           lambda z: z, 3, tiny, 0.62, False)
polynomial("(cos √z - 1) / z", lambda z: (cos(sqrt(z)) - 1) / z, lambda z: z, 4, tiny, 0.62, False)

print("// === power (double)")
polynomial("2 atanh √z / (√z ln 2)", lambda z: 2 * atanh(sqrt(z)) / sqrt(z) / log(2),
           lambda z: mpf(1), 5, tiny, ((root - 1) / (root + 1)) ** 2, False)
polynomial("(2^r - 1) / r", lambda r: (mpf(2) ** r - 1) / r, lambda r: abs(r), 7, -0.5, 0.5, False)

mp.dps = 120
places = int(floor(2 / pi * mpf(2) ** 256))
print("// === the first 256 binary places of 2/π")
print("    " + ", ".join(f"0x{(places >> (192 - 64 * i)) & (2**64 - 1):016x}" for i in range(4)))
