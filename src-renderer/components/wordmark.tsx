import styles from './wordmark.module.css';

/** The name under its two rows of bulbs; a link home where `href` is given. */
export function Wordmark({ href }: { readonly href?: string | undefined }) {
  if (href === undefined) return <span className={styles.sign}>MARQUEE</span>;
  return (
    <a className={styles.sign} href={href} aria-label="Marquee, to Discover">
      MARQUEE
    </a>
  );
}
