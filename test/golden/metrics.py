"""Recomputes ranking and rating metrics independently with NumPy and scikit-learn; writes test/golden/metrics.json."""
import json, numpy as np
rng = np.random.default_rng(20261121)
cases = []
for case in range(6):
    n = int(rng.integers(30, 80))
    scores = np.round(rng.normal(size=n), 1 if case % 2 else 6).astype(np.float32)
    excluded = rng.random(n) < 0.2
    relevant = (rng.random(n) < 0.15) & ~excluded
    if not relevant.any(): relevant[np.where(~excluded)[0][0]] = True
    order = [i for i in sorted(range(n), key=lambda i: (-scores[i], i)) if not excluded[i]]
    k = 10
    hits = np.array([relevant[i] for i in order[:k]], dtype=float)
    R = int(relevant.sum())
    disc = 1 / np.log2(np.arange(2, k + 2))
    p, r = hits.sum() / k, hits.sum() / R
    prec = np.cumsum(hits) / np.arange(1, k + 1)
    cand = ~excluded
    pos, neg = scores[cand & relevant], scores[cand & ~relevant]
    auc = float(np.mean((pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])))
    try:
        from sklearn.metrics import roc_auc_score
        assert abs(roc_auc_score(relevant[cand], scores[cand]) - auc) < 1e-9
    except ImportError:
        pass
    cases.append({'scores': [float(x) for x in scores], 'excluded': [int(i) for i in np.where(excluded)[0]], 'relevant': [int(i) for i in np.where(relevant)[0]],
        'expected': {'precision@10': p, 'recall@10': r, 'f1@10': 0 if p + r == 0 else 2 * p * r / (p + r), 'ndcg@10': float((hits * disc).sum() / disc[:min(k, R)].sum()),
                     'hr@10': float(hits.any()), 'map@10': float((prec * hits).sum() / min(k, R)), 'mrr@10': float(1 / (np.argmax(hits) + 1)) if hits.any() else 0.0, 'auc': auc}})
preds = rng.normal(3.5, 0.6, 200).astype(np.float32); ratings = (rng.integers(1, 11, 200) / 2).astype(np.float32)
json.dump({'ranking': cases, 'rating': {'predictions': [float(x) for x in preds], 'ratings': [float(x) for x in ratings],
   'rmse': float(np.sqrt(np.mean((preds.astype(float) - ratings) ** 2))), 'mae': float(np.mean(np.abs(preds.astype(float) - ratings)))}}, open('test/golden/metrics.json', 'w'))
