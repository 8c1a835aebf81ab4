import { probeDevice } from '../core/engine/deviceProbe.ts';
import { compiledDevices } from '../core/engine/session.ts';
import { openDatasetStore } from '../core/storage/datasetStore.ts';
import { importModel } from '../core/storage/modelImport.ts';
import type { ComputeHandlers } from './computeContract.ts';
import type { ComputeHandlerOptions } from './handlerOptions.ts';
import { compareFittedModels } from './compareModelsHandler.ts';
import { embedDataset } from './embedHandler.ts';
import { lookAtPosters } from './lookAtPosters.ts';
import { evaluateModels } from './evaluateHandler.ts';
import { compareRuns } from './compareHandler.ts';
import { deriveDataset, exploreDataset } from './exploreHandler.ts';
import { runSeed, searchTrial } from './runHandler.ts';
import { pictureHandlers } from './pictures/pictureHandlers.ts';
import { exportTowersOf } from './towerExport.ts';
import { trainAndSave } from './trainHandler.ts';

/** The heavy work itself; it knows nothing of processes, so that tests call it directly. */
export function createComputeHandlers(options: ComputeHandlerOptions): ComputeHandlers {
  const { clock, nowMs, logger } = options;
  return {
    async importDataset({ dataDir, path, name, details, posters }, { signal, reportProgress }) {
      const store = openDatasetStore(dataDir, { logger });
      try {
        const options = { path, name: name ?? undefined, details: details ?? undefined, posters: posters ?? undefined };
        const report = await store.importDataset(options, { clock, logger, signal, reportProgress });
        return { ...report, skipped: report.skipped.map((skip) => ({ ...skip })), ignored: [...report.ignored] };
      } finally {
        store.close();
      }
    },
    async train(input, context) {
      const { runId, model, path, sha256, fitMs, metrics } = await trainAndSave(input, context, options);
      return { runId, model, path, sha256, fitMs, metrics };
    },
    evaluate: (input, context) => evaluateModels(input, context, options),
    compareModels: (input, context) => compareFittedModels(input, context, options),
    embed: (input, context) => embedDataset(input, context, options),
    lookAtPosters: (input, context) => lookAtPosters(input, context, options),
    runSeed: (input, context) => runSeed(input, context, options),
    searchTrial: (input, context) => searchTrial(input, context, options),
    exportTowers: async (input) => exportTowersOf(input),
    importModel: async ({ dataDir, path }, { signal }) => ({ modelId: await importModel(dataDir, path, signal) }),
    compareRuns: (input, context) => compareRuns(input, context, options),
    explore: (input, context) => exploreDataset(input, context, options),
    derive: (input, context) => deriveDataset(input, context, options),
    ...pictureHandlers(options),
    async probeDevice({ device }) {
      // ONNX Runtime takes an unknown provider for the CPU, which would then agree with itself.
      if (compiledDevices().includes(device)) return await probeDevice(device, { nowMs });
      return { device, usable: false, gflops: null, difference: null, reason: 'This build of the runtime has no code for it.' };
    },
  };
}
