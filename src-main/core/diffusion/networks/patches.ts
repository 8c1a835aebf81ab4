import type { Value } from '../../engine/graph.ts';
import { reshape, transpose } from '../../engine/ops.ts';

/** Tiles of size x size become channels: [N, C, H, W] to [N, C size^2, H / size, W / size]. */
export function spaceToDepth(x: Value, size: number): Value {
  if (size === 1) return x;
  const [n, c, h, w] = x.shape as readonly [number, number, number, number];
  const tiled = transpose(reshape(x, [n, c, h / size, size, w / size, size]), [0, 1, 3, 5, 2, 4]);
  return reshape(tiled, [n, c * size * size, h / size, w / size]);
}

/** The inverse (Shi et al. 2016, equation 4). */
export function depthToSpace(x: Value, size: number): Value {
  if (size === 1) return x;
  const [n, c, h, w] = x.shape as readonly [number, number, number, number];
  const channels = c / (size * size);
  const tiled = transpose(reshape(x, [n, channels, size, size, h, w]), [0, 1, 4, 2, 5, 3]);
  return reshape(tiled, [n, channels, h * size, w * size]);
}
