import { useState } from 'react';
import type { SampleSheet } from '../../../../src-main/contract/painters.ts';
import { formatCount } from '../../../components/numberWords.ts';
import { Slider } from '../../../components/slider.tsx';
import styles from './train.module.css';
import { stageWords } from './trainingWords.ts';

export interface SamplesProps {
  /** In the order in which they were painted. */
  readonly sheets: readonly SampleSheet[];
  /** What the pictures of each show, from left to right. */
  readonly captions: readonly string[];
}

const wordsOf = ({ stage, step }: SampleSheet): string => `${stageWords(stage)}, step ${formatCount(step)}`;

/** A few pictures are not blown up to fill the page. */
const widthOf = (pictures: number): string => `${9 * Math.max(1, pictures)}rem`;

/** The same few captions, painted again and again while the painter learns: the newest, and every one before on the slider. */
export function Samples({ sheets, captions }: SamplesProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const newest = sheets.length - 1;
  const at = Math.min(chosen ?? newest, newest);
  const sheet = sheets[at];
  if (sheet === undefined) return <p className={styles.note}>The first samples come soon after the first steps.</p>;
  return (
    <section className={styles.samples} aria-labelledby="samples">
      <h2 id="samples">Samples</h2>
      <p className={styles.note}>{`${wordsOf(sheet)}. The same captions and the same noise each time.`}</p>
      <img style={{ maxWidth: widthOf(captions.length) }} src={sheet.url} alt={`Samples at ${wordsOf(sheet)}: ${captions.join('; ')}`} />
      {captions.length > 0 && (
        <ol
          className={styles.captions}
          style={{ maxWidth: widthOf(captions.length), gridTemplateColumns: `repeat(${captions.length}, minmax(0, 1fr))` }}
        >
          {captions.map((words, i) => (
            <li key={i} title={words}>
              {words}
            </li>
          ))}
        </ol>
      )}
      {sheets.length > 1 && (
        <Slider
          label="Look back"
          value={at}
          min={0}
          max={newest}
          step={1}
          onChange={(next) => setChosen(next === newest ? null : next)}
          words={(place) => wordsOf(sheets[place] ?? sheet)}
        />
      )}
    </section>
  );
}
