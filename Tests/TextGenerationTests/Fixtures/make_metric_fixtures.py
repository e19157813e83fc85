"""Writes metrics.json: what NLTK, sacreBLEU and pycocoevalcap say of small sentences drawn here.

    python make_metric_fixtures.py        # NLTK 3.10.4, sacreBLEU 2.6.0, pycocoevalcap 1.2

Words are few, so that n-grams are matched and clipped often; hypotheses may be empty or shorter than n. CIDEr without
clipping has no package: it is worked out here over the whole vocabulary at once, and so is CIDEr-D, which has to agree
with pycocoevalcap before anything is written. Distinct-n is a set and a sum.
"""
import itertools
import json
import logging
import math
import pathlib
import random
import warnings

import numpy as np
import sacrebleu
from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu, sentence_bleu
from pycocoevalcap.cider.cider import Cider
from pycocoevalcap.rouge.rouge import Rouge

warnings.filterwarnings("ignore")
logging.getLogger("sacrebleu").setLevel(logging.ERROR)
HERE = pathlib.Path(__file__).parent
rng = random.Random(44)
WORDS = "a bird flies over the water and sings".split()


def sentence(least, most):
    return [rng.choice(WORDS) for _ in range(rng.randint(least, most))]


def altered(words):
    """The sentence with some words replaced, repeated or left out."""
    out = []
    for word in words:
        change = rng.random()
        if change < 0.15:
            out.append(rng.choice(WORDS))
        elif change < 0.25:
            out += [word, word]
        elif change < 0.9:
            out.append(word)
    return out


references = [[sentence(3, 14) for _ in range(rng.randint(1, 4))] for _ in range(40)]
hypotheses = [altered(rng.choice(r)) for r in references]
# Edges: empty, too short for n, the same as a reference, nothing in common, a word over and over.
hypotheses[:8] = [[], ["bird"], ["the", "water"], references[3][0][:3], references[4][0],
                  ["stone"] * 6, ["the"] * 9, references[7][0] * 2]
references[1][0] = ["a", "bird", "flies"]

WEIGHTS = {"uniform": [0.25] * 4, "bigrams": [0.5, 0.5], "tilted": [0.1, 0.3, 0.5, 0.1],
           "five": [0.2] * 5, "without-unigrams": [0, 0.5, 0.5, 0]}
chen_cherry = SmoothingFunction()


def nltk_scores(score, hypothesis, references, methods):
    found = {f"nltk {name}": score(references, hypothesis, weights, chen_cherry.method0)
             for name, weights in WEIGHTS.items()}
    for method in methods:
        smoothing = getattr(chen_cherry, f"method{method}")
        found[f"nltk method{method}"] = score(references, hypothesis, smoothing_function=smoothing)
    smoothing = SmoothingFunction(epsilon=0.01, k=3)
    found["nltk epsilon"] = score(references, hypothesis, smoothing_function=smoothing.method1)
    found["nltk k"] = score(references, hypothesis, smoothing_function=smoothing.method4)
    return {name: float(value) for name, value in found.items()}


def sacre_metrics():
    for method, value in (("none", None), ("floor", None), ("floor", 0.02), ("add-k", None),
                          ("add-k", 0.5), ("exp", None)):
        for effective in (False, True):
            name = f"sacre {method}" + (f" {value}" if value else "") + " effective" * effective
            yield name, sacrebleu.BLEU(tokenize="none", smooth_method=method, smooth_value=value,
                                       effective_order=effective, force=True)


def text(words):
    return " ".join(words)


def sentence_scores(hypothesis, references):
    found = nltk_scores(sentence_bleu, hypothesis, references, [1, 2, 3, 4, 5, 7])
    for name, metric in sacre_metrics():
        found[name] = metric.sentence_score(text(hypothesis), [text(r) for r in references]).score / 100
    if hypothesis:
        found["rouge"] = float(Rouge().calc_score([text(hypothesis)], [text(r) for r in references]))
    return found


