import { createRuntime } from '../core/engine/createRuntime.ts';
import { compareModels } from '../core/evaluation/compareModels.ts';
import type { HandlerContext } from './computeContract.ts';
import type { ComputeHandlerOptions } from './handlerOptions.ts';
import type { CompareModelsInput, CompareModelsOutput } from './computeMethods.ts';
import { loadData } from './evaluateHandler.ts';

/** Fits models on the same splits and compares them person by person. */
export async function compareFittedModels(
  input: CompareModelsInput,
  { signal, reportProgress }: HandlerContext,
  { clock, nowMs, logger }: ComputeHandlerOptions,
): Promise<CompareModelsOutput> {
  const { protocol, models, metrics, seeds, device } = input;
  const { data } = await loadData({ ...input, train: null, test: null }, { signal, reportProgress, clock, logger });
  const runtime = await createRuntime(device, { logger });
  try {
    return await compareModels(
      { protocol, data, models, metrics: metrics ?? undefined, seeds: seeds ?? undefined },
      { runtime, clock: nowMs, logger, reportProgress, signal },
    );
  } finally {
    await runtime.dispose();
  }
}
