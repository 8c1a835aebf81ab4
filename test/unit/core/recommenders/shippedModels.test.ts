import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unknownDemographics } from '../../../../src-main/core/data/interactions.ts';
import { decodeGroups, fewestPeople } from '../../../../src-main/core/recommenders/demographic/groups.ts';
import { openStoredModel } from '../../../../src-main/core/recommenders/modelCard.ts';
import type { RecommenderName } from '../../../../src-main/core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../../../../src-main/core/recommenders/registry.ts';
import { topK } from '../../../../src-main/core/recommenders/topK.ts';
import { loadModel } from '../../../../src-main/core/storage/modelStore.ts';

const models = join(import.meta.dirname, '../../../../models');
const names: readonly RecommenderName[] = [
  'popularity',
  'highest-rated',
  'demographic',
  'bias',
  'item-knn',
  'ease',
  'als',
  'ials',
  'two-tower',
];
/** Models that are no recommenders. */
const encoders: readonly string[] = [
  'efficientnet-lite0',
  'poster-encoder-pretrained',
  'poster-encoder-own',
  'film-embeddings',
  'word-pieces',
];
const userCounts = [6040, 610, 6650];

describe('the models that ship', () => {
  it('are these, with their licence and cards, in under 40 MB', () => {
    const folders = readdirSync(models, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...names, ...encoders, 'painter-poster'].sort());
    const bytes = readdirSync(models, { recursive: true }).map((file) => statSync(join(models, String(file))).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(40e6);
    expect(readFileSync(join(models, 'LICENSE'), 'utf8')).toMatch(/commercial[\s\S]*Harper[\s\S]*no vector of any MovieLens user/);
    const readme = readFileSync(join(models, 'README.md'), 'utf8');
    for (const name of [...names, ...encoders, 'painter-poster']) expect(readme).toContain(`\`${name}\``);
  });

  for (const name of names.filter((folder) => existsSync(join(models, folder)))) {
    describe(name, () => {
      const { manifest, tensors } = loadModel(join(models, name));
      const { fitted, items, scale, calibration } = openStoredModel(manifest, tensors);

      it('says what it is: data, terms, seed, command, hash', () => {
        expect(manifest.name).toBe(name);
        expect(manifest.data.ratings).toBeGreaterThan(900_000);
        expect(manifest.data.terms).toMatch(/no commercial/);
        expect(manifest.command).toContain(name);
        expect(scale).toEqual({ min: 0.5, max: 5, step: 0.5 });
      });

      it('holds nothing of any person', () => {
        expect(fitted.holdsUsers).toBe(false);
        for (const { name: tensor, shape } of manifest.tensors) {
          for (const size of shape) expect(userCounts, tensor).not.toContain(size);
          expect(tensor).not.toMatch(/user/i);
        }
      });

      it('covers the shipped catalogue', () => {
        const catalogue = readFileSync(join(models, '../resources/catalogue/movies.csv'), 'utf8');
        const ids = [...catalogue.matchAll(/^(\d+),/gm)].map((match) => Number(match[1]));
        expect(items.size).toBe(ids.length);
        expect(ids.every((id) => items.indexOf(id) >= 0)).toBe(true);
      });

      it('answers a newcomer with numbers, and with well-known films', () => {
        const items10 = [...topK((tensors['itemCounts'] as { data: Float32Array }).data, 10).itemIndices];
        const folded = fitted.foldIn({
          itemIndices: Int32Array.from(items10),
          ratings: new Float32Array(10).fill(4),
          demographics: unknownDemographics,
          userIndex: null,
        });
        const scores = fitted.score(folded);
        expect(scores.every(Number.isFinite)).toBe(true);
        if (name === 'bias' || name === 'als') return;
        const counts = (tensors['itemCounts'] as { data: Float32Array }).data;
        for (const item of topK(scores, 10, items10).itemIndices) expect(counts[item]).toBeGreaterThan(50);
      });

      if (!recommenderDefinitions[name].predictsStars) return;

      it('knows how sure it is: intervals that hold two times in three, and a reliability table', () => {
        expect(calibration).not.toBeNull();
        expect(manifest.metrics['intervalCoverage:newcomers']).toBeGreaterThan(0.64);
        expect(manifest.metrics['intervalCoverage:newcomers']).toBeLessThan(0.69);
        const rows = manifest.reliability.filter(({ count }) => count >= 200);
        expect(rows.length).toBeGreaterThanOrEqual(2);
        for (const { predicted, observed } of rows) expect(Math.abs(predicted - observed)).toBeLessThan(0.08);
      });
    });
  }

  it('the groups of demographic have at least thirty people, and films in them five ratings', () => {
    const { tensors } = loadModel(join(models, 'demographic'));
    const sizes = (tensors['groupSizes'] as { data: Int32Array }).data;
    const groups = decodeGroups((tensors['groupCodes'] as { data: Int32Array }).data);
    expect(groups.length).toBeGreaterThan(30);
    expect([...sizes].every((size) => size >= fewestPeople)).toBe(true);
    const counts = (tensors['groupCounts'] as { data: Float32Array }).data;
    expect(counts.every((count) => count === 0 || count >= 5)).toBe(true);
  });
});
