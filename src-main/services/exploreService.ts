import type { ComputeClient } from '../compute/computeClient.ts';
import { DomainError } from '../core/base/errors.ts';
import { everything } from '../core/data/datasetFilter.ts';
import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';
import type { LabJobs } from './lab/labJobs.ts';
import { assertProfile } from './profileService.ts';
import type { Stores } from './stores.ts';

export function createExploreService(stores: () => Stores, queue: JobQueue, jobs: LabJobs, compute: ComputeClient): Services['explore'] {
  return {
    async summary({ dataset, filter, profileId }, { signal }) {
      const { dataDir, datasets, person } = stores();
      const { name } = datasets.info(dataset);
      if (profileId !== undefined) assertProfile(stores(), profileId);
      const own = profileId === undefined ? [] : person.filmStates.list(profileId).flatMap(({ stars }) => (stars === null ? [] : [stars]));
      const found = await compute.call(
        'explore',
        { dataDir, dataset: name, filter: filter ?? everything, ownStars: own },
        signal === undefined ? {} : { signal },
      );
      return { ...found, unratedFilms: datasets.films(name).filter(({ numRatings }) => numRatings === 0).length };
    },
    derive({ dataset, filter, name }) {
      const { datasets } = stores();
      const source = datasets.info(dataset).name;
      if (datasets.list().some((held) => held.name.toLowerCase() === name.toLowerCase()))
        throw new DomainError('conflict', `The name "${name}" is taken by another data set. Choose another name.`, { name });
      return { jobId: queue.start(jobs.work({ work: 'derive', dataset: source, filter, name })).jobId };
    },
  };
}
