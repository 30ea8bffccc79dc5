"""Writes latent_factors.json: biased matrix factorisation with a normal prior over users, in plain numpy.

An independent implementation, dense and unoptimised, of the formulas in the documentation of `LatentFactorModel`.
Run: python3 Tests/Golden/latent_factors.py
"""

import json
import os

import numpy

from seeded import Generator

USERS, ITEMS, FACTORS, ITERATIONS = 14, 9, 2, 6
LAMBDA, LAMBDA_BIAS = 1.5, 0.7
generator = Generator(7)
rows = []
for user in range(USERS):
    for item in range(ITEMS - 1):  # the last item is never rated
        if generator.unit() < 0.6:
            rows.append((user, item, float(1 + int(5 * generator.unit()))))
users, items, ratings = (numpy.array(column) for column in zip(*rows))

d = FACTORS + 1
mean = ratings.mean()
counts = numpy.bincount(items, minlength=ITEMS)
shrunken = numpy.bincount(items, weights=ratings - mean, minlength=ITEMS) / (counts + LAMBDA_BIAS)
draws = Generator(3)
theta = numpy.zeros((ITEMS, d))
for item in range(ITEMS):
    theta[item, 1:] = [0.1 * draws.normal() for _ in range(FACTORS)]
theta[:, 0] = shrunken
start = numpy.diag([0.2] + [0.3] * FACTORS)
prior_mean, prior_covariance, noise = numpy.zeros(d), start.copy(), 1.0

for _ in range(ITERATIONS):
    means, covariances = [], []
    for user in range(USERS):
        of = users == user
        x = numpy.column_stack([numpy.ones(of.sum()), theta[items[of], 1:]])
        residual = ratings[of] - mean - theta[items[of], 0]
        precision = numpy.linalg.inv(prior_covariance)
        covariance = numpy.linalg.inv(precision + x.T @ x / noise)
        means.append(covariance @ (precision @ prior_mean + x.T @ residual / noise))
        covariances.append(covariance)
    means, covariances = numpy.array(means), numpy.array(covariances)
    prior_mean = means.mean(axis=0)
    difference = means - prior_mean
    prior_covariance = (d * start + covariances.sum(axis=0) + difference.T @ difference) / (d + USERS)
    total = 0.0
    for item in range(ITEMS):
        of = users[items == item]
        if len(of) == 0:
            continue
        # Second moments of (1, p, b) under the posterior of each user.
        gram, right = numpy.zeros((d, d)), numpy.zeros(d)
        for user, rating in zip(of, ratings[items == item]):
            z = numpy.concatenate([[1.0], means[user, 1:]])
            spread = covariances[user].copy()
            spread[0, :] = 0
            spread[:, 0] = 0
            gram += numpy.outer(z, z) + spread
            bias = rating - mean - means[user, 0]
            right += z * bias - numpy.concatenate([[0.0], covariances[user][0, 1:]])
        theta[item] = numpy.linalg.solve(gram + numpy.diag([LAMBDA_BIAS] + [LAMBDA] * FACTORS), right)
        x = numpy.concatenate([[1.0], theta[item, 1:]])
        for user, rating in zip(of, ratings[items == item]):
            error = rating - mean - theta[item, 0] - x @ means[user]
            total += error * error + x @ covariances[user] @ x
    noise = total / len(ratings)

vectors = numpy.column_stack([numpy.ones(ITEMS), numpy.where(counts[:, None] > 0, theta[:, 1:], 0)])
answers = [(0, 5.0), (3, 2.0), (6, 4.0)]
result = {
    "origin": f"Tests/Golden/latent_factors.py, numpy {numpy.__version__}",
    "users": users.tolist(), "items": items.tolist(), "ratings": ratings.tolist(),
    "mean": mean, "vectors": vectors.ravel().tolist(), "noise": noise,
    "priorMean": prior_mean.tolist(), "priorCovariance": prior_covariance.ravel().tolist(),
    "fittedBiases": theta[:, 0].tolist(), "observedBiases": (shrunken - vectors @ prior_mean).tolist(),
    "answerItems": [item for item, _ in answers], "answerRatings": [rating for _, rating in answers],
}
x = vectors[result["answerItems"]]
residual = numpy.array(result["answerRatings"]) - mean - theta[result["answerItems"], 0]
precision = numpy.linalg.inv(prior_covariance)
covariance = numpy.linalg.inv(precision + x.T @ x / noise)
posterior = covariance @ (precision @ prior_mean + x.T @ residual / noise)
result["posteriorMean"] = posterior.tolist()
result["posteriorCovariance"] = covariance.ravel().tolist()
result["predictions"] = (mean + theta[:, 0] + vectors @ posterior).tolist()
with open(os.path.join(os.path.dirname(__file__), "latent_factors.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
