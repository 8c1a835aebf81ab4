import { Slider as AriaSlider, Label, SliderThumb, SliderTrack } from 'react-aria-components';
import styles from './slider.module.css';

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  /** Where the filled part of the track begins; the least value without it. */
  readonly origin?: number;
  readonly isDisabled?: boolean;
  /** The current value in words: "Varied". */
  readonly words: (value: number) => string;
}

/** One value on a thin track, said in words at the right. */
export function Slider({ label, value, min, max, step, origin = min, isDisabled = false, onChange, words }: SliderProps) {
  return (
    <AriaSlider
      className={styles.slider ?? ''}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <div className={styles.row}>
        <Label>{label}</Label>
        <output>{words(value)}</output>
      </div>
      <SliderTrack className={styles.track ?? ''}>
        {({ state }) => (
          <>
            <i className={styles.fill} style={between(state.getValuePercent(origin), state.getThumbPercent(0))} />
            <SliderThumb className={styles.thumb ?? ''} aria-label={`${label}: ${words(value)}`} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  );
}

/** The filled part between two shares of the track. */
function between(from: number, to: number) {
  return { left: `${Math.min(from, to) * 100}%`, width: `${Math.abs(to - from) * 100}%` };
}

export interface RangeSliderProps {
  readonly label: string;
  readonly value: readonly [number, number];
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly isDisabled?: boolean;
  readonly onChange: (value: readonly [number, number]) => void;
  readonly words: (value: readonly [number, number]) => string;
  readonly thumbLabels: readonly [string, string];
}

/** From and to. */
export function RangeSlider({ label, value, min, max, step = 1, isDisabled = false, onChange, words, thumbLabels }: RangeSliderProps) {
  return (
    <AriaSlider
      className={styles.slider ?? ''}
      value={[...value]}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={isDisabled}
      onChange={(next) => Array.isArray(next) && onChange([next[0] ?? min, next[1] ?? max])}
      formatOptions={{ useGrouping: false }}
    >
      <div className={styles.row}>
        <Label>{label}</Label>
        <output>{words(value)}</output>
      </div>
      <SliderTrack className={styles.track ?? ''}>
        {({ state }) => (
          <>
            <i className={styles.fill} style={between(state.getThumbPercent(0), state.getThumbPercent(1))} />
            <SliderThumb index={0} className={styles.thumb ?? ''} aria-label={thumbLabels[0]} />
            <SliderThumb index={1} className={styles.thumb ?? ''} aria-label={thumbLabels[1]} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  );
}
