import type { Value } from '../graph.ts';
import { heNormal, type Initializer, zeros } from '../initializers.ts';
import { conv } from '../ops.ts';
import type { ParameterScope } from '../parameters.ts';

export interface ConvolutionOptions {
  /** Height and width of the window; default 3. */
  readonly kernel?: number;
  readonly stride?: number;
  /** Zeros on every side; the default keeps the size at stride 1. */
  readonly padding?: number;
  readonly hasBias?: boolean;
  readonly initializer?: Initializer;
}

/** [N, C, H, W] -> [N, channels, ...]. Declares `weight` [channels, C, kernel, kernel] and `bias` [channels]. */
export function convolution(scope: ParameterScope, x: Value, channels: number, options: ConvolutionOptions = {}): Value {
  const { kernel = 3, stride = 1, padding = Math.floor(kernel / 2), hasBias = true, initializer = heNormal } = options;
  const weight = scope.declare('weight', [channels, x.shape[1]!, kernel, kernel], initializer);
  const attributes = { strides: [stride, stride], pads: [padding, padding, padding, padding] } as const;
  return conv(x, weight, attributes, hasBias ? scope.declare('bias', [channels], zeros) : undefined);
}
