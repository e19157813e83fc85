#!/usr/bin/env python3
"""Derives every numeric constant in Sources/PortableMath and prints it as a Swift literal.

Polynomials are Chebyshev interpolants computed with 60 digits (within a small factor of the minimax
polynomial); tables are values rounded to the nearest double, and the rest to the nearest double again.

    python3 derive_constants.py
"""
import struct
from mpmath import mp, mpf, chebyfit, cos, exp, log, pi, sin, sqrt, zeta, euler, bernoulli

mp.dps = 60


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", float(x)))[0]


def literal(x):
    """A Swift hexadecimal floating-point literal."""
    return float(x).hex().replace("0x1.0000000000000p", "0x1p").replace("p+", "p")


def pair(x):
    """x as a sum of two doubles."""
    high = float(x)
    return high, float(x - mpf(high))


def short(x, kept):
    """x as a double with `kept` bits and the rest of x as another."""
    exponent = mp.floor(log(abs(x), 2))
    unit = mpf(2) ** (exponent - kept + 1)
    high = mp.floor(x / unit) * unit
    return float(high), float(x - high)


def polynomial(title, f, degree, low, high):
    coefficients, error = chebyfit(f, [low, high], degree + 1, error=True)
    print(f"// {title}, |error| < {mp.nstr(error, 2)}")
    for c in reversed(coefficients):
        print("   ", literal(c))




def exponential_rest(r):
    if abs(r) < 1e-9:
        return mpf(1) / 6 + r / 24 + r * r / 120 + r**3 / 720
    return (exp(r) - 1 - r - r * r / 2) / r**3


polynomial("(exp r - 1 - r - r^2/2) / r^3", exponential_rest, 9, -mpf("0.347"), mpf("0.347"))
polynomial("(sin r / r - 1) / z, z = r^2", lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, 6, mpf("1e-30"), mpf("0.62"))
polynomial("(cos r - 1 + z/2) / z^2, z = r^2", lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2, 6, mpf("1e-20"), mpf("0.62"))

for name, value, kept in [("ln 2", log(2), 32), ("log10 2", log(2) / log(10), 41)]:
    print(f"// {name} with {kept} bits, and the rest")
    print("   ", *map(literal, short(value, kept)))
for name, value in [("ln 2", log(2)), ("1 / ln 2", 1 / log(2)), ("1 / ln 10", 1 / log(10)),
                    ("pi / 2", pi / 2), ("pi", pi),
                    ("ln(2 pi) / 2 - 1/2", log(2 * pi) / 2 - mpf(1) / 2), ("ln pi", log(pi))]:
    print(f"// {name}\n   ", *map(literal, pair(value)))

print("// ln(j / 64), j = 46...91")
for j in range(46, 92):
    print("   ", ", ".join(map(literal, pair(log(mpf(j) / 64)))) + ",")

print("// 2 / pi, 19 words of 64 bits")
mp.prec = 1400
fraction = mpf(2) / pi
for _ in range(19):
    fraction *= mpf(2) ** 64
    whole = int(mp.floor(fraction))
    fraction -= whole
    print(f"    0x{whole:016X},")
mp.dps = 60

def between_roots(t):
    u = t + mpf("0.75")
    if u * (u - 1) == 0:
        return -euler if u == 1 else euler
    return mp.loggamma(1 + u) / (u * (u - 1))


polynomial("ln Gamma(1 + u) / (u (u - 1)), u = t + 3/4", between_roots, 26, -mpf("0.75"), mpf("0.75"))
print("// Stirling: B_2n / (2n (2n - 1)), n = 1...")
for n in range(1, 11):
    print("   ", literal(bernoulli(2 * n) / (2 * n * (2 * n - 1))))
