import { ErrorPanel } from '../../components/errorPanel.tsx';
import { useClient } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { Group } from './group.tsx';
import styles from './settings.module.css';

interface Licence {
  readonly name: string;
  readonly licence: string;
  readonly text: string;
}

/** A package carries its version behind its name; data, fonts and Marquee itself do not. */
const isPackage = ({ name }: Licence): boolean => / \d+\.\d+/.test(name);

/** Terms of what Marquee is made of and of what it learned from. */
export function LicencesGroup() {
  const client = useClient();
  const { data, error } = useLoad(() => client.app.licences(), 'licences');
  const packages = (data ?? []).filter(isPackage);
  return (
    <Group part="licences">
      {error !== null && <ErrorPanel error={error} title="The licences could not be read" />}
      <LicenceList licences={(data ?? []).filter((licence) => !isPackage(licence))} />
      {packages.length > 0 && (
        <details className={styles.details}>
          <summary>
            <b>{packages.length} packages</b> <span>that Marquee is built with</span>
          </summary>
          <LicenceList licences={packages} />
        </details>
      )}
    </Group>
  );
}

function LicenceList({ licences }: { readonly licences: readonly Licence[] }) {
  return (
    <ul className={styles.list}>
      {licences.map(({ name, licence, text }) => (
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
  );
}
