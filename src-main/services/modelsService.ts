import { rmSync } from 'node:fs';
import type { ComputeClient } from '../compute/computeClient.ts';
import type { ActiveModel, ModelCard } from '../contract/models.ts';
import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';
import type { LabJobs } from './lab/labJobs.ts';
import { zipFolder } from './lab/zipFolder.ts';
import { assertProfile } from './profileService.ts';
import { readSettings, writeSettings } from './settings.ts';
import type { Stores } from './stores.ts';

/** The name under which a model serves a person's own lists. */
const OWN_LISTS = 'app';
const settingOf = { ranking: 'rankingModel', stars: 'starsModel' } as const;
type Role = ActiveModel['role'];

/**
 * The registry of models, and the one place that says which model serves. For the person's own lists the settings hold the choice; what was chosen
 * before is kept beside them, so that a choice can be taken back.
 */
export function createModelsService(
  stores: () => Stores,
  queue: JobQueue,
  jobs: LabJobs,
  compute: ComputeClient,
  clock: Clock,
): Services['models'] {
  function cardOf(modelId: string): ModelCard {
    const card = stores()
      .models.cards()
      .find((known) => known.modelId === modelId);
    if (card === undefined)
      throw new DomainError('not-found', `The model "${modelId}" is not at hand; choose another.`, { model: modelId });
    return card;
  }

  /** Settings may have been changed elsewhere since; they are what counts. */
  function active(): ActiveModel[] {
    const settings = readSettings(stores().person);
    return stores()
      .person.activeModels.list()
      .filter(({ dataset, role, modelId }) => dataset !== OWN_LISTS || settings[settingOf[role]] === modelId)
      .map((model) => ({ ...model }));
  }

  function serve(dataset: string, role: Role, modelId: string | null): void {
    if (dataset === OWN_LISTS) writeSettings(stores().person, { [settingOf[role]]: modelId });
  }

  return {
    list: () => stores().models.cards(),
    active,
    activate({ modelId, role, dataset }) {
      const card = cardOf(modelId);
      if (role === 'stars' && !card.predictsStars)
        throw new DomainError('invalid-input', `${card.name} predicts no stars; choose a model that does.`, { model: modelId });
      if (dataset !== OWN_LISTS) {
        const { sha256 } = stores().datasets.info(dataset);
        if (card.data.sha256 !== sha256)
          throw new DomainError('conflict', `${modelId} was not trained on ${dataset} as it is here; train it on these data first.`, {
            dataset,
          });
      }
      stores().person.activeModels.activate(dataset, role, modelId, clock());
      serve(dataset, role, modelId);
      return active();
    },
    rollback({ role, dataset, toShipped }) {
      const { activeModels } = stores().person;
      const isTaken = toShipped ? activeModels.clear(dataset, role) : activeModels.rollback(dataset, role);
      if (!isTaken) throw new DomainError('not-found', 'No model was chosen here, so there is none to go back from.', { dataset, role });
      const now = activeModels.list().find((model) => model.dataset === dataset && model.role === role);
      serve(dataset, role, now?.modelId ?? null);
      return active();
    },
    update({ modelId, dataset, profileId }) {
      const { goesOn, name } = cardOf(modelId);
      if (!goesOn)
        throw new DomainError('invalid-input', `The training of ${name} cannot go on from a model; train it anew on the train page.`, {
          model: modelId,
        });
      assertProfile(stores(), profileId);
      const source = stores().datasets.info(dataset).name;
      return { jobId: queue.start(jobs.work({ work: 'update', modelId, dataset: source, profileId })).jobId };
    },
    async import({ path }, { signal }) {
      const { modelId } = await compute.call('importModel', { dataDir: stores().dataDir, path }, signal === undefined ? {} : { signal });
      stores().models.refresh();
      return cardOf(modelId);
    },
    async export({ modelId }) {
      cardOf(modelId);
      const bytes = await zipFolder(stores().models.directoryOf(modelId), modelId);
      return { fileName: `${modelId}.zip`, mediaType: 'application/zip', base64: bytes.toString('base64') };
    },
    remove({ modelId }) {
      if (cardOf(modelId).origin === 'shipped')
        throw new DomainError('conflict', 'This model came with Marquee and stays; only models of your own can be removed.', {
          model: modelId,
        });
      if (active().some((model) => model.modelId === modelId))
        throw new DomainError('conflict', 'This model is in use; choose another in its place, then remove it.', { model: modelId });
      rmSync(stores().models.directoryOf(modelId), { recursive: true, force: true });
      stores().person.activeModels.forget(modelId);
      stores().models.refresh();
      return { removed: true };
    },
  };
}
