import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpType } from '../../src-main/core/engine/graph.ts';
import type { Tensor } from '../../src-main/core/engine/tensor.ts';
import type { TensorRuntime } from '../../src-main/core/engine/tensorRuntime.ts';
import { checkedGraph, referenceInputs } from './gradientCheck.ts';
import { operatorCase, opTypes } from './operatorCases.ts';
import { interpret } from './reference/interpreter.ts';

export interface OperatorSuiteOptions {
  readonly casesEach: number;
  /** Relative to 1 + the largest magnitude. */
  readonly tolerance: number;
  /** For operators that a device is allowed to compute worse. */
  readonly exceptions?: Partial<Readonly<Record<OpType, number>>>;
  /** Why the suite is skipped. */
  readonly reason?: string;
}

/** Every operator and its gradient on a device against the double-precision reference. */
export function operatorSuite(
  device: string,
  open: () => TensorRuntime,
  { casesEach, tolerance, exceptions = {}, reason }: OperatorSuiteOptions,
): void {
  const title = `operators and their gradients on ${device}${reason === undefined ? '' : ` (SKIPPED: ${reason})`}`;
  describe.skipIf(reason !== undefined)(title, () => {
    let runtime: TensorRuntime;
    beforeAll(() => {
      runtime = open();
    });
    afterAll(() => runtime.dispose());

    it.each(opTypes)('%s', async (opType) => {
      for (let seed = 1; seed <= casesEach; seed++) {
        const { inputs, differentiable, apply } = operatorCase(opType, seed);
        const checked = checkedGraph(inputs, differentiable, apply, seed);
        const expected = interpret(checked.graph, referenceInputs(checked.inputs));
        const compiled = await runtime.compile(checked.graph);
        const outputs = await compiled.run(checked.inputs);
        await compiled.dispose();
        for (const [name, tensor] of Object.entries(outputs))
          expect(relativeError(tensor, expected[name]!.data), `${name}, seed ${seed}`).toBeLessThan(exceptions[opType] ?? tolerance);
      }
    });
  });
}

/** Largest difference relative to 1 + the largest magnitude. */
export function relativeError(actual: Tensor, expected: ArrayLike<number>): number {
  let worst = 0;
  let magnitude = 0;
  for (let i = 0; i < expected.length; i++) {
    magnitude = Math.max(magnitude, Math.abs(expected[i]!));
    const difference = Math.abs(Number(actual.data[i]) - expected[i]!);
    worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(worst, difference);
  }
  return worst / (1 + magnitude);
}
