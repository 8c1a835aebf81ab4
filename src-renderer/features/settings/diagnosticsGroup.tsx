import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { Loading } from '../../components/loading.tsx';
import { saveFile } from '../../components/saveFile.ts';
import { useClient } from '../../stores/hooks.tsx';
import { useLoad } from '../../stores/useLoad.ts';
import { Group, Setting } from './group.tsx';
import styles from './settings.module.css';

const states = { ok: 'in order', missing: 'not here', failed: 'failed' } as const;

/** What works on this computer; a report to send along with a question. It holds no rating and no name. */
export function DiagnosticsGroup() {
  const client = useClient();
  const info = useLoad(() => client.app.info(), 'info');
  const rows = useLoad(() => client.app.diagnostics(), 'diagnostics');
  const report = (): string =>
    JSON.stringify({ version: info.data?.version, host: info.data?.host, platform: info.data?.platform, diagnostics: rows.data }, null, 2);
  return (
    <Group part="installation">
      <Setting
        label={`Marquee ${info.data?.version ?? ''}`}
        help={
          info.data === null
            ? ''
            : `${info.data.host === 'browser' ? 'In a browser window' : info.data.host === 'electron' ? 'In its own window' : 'Without a window'}, on ${info.data.platform}.`
        }
      >
        <Button isDisabled={rows.data === null} onPress={() => saveFile('marquee-diagnostics.json', 'application/json', report())}>
          Save a report
        </Button>
      </Setting>
      {rows.error !== null && (
        <ErrorPanel error={rows.error} title="The check did not finish">
          <Button onPress={rows.reload}>Check again</Button>
        </ErrorPanel>
      )}
      {rows.data === null && rows.error === null && <Loading sentence="Checking what works here" shapes={0} />}
      {rows.data !== null && (
        <ul className={styles.list}>
          {rows.data.map((row) => (
            <li key={row.id} className={styles.item}>
              <div>
                <p className={styles.label}>{row.label}</p>
                <p className={styles.help}>{row.detail}</p>
              </div>
              <span className={styles[row.state]}>{states[row.state]}</span>
            </li>
          ))}
        </ul>
      )}
    </Group>
  );
}
