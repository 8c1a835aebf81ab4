import type { EvaluationReport } from '../../core/evaluation/evaluate.ts';
import type { Summary } from '../../core/evaluation/significance.ts';

/** One block per model: a metric a line, with its 95 % interval over the seeds. */
export function evaluationTable(report: EvaluationReport): string {
  const data = 'name' in report.data ? `${report.data.name} ${report.data.sha256.slice(0, 12)}` : 'given files';
  const lines = [`${report.protocol} on ${data}, ${report.seeds === 1 ? 'seed 1' : `seeds 1 to ${report.seeds}`}`];
  for (const [model, metrics] of Object.entries(report.models)) {
    lines.push('', model);
    const width = Math.max(0, ...Object.keys(metrics).map((name) => name.length));
    for (const [name, summary] of Object.entries(metrics)) lines.push(`  ${name.padEnd(width)}  ${figure(name, summary)}`);
  }
  return lines.join('\n');
}

function figure(name: string, { mean, ci95 }: Summary): string {
  const digits = name === 'fitMs' ? 0 : 4;
  return ci95 === null ? mean.toFixed(digits) : `${mean.toFixed(digits)}  [${ci95[0].toFixed(digits)}, ${ci95[1].toFixed(digits)}]`;
}
