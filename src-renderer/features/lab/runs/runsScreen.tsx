import { Download, Plus, Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { Chip } from '../../../components/chip.tsx';
import { EmptyState } from '../../../components/emptyState.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { counted } from '../../../components/numberWords.ts';
import { Segmented } from '../../../components/segmented.tsx';
import { TextField } from '../../../components/textField.tsx';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import lab from '../lab.module.css';
import { labAddress } from '../labParts.ts';
import { isLabJob } from '../train/labJobs.ts';
import { allRuns } from './allRuns.ts';
import { ColumnChoice } from './columnChoice.tsx';
import { columnsFor, type Picked } from './columns.ts';
import { ComparePanel } from './comparePanel.tsx';
import { ExportMenu } from './exportMenu.tsx';
import { picked } from './pick.ts';
import { RunsTable, type RunOrder } from './runsTable.tsx';
import styles from './runs.module.css';
import { SelectedRun } from './selectedRun.tsx';

const PICKS = [
  { id: 'all', label: 'All' },
  { id: 'best', label: 'Ahead' },
  { id: 'last', label: 'Latest' },
] as const;

/** Every run: sorted, filtered, with the columns that matter, and compared where several are chosen. */
export function RunsScreen() {
  const client = useClient();
  const { jobs } = useStores();
  const changes = useStore(jobs, (state) =>
    [...state.jobs.values()]
      .filter(isLabJob)
      .map((job) => job.state)
      .join(' '),
  );
  const [removed, setRemoved] = useState(0);
  const [order, setOrder] = useState<RunOrder>({ sort: 'createdAt', descending: true });
  const [protocol, setProtocol] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [pick, setPick] = useState<Picked>('all');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [onlyDifferences, setOnlyDifferences] = useState(true);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const typed = useDeferredValue(text.trim());
  const list = useLoad(
    (signal) => allRuns(client, { ...order, text: typed }, signal),
    `${order.sort} ${order.descending} ${typed}`,
    `${changes} ${removed}`,
  );
  const held = useHeld(list.data);
  const protocols = useMemo(() => [...new Set((held?.runs ?? []).map((run) => run.experiment.protocol ?? 'all ratings'))].sort(), [held]);
  const runs = useMemo(
    () =>
      picked(
        (held?.runs ?? []).filter((run) => protocol === null || (run.experiment.protocol ?? 'all ratings') === protocol),
        pick,
        order.sort,
      ),
    [held, protocol, pick, order.sort],
  );
  const columns = useMemo(() => columnsFor(runs, held?.metrics ?? [], { onlyDifferences }), [runs, held, onlyDifferences]);
  const shown = useMemo(() => columns.filter(({ id }) => !hidden.has(id)), [columns, hidden]);
  const selected = chosen.flatMap((runId) => runs.find((run) => run.runId === runId) ?? []);

  if (held === null) {
    return list.error === null ? (
      <Loading sentence="Reading the runs" shapes={0} />
    ) : (
      <ErrorPanel error={list.error} title="The runs could not be listed">
        <Button onPress={list.reload}>Try again</Button>
      </ErrorPanel>
    );
  }
  if (held.total === 0 && typed === '') {
    return (
      <EmptyState title="No run yet" action={<ButtonLink href={labAddress('train', 'new')}>Train a model</ButtonLink>}>
        Every training leaves a line here, with its figures, its curves and the file that makes it again.
      </EmptyState>
    );
  }
  return (
    <>
      <div className={lab.tools}>
        {protocols.length > 1 &&
          protocols.map((name) => (
            <Chip key={name} isSelected={protocol === name} onChange={(isOn) => setProtocol(isOn ? name : null)}>
              {name}
            </Chip>
          ))}
        <div className={styles.filter}>
          <TextField
            label="Filter runs"
            isLabelHidden
            placeholder="Filter by name, note or data"
            icon={Search}
            value={text}
            onChange={setText}
            type="search"
          />
        </div>
        <Segmented label="Which runs" options={PICKS} value={pick} onChange={setPick} />
        <p className={lab.note} role="status">
          {counted(runs.length, 'run')}
        </p>
        <span className={lab.toolsEnd}>
          <ColumnChoice
            columns={columns}
            hidden={hidden}
            onHidden={setHidden}
            onlyDifferences={onlyDifferences}
            onOnlyDifferences={setOnlyDifferences}
          />
          <ExportMenu icon={Download} runIds={(selected.length > 0 ? selected : runs).map((run) => run.runId)} />
          <ButtonLink icon={Plus} href={labAddress('train', 'new')}>
            New run
          </ButtonLink>
        </span>
      </div>
      {runs.length === 0 ? (
        <EmptyState
          title="No run fits"
          action={
            <Button
              onPress={() => {
                setText('');
                setProtocol(null);
                setPick('all');
              }}
            >
              Show all
            </Button>
          }
        >
          None of them is called so.
        </EmptyState>
      ) : (
        <RunsTable runs={runs} columns={shown} order={order} onOrder={setOrder} chosen={chosen} onChosen={setChosen} />
      )}
      {selected.length === 1 && selected[0] !== undefined && (
        <SelectedRun
          key={selected[0].runId}
          run={selected[0]}
          onChanged={() => setRemoved((n) => n + 1)}
          onRemoved={() => {
            setChosen([]);
            setRemoved((n) => n + 1);
          }}
        />
      )}
      {selected.length > 1 && <ComparePanel runs={selected.slice(0, 12)} />}
    </>
  );
}

/** The newest answer stays while another order or filter is on its way, so that the table does not blink. */
function useHeld<T>(data: T | null): T | null {
  const [held, setHeld] = useState<T | null>(data);
  if (data !== null && data !== held) setHeld(data);
  return data ?? held;
}
