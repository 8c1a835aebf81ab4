import type { RatingScale } from '../../data/interactions.ts';
import { floatData, type ModelTensors } from '../modelTensors.ts';
import { orderedHistory, weightingFor } from './historyWeights.ts';
import { profilePlaces, PROFILE_SIZE } from './profileInputs.ts';
import { WIDENING } from './sequenceEncoder.ts';
import type { TowerSettings } from './settings.ts';
import { gelu, type QueryOf } from './sumQuery.ts';

const EPSILON = 1e-5;

/**
 * The sequence encoder without the runtime, for the query of the last place alone: a person's latest films pass every block, but of the
 * last block only the last place is worked out.
 */
export function sequenceQuery(settings: TowerSettings, scale: RatingScale, numItems: number, tensors: ModelTensors): QueryOf {
  const { embedSize: size, historyLength: length, heads, blocks } = settings;
  const { middle, halfWidth } = weightingFor(settings, scale);
  const read = (name: string, shape: readonly number[]) => floatData(tensors, `query.${name}`, shape);
  const vectors = floatData(tensors, 'vectors', [numItems, size]);
  const start = read('start', [size]);
  const ratingVector = read('rating', [size]);
  const positions = read('position', [length + 1, size]);
  const profile = settings.demographics ? read('profile', [PROFILE_SIZE, size]) : null;
  const dense = (name: string, from: number, to: number): Dense => ({
    weight: read(`${name}.weight`, [from, to]),
    bias: read(`${name}.bias`, [to]),
    from,
    to,
  });
  const norm = (name: string): Norm => ({ gain: read(`${name}.gain`, [size]), bias: read(`${name}.bias`, [size]) });
  const layers = Array.from({ length: blocks }, (_, block) => ({
    norm1: norm(`block${block}.norm1`),
    query: dense(`block${block}.attention.query`, size, size),
    key: dense(`block${block}.attention.key`, size, size),
    value: dense(`block${block}.attention.value`, size, size),
    output: dense(`block${block}.attention.output`, size, size),
    norm2: norm(`block${block}.norm2`),
    widen: dense(`block${block}.widen`, size, WIDENING * size),
    narrow: dense(`block${block}.narrow`, WIDENING * size, size),
  }));
  const lastNorm = norm('norm');
  const headSize = size / heads;

  return ({ itemIndices, ratings, timestamps, demographics }) => {
    const history = settings.history
      ? orderedHistory(itemIndices, ratings, timestamps)
      : { items: new Int32Array(0), ratings: new Float32Array(0) };
    const from = Math.max(0, history.items.length - length);
    const places = history.items.length - from + 1;
    const told = new Float32Array(size);
    if (profile !== null)
      for (const place of profilePlaces(demographics)) for (let i = 0; i < size; i++) told[i]! += profile[place * size + i]!;
    let x = new Float32Array(places * size);
    for (let place = 0; place < places; place++) {
      const item = place === 0 ? -1 : history.items[from + place - 1]!;
      const rating = place === 0 ? 0 : (history.ratings[from + place - 1]! - middle) / halfWidth;
      for (let i = 0; i < size; i++) {
        const film = item < 0 ? start[i]! : vectors[item * size + i]! * Math.sqrt(size) + rating * ratingVector[i]!;
        x[place * size + i] = film + positions[place * size + i]! + told[i]!;
      }
    }
    layers.forEach((layer, block) => {
      const normed = normalized(x, layer.norm1);
      const keys = applied(normed, layer.key);
      const values = applied(normed, layer.value);
      const first = block === blocks - 1 ? places - 1 : 0;
      const asking = applied(normed.subarray(first * size), layer.query);
      const mixed = attended(asking, keys, values, first, heads, headSize);
      const next = applied(mixed, layer.output);
      for (let i = 0; i < next.length; i++) next[i]! += x[first * size + i]!;
      const wide = applied(normalized(next, layer.norm2), layer.widen);
      for (let i = 0; i < wide.length; i++) wide[i] = gelu(wide[i]!);
      const narrow = applied(wide, layer.narrow);
      for (let i = 0; i < next.length; i++) next[i]! += narrow[i]!;
      x = next;
    });
    return Float64Array.from(normalized(x.subarray(x.length - size), lastNorm));
  };
}

interface Dense {
  /** [from, to] */
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly from: number;
  readonly to: number;
}

interface Norm {
  readonly gain: Float32Array;
  readonly bias: Float32Array;
}

function applied(x: Float32Array, { weight, bias, from, to }: Dense): Float32Array<ArrayBuffer> {
  const rows = x.length / from;
  const y = new Float32Array(rows * to);
  for (let row = 0; row < rows; row++) {
    const sum = y.subarray(row * to, (row + 1) * to);
    sum.set(bias);
    for (let i = 0; i < from; i++) {
      const factor = x[row * from + i]!;
      const at = i * to;
      for (let j = 0; j < to; j++) sum[j]! += factor * weight[at + j]!;
    }
  }
  return y;
}

function normalized(x: Float32Array, { gain, bias }: Norm): Float32Array<ArrayBuffer> {
  const size = gain.length;
  const y = new Float32Array(x.length);
  for (let at = 0; at < x.length; at += size) {
    let mean = 0;
    for (let i = 0; i < size; i++) mean += x[at + i]! / size;
    let variance = 0;
    for (let i = 0; i < size; i++) variance += (x[at + i]! - mean) ** 2 / size;
    const scale = 1 / Math.sqrt(variance + EPSILON);
    for (let i = 0; i < size; i++) y[at + i] = (x[at + i]! - mean) * scale * gain[i]! + bias[i]!;
  }
  return y;
}

/** Causal attention of the places from `first` on over all up to themselves. */
function attended(
  asking: Float32Array,
  keys: Float32Array,
  values: Float32Array,
  first: number,
  heads: number,
  headSize: number,
): Float32Array {
  const size = heads * headSize;
  const mixed = new Float32Array(asking.length);
  const scores = new Float64Array(keys.length / size);
  for (let row = 0; row < asking.length / size; row++) {
    const visible = first + row + 1;
    for (let head = 0; head < heads; head++) {
      const offset = head * headSize;
      let largest = Number.NEGATIVE_INFINITY;
      for (let place = 0; place < visible; place++) {
        let score = 0;
        for (let i = 0; i < headSize; i++) score += asking[row * size + offset + i]! * keys[place * size + offset + i]!;
        scores[place] = score / Math.sqrt(headSize);
        largest = Math.max(largest, scores[place]!);
      }
      let sum = 0;
      for (let place = 0; place < visible; place++) sum += scores[place] = Math.exp(scores[place]! - largest);
      for (let place = 0; place < visible; place++) {
        const share = scores[place]! / sum;
        for (let i = 0; i < headSize; i++) mixed[row * size + offset + i]! += share * values[place * size + offset + i]!;
      }
    }
  }
  return mixed;
}
