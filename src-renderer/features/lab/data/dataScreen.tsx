import { useState } from 'react';
import { useLocation } from 'wouter';
import type { DatasetFilter } from '../../../../src-main/contract/explore.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { counted, formatCount } from '../../../components/numberWords.ts';
import { SelectField } from '../../../components/selectField.tsx';
import { useClient, useRatingsRevision } from '../../../stores/hooks.tsx';
import { useLoad } from '../../../stores/useLoad.ts';
import { Figures } from '../figures.tsx';
import lab from '../lab.module.css';
import { NoData } from '../noData.tsx';
import { useDatasets } from '../useDatasets.ts';
import styles from './data.module.css';
import { DataCharts } from './dataCharts.tsx';
import { isFiltered, NO_FILTER } from './filter.ts';
import { FilterForm } from './filterForm.tsx';

export interface DataScreenProps {
  readonly profileId: string;
  /** Data set of the address; the first one without it. */
  readonly chosen: string | null;
}

/** What is in a data set, and what would be left of it under a filter. */
export function DataScreen({ profileId, chosen }: DataScreenProps) {
  const datasets = useDatasets();
  const [, navigate] = useLocation();
  const name = datasets.data?.find((one) => one.name === chosen)?.name ?? datasets.data?.[0]?.name ?? null;
  if (datasets.data === null) {
    return datasets.error === null ? (
      <Loading sentence="Looking for data sets" shapes={0} />
    ) : (
      <ErrorPanel error={datasets.error} title="The data sets could not be listed" />
    );
  }
  if (name === null) return <NoData />;
  return (
    <Explored
      key={name}
      profileId={profileId}
      dataset={name}
      choice={
        <SelectField
          label="Data set"
          isLabelHidden
          options={datasets.data.map((one) => ({ id: one.name, label: one.name }))}
          value={name}
          onChange={(next) => navigate(`/lab/data/${encodeURIComponent(next)}`)}
        />
      }
    />
  );
}

interface ExploredProps {
  readonly profileId: string;
  readonly dataset: string;
  readonly choice: React.ReactNode;
}

function Explored({ profileId, dataset, choice }: ExploredProps) {
  const client = useClient();
  const [filter, setFilter] = useState<DatasetFilter>(NO_FILTER);
  const key = JSON.stringify(filter);
  const explored = useLoad(
    (signal) => client.explore.summary({ dataset, profileId, ...(isFiltered(filter) ? { filter } : {}) }, { signal }),
    `${dataset} ${profileId} ${key}`,
    useRatingsRevision(),
  );
  const data = explored.data;
  return (
    <>
      <div className={styles.top}>
        <div className={styles.choice}>{choice}</div>
        {data !== null && (
          <Figures
            figures={[
              { value: formatCount(data.rows), label: 'ratings' },
              { value: formatCount(data.users), label: 'people' },
              {
                value: formatCount(data.films),
                label: data.unratedFilms === 0 ? 'films' : `films, ${formatCount(data.unratedFilms)} more without a rating`,
              },
              { value: `${(data.sparsity * 100).toFixed(1)} %`, label: 'of the table is empty' },
              { value: formatCount(data.longTail.filmsRatedOnce), label: 'films rated only once' },
            ]}
          />
        )}
      </div>
      <FilterForm dataset={dataset} filter={filter} onChange={setFilter} explored={data} />
      {explored.error !== null && (
        <ErrorPanel error={explored.error} title="Nothing could be counted">
          <Button onPress={() => setFilter(NO_FILTER)}>Take the filter off</Button>
          <Button look="quiet" onPress={explored.reload}>
            Try again
          </Button>
        </ErrorPanel>
      )}
      {data === null && explored.error === null && <Loading sentence="Counting the ratings" shapes={0} />}
      {data !== null && (
        <div className={lab.charts}>
          <DataCharts data={data} />
        </div>
      )}
      {data !== null && (
        <p
          className={styles.hash}
        >{`SHA-256 of the data set as stored: ${data.sha256}. Scale from ${data.scale.min} to ${data.scale.max}, mean ${data.mean.toFixed(2)}. ${counted(data.rows, 'rating')} shown.`}</p>
      )}
    </>
  );
}
