#!/usr/bin/env python3
"""Derives the numeric constants of Sources/PortableMath/Digamma.swift and prints them as Swift literals.

The polynomial is a Chebyshev interpolant computed with 60 digits; the root is a sum of two doubles.

    python3 derive_special.py
"""
from mpmath import mp, mpf, bernoulli, chebyfit, findroot, psi

mp.dps = 60


def literal(x):
    """A Swift hexadecimal floating-point literal."""
    return float(x).hex().replace("0x1.0000000000000p", "0x1p").replace("p+", "p")


root = findroot(lambda x: psi(0, x), mpf("1.46"))
high = float(root)
print("// The root of digamma\n   ", literal(high), literal(root - mpf(high)))


def ratio(t):
    """digamma(x) / (x - root) at x = t + 3/2; its limit at the root is trigamma."""
    x = t + mpf(3) / 2
    return psi(0, x) / (x - root) if abs(x - root) > mpf(10) ** -25 else psi(1, root)


coefficients, error = chebyfit(ratio, [-mpf(1) / 2, mpf(1) / 2], 25, error=True)
print(f"// digamma(x) / (x - root), x = t + 3/2, the highest power first, |error| < {mp.nstr(error, 2)}")
for c in coefficients:
    print("   ", literal(c))
print("// digamma: B_2n / (2n), n = 1...")
for n in range(1, 10):
    print("   ", literal(bernoulli(2 * n) / (2 * n)))
print("// trigamma: B_2n, n = 1...")
for n in range(1, 11):
    print("   ", literal(bernoulli(2 * n)))
