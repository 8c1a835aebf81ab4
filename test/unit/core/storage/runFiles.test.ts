import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openRunFiles } from '../../../../src-main/core/storage/runFiles.ts';

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'marquee-run-'));
  folders.push(made);
  return made;
}
afterEach(() => folders.splice(0).forEach((path) => rmSync(path, { recursive: true, force: true })));

describe('the files of a run', () => {
  it('keep points over a break in the middle of a line', () => {
    const dataDir = folder();
    openRunFiles(dataDir, 'r').appendPoints([{ step: 1 }, { step: 2 }]);
    appendFileSync(join(dataDir, 'runs/r/curve.jsonl'), '{"step": 3, "lo');
    expect(openRunFiles(dataDir, 'r').points()).toEqual([{ step: 1 }, { step: 2 }]);
    const again = openRunFiles(dataDir, 'r');
    again.appendPoints([{ step: 4 }]);
    expect(again.points()).toEqual([{ step: 1 }, { step: 2 }, { step: 4 }]);
    again.keepPoints((point) => (point as { step: number }).step < 4);
    expect(again.points()).toEqual([{ step: 1 }, { step: 2 }]);
    again.remove();
    expect(openRunFiles(dataDir, 'r').points()).toEqual([]);
  });

  it('give figures by person back in every bit, and nothing from a damaged file', () => {
    const dataDir = folder();
    const files = openRunFiles(dataDir, 'r');
    const figures = {
      userIds: Int32Array.from([7, 3, 900_001]),
      metrics: { 'ndcg@10': Float64Array.from([0.1, 1 / 3, 0]), 'hr@10': Float64Array.from([1, 0, 1]) },
    };
    files.savePerUser(2, figures);
    expect(openRunFiles(dataDir, 'r').perUser(2)).toEqual(figures);
    expect(files.perUser(3)).toBeNull();
    const path = join(dataDir, 'runs/r/per-user-2.bin');
    const size = readFileSync(path).length;
    truncateSync(path, size - 8);
    expect(files.perUser(2)).toBeNull();
    writeFileSync(path, 'no header');
    expect(files.perUser(2)).toBeNull();
  });
});
