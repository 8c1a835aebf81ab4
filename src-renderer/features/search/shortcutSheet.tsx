import { PanelDialog } from '../../components/confirmDialog.tsx';
import { useHasSingleKeys } from '../../stores/hooks.tsx';
import styles from './commandPalette.module.css';

const groups: readonly { readonly heading: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    heading: 'Everywhere',
    keys: [
      ['Ctrl K', 'Find a film, a person or an action'],
      ['?', 'Show this sheet'],
      ['Esc', 'Close what is open'],
    ],
  },
  {
    heading: 'On a film',
    keys: [
      ['1 to 5', 'Rate in whole stars'],
      ['.', 'Add half a star'],
      ['R', 'Go to the stars'],
      ['W', 'Watchlist on or off'],
      ['Z', 'Undo the last change'],
    ],
  },
  {
    heading: 'On the stars',
    keys: [
      ['← →', 'Half a star less or more'],
      ['Enter', 'Done, or the next film'],
      ['Delete', 'Take the rating away'],
    ],
  },
  {
    heading: 'In the search and in lists',
    keys: [
      ['↑ ↓', 'Go through films'],
      ['Enter', 'Open'],
      ['Ctrl Enter', 'Rate without leaving the search'],
    ],
  },
];

/** All keys on one sheet. */
export function ShortcutSheet({ isOpen, onClose }: { readonly isOpen: boolean; onClose(): void }) {
  const hasSingleKeys = useHasSingleKeys();
  return (
    <PanelDialog isOpen={isOpen} title="Keys" onClose={onClose}>
      <div className={styles.sheet}>
        {groups.map((group) => (
          <section key={group.heading}>
            <h3>{group.heading}</h3>
            <dl>
              {group.keys.map(([keys, words]) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {!hasSingleKeys && <p className={styles.nothing}>Keys without Ctrl are switched off in the settings.</p>}
      </div>
    </PanelDialog>
  );
}
