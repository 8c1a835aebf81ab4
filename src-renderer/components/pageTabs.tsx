import styles from './pageTabs.module.css';

export interface PageTabsProps {
  readonly title: string;
  readonly parts: readonly { readonly id: string; readonly label: string; readonly href: string }[];
  readonly current: string | null;
}

/** The heading of a screen of several parts, each with an address of its own. */
export function PageTabs({ title, parts, current }: PageTabsProps) {
  return (
    <div className={styles.head}>
      <h1>{title}</h1>
      <nav className={styles.tabs} aria-label={title}>
        {parts.map(({ id, label, href }) => (
          <a key={id} href={href} {...(id === current ? { 'aria-current': 'page' as const } : {})}>
            {label}
          </a>
        ))}
      </nav>
    </div>
  );
}
