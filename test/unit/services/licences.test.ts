import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLicences } from '../../../src-main/services/licences.ts';
import { importedPackages } from '../../helpers/bundledPackages.ts';
import { repositoryRoot } from '../../helpers/host.ts';

describe('licences', () => {
  it('cover Marquee, the MovieLens data, the faces, and every package that the sources import, each with a text', async () => {
    const licences = await readLicences(join(repositoryRoot, 'resources'));
    const names = licences.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Marquee', 'MovieLens data (catalogue and shipped models)', 'limelight']));
    const fonts = (name: string): boolean => name.startsWith('@fontsource');
    for (const name of importedPackages(repositoryRoot).filter((imported) => !fonts(imported))) {
      // After a change of dependencies: node test/generate/licences.ts
      expect(
        names.some((known) => known === name || known.startsWith(`${name} `)),
        name,
      ).toBe(true);
    }
    for (const { name, text } of licences) expect(text.length, name).toBeGreaterThan(2);
  });
});
