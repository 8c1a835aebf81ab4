import { describe, expect, it } from 'vitest';
import { createRng, philoxBlock, restoreRng, shuffleInPlace } from '../../../../src-main/core/base/rng.ts';

describe('philoxBlock', () => {
  // Known answers published with Random123 (kat_vectors, philox4x32 10).
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('agrees with the published block for counter %j', (counter, key, expected) => {
    const block = Uint32Array.from(counter);
    philoxBlock(block, key[0]!, key[1]!);
    expect([...block]).toEqual(expected);
  });
});

describe('createRng', () => {
  it('draws the same numbers from the same seed and others from another', () => {
    const draw = (seed: number): number[] => Array.from({ length: 8 }, createRng(seed).nextUint32);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('goes on exactly where a saved state stood, in the middle of a block and of a normal pair', () => {
    const rng = createRng(7, 'noise');
    for (let i = 0; i < 5; i++) rng.nextUint32();
    rng.normal();
    const resumed = restoreRng(rng.state());
    expect(Array.from({ length: 20 }, () => resumed.normal())).toEqual(Array.from({ length: 20 }, () => rng.normal()));
  });

  it('gives many normal numbers as it gives one after the other, wherever it stands', () => {
    for (const skipped of [0, 1, 2, 3, 4, 5]) {
      for (const count of [0, 1, 2, 7, 8]) {
        const [many, single] = [createRng(5), createRng(5)];
        for (const rng of [many, single]) {
          for (let i = 0; i < skipped; i++) rng.nextUint32();
          if (skipped % 2 === 1) rng.normal();
        }
        expect(many.normals(count)).toEqual(Float32Array.from({ length: count }, () => single.normal()));
        expect(many.state()).toEqual(single.state());
        expect(many.nextUint32()).toBe(single.nextUint32());
      }
    }
  });

  it('gives forks that depend on their label alone, not on what was drawn before', () => {
    const untouched = createRng(3).fork('a');
    const drawn = createRng(3);
    for (let i = 0; i < 100; i++) drawn.uniform();
    expect(drawn.fork('a').nextUint32()).toBe(untouched.nextUint32());
    expect(createRng(3).fork('b').nextUint32()).not.toBe(createRng(3).fork('a').nextUint32());
  });

  it('has the moments of a uniform and of a normal variable', () => {
    const rng = createRng(11);
    const n = 200_000;
    let sum = 0;
    let squares = 0;
    let fourth = 0;
    let uniformSum = 0;
    for (let i = 0; i < n; i++) {
      const z = rng.normal();
      sum += z;
      squares += z * z;
      fourth += z ** 4;
      uniformSum += rng.uniform();
    }
    // Five standard errors each; the seed is fixed, so this never flickers.
    expect(Math.abs(sum / n)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(fourth / n - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
    expect(Math.abs(uniformSum / n - 0.5)).toBeLessThan(5 / Math.sqrt(12 * n));
  });

  it('draws integers below n evenly', () => {
    const rng = createRng(5);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[rng.integer(7)]!++;
    const chiSquare = counts.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.5); // 0.999 quantile of chi-square with 6 degrees of freedom
  });

  it('shuffles to a permutation', () => {
    const values = Int32Array.from({ length: 100 }, (_, i) => i);
    shuffleInPlace(values, createRng(9));
    expect([...values]).not.toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
