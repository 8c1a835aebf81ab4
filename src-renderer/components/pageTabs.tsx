import styles from './pageTabs.module.css';
import { TabBar, type TabBarProps } from './tabBar.tsx';

export interface PageTabsProps extends Omit<TabBarProps, 'label'> {
  readonly title: string;
}

/** The heading of a screen of several parts, each with an address of its own. */
export function PageTabs({ title, tabs, current }: PageTabsProps) {
  return (
    <div className={styles.head}>
      <h1>{title}</h1>
      <TabBar label={title} tabs={tabs} current={current} />
    </div>
  );
}
