/** A model's figures per person, one seed: what paired tests and groups are computed from, and what a stored run keeps. */
export interface PeopleFigures {
  /** [people] the data set's own user ids, ascending by index in the data set. */
  readonly userIds: Int32Array;
  /** [people] by metric key. */
  readonly metrics: Readonly<Record<string, Float64Array>>;
}

/**
 * One value a person: the mean over the seeds in whose test the person was. Seeds share people, so that stringing them together would count the
 * same people several times and make intervals too narrow. Metrics that one seed lacks are left out.
 */
export function meanOverSeeds(seeds: readonly PeopleFigures[]): PeopleFigures {
  if (seeds.length === 1) return seeds[0];
  const places = new Map<number, number>();
  for (const { userIds } of seeds) for (const id of userIds) if (!places.has(id)) places.set(id, places.size);
  const counts = new Float64Array(places.size);
  for (const { userIds } of seeds) for (const id of userIds) counts[places.get(id)!]++;
  const keys = Object.keys(seeds[0]?.metrics ?? {}).filter((key) => seeds.every(({ metrics }) => key in metrics));
  const metrics = keys.map((key) => {
    const means = new Float64Array(places.size);
    for (const seed of seeds) seed.userIds.forEach((id, at) => (means[places.get(id)!] += seed.metrics[key][at]));
    return [key, means.map((sum, place) => sum / counts[place])] as const;
  });
  return { userIds: Int32Array.from(places.keys()), metrics: Object.fromEntries(metrics) };
}

/** Both models' values for the people that both have, in the same order. */
export function paired(
  a: PeopleFigures,
  b: PeopleFigures,
  metric: string,
): { readonly a: Float64Array; readonly b: Float64Array; readonly userIds: Int32Array } {
  const placesInB = new Map(Array.from(b.userIds, (id, place) => [id, place]));
  const shared = [...a.userIds.keys()].filter((place) => placesInB.has(a.userIds[place]));
  return {
    userIds: Int32Array.from(shared, (place) => a.userIds[place]),
    a: Float64Array.from(shared, (place) => a.metrics[metric][place]),
    b: Float64Array.from(shared, (place) => b.metrics[metric][placesInB.get(a.userIds[place])!]),
  };
}
