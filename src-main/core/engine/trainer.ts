import { invariant } from '../base/assertions.ts';
import { DomainError } from '../base/errors.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import type { Tensor } from './tensor.ts';
import type { DeviceTensor, TensorRuntime } from './tensorRuntime.ts';
import type { TrainingStep } from './trainingStep.ts';

export interface TrainerOptions {
  readonly logger?: Logger;
  /** Opens another device, once, when this one fails in mid-training. */
  readonly fallback?: () => Promise<TensorRuntime>;
}

/** Runs a training step over and over, its state kept where the device computes. */
export interface Trainer {
  /** The device in use; changes when a fallback took place. */
  readonly device: string;
  /**
   * One run of the graph: `stepsPerRun` steps. @param batch inputs by name, and one learning rate a step
   * @returns the reported numbers, one a step
   */
  run(batch: Readonly<Record<string, Tensor>>, learningRates: readonly number[]): Promise<Record<string, Float32Array>>;
  /** A copy of the whole state, for checkpoints and export. */
  readState(): Promise<Record<string, Tensor>>;
  dispose(): Promise<void>;
}

/** @param state what `initialState` or a checkpoint gave; names and shapes are checked */
export async function openTrainer(
  runtime: TensorRuntime,
  step: TrainingStep,
  state: Readonly<Record<string, Tensor>>,
  { logger = silentLogger, fallback }: TrainerOptions = {},
): Promise<Trainer> {
  for (const [name, shape] of step.state) {
    const given = state[name];
    if (given === undefined || given.shape.join() !== shape.join())
      throw new DomainError(
        'model-invalid',
        `The saved state does not fit this model: ${name} is ${given === undefined ? 'missing' : `[${given.shape.join(', ')}]`} and must be [${shape.join(', ')}]. Start a new run.`,
      );
  }
  let device = runtime;
  let compiled = await device.compile(step.graph);
  let resident = await upload(device, step, state);
  let isFallenBack = false;

  /** The state lies in the inputs of the step that failed, and they are intact. */
  async function fallBack(error: unknown): Promise<void> {
    if (fallback === undefined || isFallenBack || !(error instanceof DomainError) || error.code !== 'device-failed') throw error;
    const saved = await download(device, resident).catch(() => {
      throw error;
    });
    isFallenBack = true;
    const next = await fallback();
    logger.warn(`The device "${device.device}" failed in mid-training; "${next.device}" goes on from the last step.`, {
      reason: error.message,
    });
    await compiled.dispose().catch(() => undefined);
    device = next;
    compiled = await device.compile(step.graph);
    resident = await upload(device, step, saved);
  }

  async function advance(batch: Readonly<Record<string, Tensor>>, rates: Tensor): Promise<Record<string, Float32Array>> {
    const outputs = await compiled.runResident({ ...resident, ...batch, learningRate: rates });
    const reports: Record<string, Float32Array> = {};
    for (const name of step.reports) {
      reports[name] = (await device.download(outputs[name]!)).data as Float32Array;
      outputs[name]!.dispose();
    }
    const previous = resident;
    resident = Object.fromEntries([...step.state.keys()].map((name) => [name, outputs[`next/${name}`]!]));
    for (const tensor of Object.values(previous)) tensor.dispose();
    return reports;
  }

  return {
    get device() {
      return device.device;
    },
    async run(batch, learningRates) {
      invariant(learningRates.length === step.stepsPerRun, `${learningRates.length} learning rates for ${step.stepsPerRun} steps`);
      const rates: Tensor = { dtype: 'float32', shape: [step.stepsPerRun], data: Float32Array.from(learningRates) };
      try {
        return await advance(batch, rates);
      } catch (error) {
        await fallBack(error);
        return advance(batch, rates);
      }
    },
    readState: () => download(device, resident),
    async dispose() {
      for (const tensor of Object.values(resident)) tensor.dispose();
      await compiled.dispose();
    },
  };
}

async function upload(device: TensorRuntime, step: TrainingStep, state: Readonly<Record<string, Tensor>>) {
  const resident: Record<string, DeviceTensor> = {};
  for (const name of step.state.keys()) resident[name] = await device.upload(state[name]!);
  return resident;
}

async function download(device: TensorRuntime, resident: Readonly<Record<string, DeviceTensor>>) {
  const state: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(resident)) state[name] = await device.download(tensor);
  return state;
}
