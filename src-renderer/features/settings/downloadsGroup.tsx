import { useState } from 'react';
import { useStore } from 'zustand';
import { Disclosure, DisclosurePanel } from 'react-aria-components';
import type { HubModel } from '../../../src-main/contract/downloads.ts';
import type { Job } from '../../../src-main/contract/jobs.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { isUnderWay, jobLine } from '../../components/jobWords.ts';
import { ProgressBar } from '../../components/progressBar.tsx';
import { TextField } from '../../components/textField.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { useAction } from '../../stores/useAction.ts';
import { useLoad } from '../../stores/useLoad.ts';
import { Group } from './group.tsx';
import styles from './settings.module.css';
import { sizeWords } from './sizeWords.ts';

/** Models of others. Each says what it is before anything is fetched; nothing is fetched without the button. */
export function DownloadsGroup() {
  const client = useClient();
  const { jobs: store } = useStores();
  const jobs = useStore(store, (state) => state.jobs);
  const [changes, setChanges] = useState(0);
  const downloads = [...jobs.values()].filter((job) => job.kind === 'download').sort((a, b) => b.createdAt - a.createdAt);
  const ended = downloads.filter((job) => !isUnderWay(job)).length;
  const list = useLoad(() => client.downloads.list(), 'downloads', `${ended} ${downloads.length} ${changes}`);
  return (
    <Group part="downloads">
      <p className={styles.help}>Marquee works without these, and asks no server for anything until you press a button here.</p>
      {list.error !== null && <ErrorPanel error={list.error} title="The models could not be listed" />}
      <ul className={styles.list}>
        {(list.data ?? []).map((model) => (
          <li key={model.id}>
            <Model
              model={model}
              job={downloads.find((job) => job.title.endsWith(model.id)) ?? null}
              onChange={() => setChanges((n) => n + 1)}
            />
          </li>
        ))}
      </ul>
    </Group>
  );
}

interface ModelProps {
  readonly model: HubModel;
  /** Its newest download since Marquee was opened. */
  readonly job: Job | null;
  onChange(): void;
}

function Model({ model, job, onChange }: ModelProps) {
  const client = useClient();
  const { jobs } = useStores();
  const { id, state, sizeBytes, receivedBytes, freeBytes } = model;
  const isRunning = job !== null && isUnderWay(job);
  const start = useAction(async () => {
    await client.downloads.start({ id });
    onChange();
  });
  const removal = useAction(async () => {
    await client.downloads.remove({ id });
    onChange();
  });
  const rest = sizeBytes - receivedBytes;
  return (
    <div className={styles.job}>
      <div className={styles.item}>
        <div>
          <p className={styles.label}>{id}</p>
          <p className={styles.help}>{model.purpose}</p>
          <p className={styles.help}>
            {state === 'installed' ? whence(model) : `${sizeWords(sizeBytes)}; ${sizeWords(freeBytes)} are free here.`}
          </p>
        </div>
        {isRunning && (
          <Button size="small" onPress={() => void jobs.cancel(job.jobId)}>
            Stop
          </Button>
        )}
        {!isRunning && state === 'absent' && (
          <Button isDisabled={start.isRunning} onPress={() => void start.run()}>
            {receivedBytes > 0 ? `Go on: ${sizeWords(rest)} left` : `Download ${sizeWords(sizeBytes)}`}
          </Button>
        )}
        {!isRunning && state === 'installed' && (
          <Button look="quiet" size="small" aria-label={`Remove ${id}`} isDisabled={removal.isRunning} onPress={() => void removal.run()}>
            Remove
          </Button>
        )}
      </div>
      {isRunning && (
        <>
          <p className={styles.help}>{jobLine(job)}</p>
          <ProgressBar label={job.title} done={job.done} total={job.total} />
        </>
      )}
      {!isRunning && job?.state === 'failed' && job.error !== null && state === 'absent' && <ErrorPanel error={job.error} />}
      {start.error !== null && <ErrorPanel error={start.error} title="The download did not start" />}
      {removal.error !== null && <ErrorPanel error={removal.error} />}
      <Facts model={model} />
      {state === 'absent' && !isRunning && <FromFolder id={id} onChange={onChange} />}
    </div>
  );
}

const whence = ({ from, isVerified }: HubModel): string =>
  isVerified ? `Here, from ${from}; its checksums agree.` : `Here, from ${from}. Its checksums are not the published ones.`;

function Facts({ model }: { readonly model: HubModel }) {
  return (
    <dl className={styles.facts}>
      <dt>From</dt>
      <dd>
        {model.publisher}: <code>{model.source}</code>
      </dd>
      <dt>Licence</dt>
      <dd>
        {model.licence} (<code>{model.licenceUrl}</code>)
      </dd>
      <dt>SHA-256</dt>
      <dd>
        {model.files.map(({ path, sha256 }) => (
          <code key={path}>
            {path} {sha256.slice(0, 16)}…{' '}
          </code>
        ))}
      </dd>
    </dl>
  );
}

/** A folder on the computer that runs Marquee, in the layout of the publisher. */
function FromFolder({ id, onChange }: { readonly id: string; onChange(): void }) {
  const client = useClient();
  const [path, setPath] = useState('');
  const take = useAction(async () => {
    await client.downloads.importFolder({ id, path: path.trim() });
    onChange();
  });
  return (
    <Disclosure>
      <Button slot="trigger" look="quiet" size="small">
        I have it in a folder
      </Button>
      <DisclosurePanel>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (path.trim() !== '') void take.run();
          }}
        >
          <TextField
            label={`Folder of ${id}`}
            placeholder="/path/to/all-MiniLM-L6-v2"
            value={path}
            onChange={setPath}
            help="With onnx/model_quantized.onnx and tokenizer.json; they are checked and copied."
          />
          <Button type="submit" isDisabled={path.trim() === '' || take.isRunning}>
            {take.isRunning ? 'Checking' : 'Use it'}
          </Button>
        </form>
        {take.error !== null && <ErrorPanel error={take.error} title="This folder could not be used" />}
      </DisclosurePanel>
    </Disclosure>
  );
}