def corpus_scores(hypotheses, references):
    # Methods 5 and 7 take the 5-grams of the last sentence alone here, which is a slip.
    found = nltk_scores(corpus_bleu, hypotheses, references, [1, 2, 3, 4])
    width = max(map(len, references))
    columns = [[text(r[i]) if i < len(r) else None for r in references] for i in range(width)]
    for name, metric in sacre_metrics():
        found[name] = metric.corpus_score([text(h) for h in hypotheses], columns).score / 100
    found["rouge"] = float(np.mean([
        Rouge().calc_score([text(h)], [text(r) for r in rs]) if h else 0.0
        for h, rs in zip(hypotheses, references)]))
    return found


def ngrams(words, n):
    return [tuple(words[i:i + n]) for i in range(len(words) - n + 1)]


def cider(hypotheses, references, documents, clipped):
    """CIDEr or CIDEr-D of each sentence, as matrices over all n-grams that occur."""
    scores = np.zeros(len(hypotheses))
    for n in range(1, 5):
        every = itertools.chain(hypotheses, *references, *documents)
        vocabulary = {g: i for i, g in enumerate(sorted({g for s in every for g in ngrams(s, n)}))}

        def counts(words):
            row = np.zeros(len(vocabulary))
            for g in ngrams(words, n):
                row[vocabulary[g]] += 1
            return row

        stands = np.array([np.max([counts(s) for s in d], axis=0) > 0 for d in documents])
        rarity = np.log(len(documents)) - np.log(np.maximum(1, stands.sum(0)))
        for i, (hypothesis, rows) in enumerate(zip(hypotheses, references)):
            h = counts(hypothesis) * rarity
            for reference in rows:
                r = counts(reference) * rarity
                norm = np.linalg.norm(h) * np.linalg.norm(r)
                cosine = (np.minimum(h, r) if clipped else h) @ r / norm if norm else 0.0
                if clipped:
                    delta = max(0, len(hypothesis) - 1) - max(0, len(reference) - 1)
                    cosine *= math.exp(-delta ** 2 / 72)
                scores[i] += 10 * cosine / 4 / len(rows)
    return scores


def coco(hypotheses, references):
    gts = {i: [text(r) for r in rows] for i, rows in enumerate(references)}
    return Cider().compute_score(gts, {i: [text(h)] for i, h in enumerate(hypotheses)})[1]


def self_bleu(sentences, order):
    """As Texygen's SelfBleu.py has it."""
    scores = [sentence_bleu(sentences[:i] + sentences[i + 1:], s, (1 / order,) * order,
                            chen_cherry.method1) for i, s in enumerate(sentences)]
    return sum(scores) / len(scores)


cider_d = coco(hypotheses, references)
assert np.allclose(cider_d, cider(hypotheses, references, references, True), rtol=0, atol=1e-13)
# Frequencies of other documents, in which some n-grams of hypothesis and reference don't stand.
documents = references[20:]
few = [hypotheses[:20], references[:20], documents]

found = {
    "hypotheses": hypotheses,
    "references": references,
    "sentences": [sentence_scores(h, r) for h, r in zip(hypotheses, references)],
    "corpus": corpus_scores(hypotheses, references),
    # Without a common 3-gram, and with sentences too short for one.
    "sparse corpus": corpus_scores(hypotheses[:3] + hypotheses[5:7], references[:3] + references[5:7]),
    "ciderD": cider_d.tolist(),
    "cider": cider(hypotheses, references, references, False).tolist(),
    "ciderD of others": cider(*few, True).tolist(),
    "cider of others": cider(*few, False).tolist(),
    "selfBLEU": [self_bleu(hypotheses, n) for n in (2, 3, 4, 5)],
    "distinct": [len({g for h in hypotheses for g in ngrams(h, n)}) / sum(map(len, hypotheses))
                 for n in (1, 2, 3)],
}
lines = ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in found.items())
(HERE / "metrics.json").write_text("{" + lines.replace("}, {", "},\n{") + "}\n")
