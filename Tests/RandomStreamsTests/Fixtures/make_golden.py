#!/usr/bin/env python3
"""Prints the golden words of the RandomStreams tests, from NumPy's Philox and from the formula of SplitMix64.

    python3 make_golden.py

NumPy steps its counter before it enciphers it, so a block's counter is given less one.
"""
import numpy as np


def block(counter, key):
    number = sum(word << (64 * i) for i, word in enumerate(counter))
    start = (number - 1) % (1 << 256)
    start_words = [(start >> (64 * i)) & (2**64 - 1) for i in range(4)]
    generator = np.random.Philox(key=np.array(key, np.uint64), counter=np.array(start_words, np.uint64))
    return [int(word) for word in generator.random_raw(4)]


def words(key, count):
    return sum((block((i, 0, 0, 0), key) for i in range((count + 3) // 4)), [])[:count]


def numbered(key, index):
    return tuple(block((index % 2**64, 0, 0, 1), key)[:2])


def labelled(key, label):
    data = label.encode()
    while True:
        first, second = (int.from_bytes(data[i : i + 8], "little") for i in (0, 8))
        key = tuple(block((first, second, len(data), 2), key)[:2])
        data = data[16:]
        if not data:
            return key


def splitmix(seed, count):
    mask = 2**64 - 1
    for n in range(1, count + 1):
        z = (seed + n * 0x9E3779B97F4A7C15) & mask
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        yield z ^ (z >> 31)


def show(title, values):
    print(f"// {title}")
    print("  ", ", ".join(f"0x{v:016x}" for v in values))


show("seed 0", words((0, 0), 8))
show("seed 2024", words((2024, 0), 8))
root = (2024, 0)
show("child(7)", words(numbered(root, 7), 4))
show("child(-1)", words(numbered(root, -1), 4))
show('child("agent")', words(labelled(root, "agent"), 4))
show('child("")', words(labelled(root, ""), 4))
show('child("exploration, Übung 3")', words(labelled(root, "exploration, Übung 3"), 4))
show('child(3).child("environment").child(12)', words(numbered(labelled(numbered(root, 3), "environment"), 12), 4))
show("SplitMix64 0", splitmix(0, 5))
show("SplitMix64 1234567", splitmix(1234567, 5))
