"""The generator of Sources/Support/SeededGenerator.swift."""

import math

MASK = (1 << 64) - 1


class Generator:
    """SplitMix64, with the cosine half of Box and Muller."""

    def __init__(self, seed, stream=0):
        self.state = seed
        self.state = self.next() ^ (stream * 0xD1B54A32D192ED03 & MASK)

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        bits = self.state
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9 & MASK
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB & MASK
        return bits ^ (bits >> 31)

    def below(self, bound):
        threshold = (1 << 64) % bound
        while True:
            product = self.next() * bound
            if product & MASK >= threshold:
                return product >> 64

    def unit(self):
        return (self.next() >> 11) * 2.0**-53

    def normal(self):
        radius = math.sqrt(-2 * math.log(1 - self.unit()))
        return radius * math.cos(2 * math.pi * self.unit())
