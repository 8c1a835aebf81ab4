import { yearsWords } from './filterWords.ts';
import { RangeSlider } from './slider.tsx';

/** A span of years; null on a side is open. */
export interface YearSpan {
  readonly from: number | null;
  readonly to: number | null;
}

export const ALL_YEARS: YearSpan = { from: null, to: null };

export interface YearsSliderProps {
  readonly value: YearSpan;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly onChange: (value: YearSpan) => void;
}

/** From which year to which; a thumb at its end leaves the side open. */
export function YearsSlider({ value: { from, to }, firstYear, lastYear, onChange }: YearsSliderProps) {
  return (
    <RangeSlider
      label="Years"
      value={[from ?? firstYear, to ?? lastYear]}
      min={firstYear}
      max={lastYear}
      words={([low, high]) => yearsWords(low, high)}
      thumbLabels={['From year', 'To year']}
      onChange={([low, high]) => onChange({ from: low === firstYear ? null : low, to: high === lastYear ? null : high })}
    />
  );
}
