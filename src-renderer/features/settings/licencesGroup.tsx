import { ErrorPanel } from '../../components/errorPanel.tsx';
import { useClient } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { Group } from './group.tsx';
import styles from './settings.module.css';

/** Terms of what Marquee is made of and of what it learned from. */
export function LicencesGroup() {
  const client = useClient();
  const { data, error } = useLoad(() => client.app.licences(), 'licences');
  return (
    <Group title="Licences">
      {error !== null && <ErrorPanel error={error} title="The licences could not be read" />}
      <ul className={styles.list}>
        {(data ?? []).map(({ name, licence, text }) => (
          <li key={name}>
            <details className={styles.details}>
              <summary>
                <b>{name}</b> <span>{licence}</span>
              </summary>
              <pre className={styles.licence} tabIndex={0}>
                {text}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </Group>
  );
}
