"""Writes statistics.txt: what rliable 1.2 and SciPy say of some scores.

    python make_statistics.py > statistics.txt

Lines are a name and numbers. Scores are rounded to one decimal, so that ties occur.
Needs `pip install rliable "pandas<3"`: rliable's arch doesn't load with pandas 3.
"""
import numpy as np
from rliable import library, metrics
from scipy import stats

rng = np.random.default_rng(7)
runs, tasks = 9, 5
x = np.round(rng.normal(0.6, 0.25, (runs, tasks)) + 0.1 * np.arange(tasks), 1)
y = np.round(rng.normal(0.5, 0.35, (runs + 2, tasks)) + 0.1 * np.arange(tasks), 1)


def line(name, values):
    print(name, *(repr(float(v)) for v in np.ravel(values)))


for name, scores in (("x", x), ("y", y)):
    for task in range(tasks):
        line(f"{name}{task}", scores[:, task])

aggregates = {
    "mean": metrics.aggregate_mean,
    "median": metrics.aggregate_median,
    "iqm": metrics.aggregate_iqm,
    "gap": lambda s: metrics.aggregate_optimality_gap(s, 0.8),
}
for name, function in aggregates.items():
    line(name, [function(x), function(y)])
thresholds = [0.0, 0.3, 0.55, 0.8, 1.25]
line("thresholds", thresholds)
line("profile", [np.mean(x > t) for t in thresholds])

# Intervals, with so many resamples that their own error is small.
for name, function in aggregates.items():
    _, cis = library.get_interval_estimates(
        {"x": x}, lambda s: np.array([function(s)]), reps=50_000,
        random_state=np.random.RandomState(1))
    line(f"{name}_interval", cis["x"])
line("improvement", metrics.probability_of_improvement(x, y))
_, cis = library.get_interval_estimates(
    {"xy": (x, y)}, lambda a, b: np.array([metrics.probability_of_improvement(a, b)]),
    reps=20_000, random_state=np.random.RandomState(2))
line("improvement_interval", cis["xy"])

for task in range(tasks):
    a, b = x[:, task], y[:, task]
    line(f"trim{task}", [stats.trim_mean(a, 0.25), stats.trim_mean(b, 0.25)])
    line(f"u{task}", stats.mannwhitneyu(a, b).statistic)
    line(f"mannwhitney{task}", stats.mannwhitneyu(a, b, method="asymptotic").pvalue)
    line(f"welch{task}", stats.ttest_ind(a, b, equal_var=False).pvalue)
# Far apart, and hardly different, and with many runs.
far, near = x[:, 0] + 5, x[:, 0] + 0.01
line("welch_far", stats.ttest_ind(far, y[:, 0], equal_var=False).pvalue)
line("welch_near", stats.ttest_ind(x[:, 0], near, equal_var=False).pvalue)
many_x, many_y = np.tile(x[:, 1], 100), np.tile(y[:, 1], 100)
line("welch_many", stats.ttest_ind(many_x, many_y, equal_var=False).pvalue)
line("mannwhitney_many", stats.mannwhitneyu(many_x, many_y, method="asymptotic").pvalue)
