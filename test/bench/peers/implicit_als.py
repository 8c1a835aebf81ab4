"""One sweep of implicit feedback ALS by the `implicit` package on MovieLens 1M: prints {"ms": [...]} without the first two sweeps."""

import gzip
import json
import sys

import numpy as np
import scipy.sparse as sparse
from implicit.cpu.als import AlternatingLeastSquares

folder, factors = sys.argv[1], int(sys.argv[2])
with gzip.open(f"{folder}/ml-1m/ratings.dat.gz", "rt") as lines:
    pairs = np.array([line.split("::", 2)[:2] for line in lines], dtype=np.int64)
users = np.unique(pairs[:, 0], return_inverse=True)[1]
films = np.unique(pairs[:, 1], return_inverse=True)[1]
matrix = sparse.csr_matrix((np.ones(len(users), np.float32), (users, films)))

seconds = []
model = AlternatingLeastSquares(factors=factors, regularization=0.01, iterations=14, use_cg=True, num_threads=0)
model.fit(matrix, show_progress=False, callback=lambda sweep, elapsed, *_: seconds.append(elapsed))
print(json.dumps({"ms": [1000 * value for value in seconds[2:]]}))
