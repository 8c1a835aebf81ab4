"""Surprise's SVD++ by its defaults on a random 80 % of ml-latest-small: prints {"ms": [...], "rmse": ...}, the error on the other 20 %."""

import json
import sys
import time

from surprise import Dataset, Reader, SVDpp, accuracy
from surprise.model_selection import train_test_split

reader = Reader(line_format="user item rating timestamp", sep=",", skip_lines=1, rating_scale=(0.5, 5))
data = Dataset.load_from_file(f"{sys.argv[1]}/ml-latest-small/ratings.csv", reader=reader)
train, test = train_test_split(data, test_size=0.2, random_state=1)
model = SVDpp(random_state=1)
start = time.perf_counter()
model.fit(train)
elapsed = time.perf_counter() - start
print(json.dumps({"ms": [1000 * elapsed], "rmse": accuracy.rmse(model.test(test), verbose=False)}))
