"""Writes the trajectories that Tests/EnvironmentsTests/Control compares with, one file an environment.

    python3.11 -m venv peers && peers/bin/pip install gymnasium==1.4.0 numpy==2.4.6
    peers/bin/python make_fixtures.py

A line "start" has the state that an episode is put into; each line "step" after it has the action, the state
that it led to, the reward, 1 where the episode was terminated, else 0, and the observation, which Gymnasium
rounds to single precision. Actions are numbers of the action space, or torques as doubles.
"""
import math
import pathlib

import gymnasium
import numpy

HERE = pathlib.Path(__file__).parent
DRAW = numpy.random.default_rng(2025)


def floats(values):
    return " ".join(repr(float(value)) for value in values)


def write(name, environment, episodes):
    """Plays episodes, each a start, a rule for acting and a number of steps, or until terminated."""
    environment = gymnasium.make(environment).unwrapped
    environment.reset(seed=0)
    lines = []
    for start, act, length in episodes:
        environment.state = numpy.array(start, dtype=numpy.float64)
        environment.steps_beyond_terminated = None
        lines.append("start " + floats(start))
        for time in range(length):
            action = act(time, environment.state)
            given = numpy.array([action]) if isinstance(action, float) else action
            observation, reward, terminated, _, _ = environment.step(given)
            lines.append(
                f"step {action!r} {floats(environment.state)} {float(reward)!r} {int(terminated)} "
                + floats(observation))
            if terminated:
                break
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n")
    print(name, sum(line.startswith("step") for line in lines), "steps")


def random(count):
    return lambda time, state: int(DRAW.integers(count))


def uniform(*bounds):
    return [DRAW.uniform(-bound, bound) for bound in bounds]


# Balances for a while, pushes at random, and starts near the edges.
balance = lambda time, state: int(3 * state[2] + state[3] + 0.1 * state[0] + 0.3 * state[1] > 0)
write("cart_pole", "CartPole-v1",
      [(uniform(0.05, 0.05, 0.05, 0.05), balance, 200)] +
      [(uniform(2.4, 2, 0.2, 2), random(2), 200) for _ in range(20)])

# With the velocity, against the left wall, onto the flag, and at random.
write("mountain_car", "MountainCar-v0",
      [([-0.5, 0.0], lambda time, state: 2 if state[1] >= 0 else 0, 200),
       ([-1.1, -0.07], lambda time, state: 0, 100),
       ([0.45, 0.06], lambda time, state: 2, 200),
       ([DRAW.uniform(-1.2, 0.4), DRAW.uniform(-0.07, 0.07)], random(3), 200)])

# Swings up by torques with the velocity of the second link, hangs with random ones, and turns fast. Where links
# turn by a whole turn a step, the method of Runge and Kutta multiplies an error in the last place by 10^10 in 27
# steps, Gymnasium's own too: such episodes are cut off before.
write("acrobot", "Acrobot-v1",
      [(uniform(0.1, 0.1, 0.1, 0.1), lambda time, state: 2 if state[3] > 0 else 0, 200),
       (uniform(0.1, 0.1, 0.1, 0.1), random(3), 200)] +
      [(uniform(1, 1, 12, 28), random(3), 15) for _ in range(20)])

# Random torques from everywhere, and a constant one, which turns the pendulum often and fast.
write("pendulum", "Pendulum-v1",
      [(uniform(math.pi, 1), lambda time, state: float(DRAW.uniform(-2, 2)), 200),
       ([30.0, 8.0], lambda time, state: 2.0, 200)])
