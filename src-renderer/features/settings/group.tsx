import { type ReactNode, useContext, useEffect, useId, useRef } from 'react';
import styles from './settings.module.css';
import { AskedPart, type SettingsPart, settingsParts } from './settingsParts.ts';

/** A heading and the settings below it. Where the address asks for this group, it is what one sees and where the focus is. */
export function Group({ part, children }: { readonly part: SettingsPart; readonly children: ReactNode }) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const isAsked = useContext(AskedPart) === part;
  useEffect(() => (isAsked && heading.current !== null ? showAndKeep(heading.current) : undefined), [isAsked]);
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {settingsParts[part]}
      </h2>
      {children}
    </section>
  );
}

export interface SettingProps {
  readonly label: string;
  /** Below, in small: what it does. */
  readonly help?: ReactNode;
  readonly children: ReactNode;
}

/** Label left, control right, help in small below. */
export function Setting({ label, help, children }: SettingProps) {
  return (
    <div className={styles.setting}>
      <div className={styles.words}>
        <p className={styles.label}>{label}</p>
        {help !== undefined && <p className={styles.help}>{help}</p>}
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}

const SETTLING_MS = 1_000;

/** Scrolls to a heading and moves the focus to it, after the arrival on the screen; again while the groups above it are still filling. */
function showAndKeep(heading: HTMLElement): () => void {
  const show = (): void => heading.scrollIntoView();
  const growing = new ResizeObserver(show);
  const frame = requestAnimationFrame(() => {
    show();
    heading.focus({ preventScroll: true });
    growing.observe(document.body);
  });
  const stop = (): void => {
    cancelAnimationFrame(frame);
    growing.disconnect();
    clearTimeout(timer);
    for (const kind of HANDS) window.removeEventListener(kind, stop);
  };
  const timer = setTimeout(stop, SETTLING_MS);
  for (const kind of HANDS) window.addEventListener(kind, stop, { passive: true });
  return stop;
}

/** Whoever scrolls by themselves is left alone. */
const HANDS = ['wheel', 'keydown', 'pointerdown'] as const;
