import { type ChangeEvent, type FormEvent, memo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { DatasetInfo } from '../../../../src-main/contract/datasets.ts';
import type { ModelOption } from '../../../../src-main/contract/experiments.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorPanel } from '../../../components/errorPanel.tsx';
import { Loading } from '../../../components/loading.tsx';
import { namedModel } from '../../../components/modelWords.ts';
import { SelectField } from '../../../components/selectField.tsx';
import { TextField } from '../../../components/textField.tsx';
import { useAction } from '../../../stores/useAction.ts';
import { useLoad } from '../../../stores/useLoad.ts';
import { DEVICE_OPTIONS, type DraftDevice, type DraftProtocol, PROTOCOL_NONE, protocolWords } from './draft.ts';
import { HyperparameterFields, type Changes } from './hyperparameterFields.tsx';
import { SearchForm } from './searchForm.tsx';
import styles from './train.module.css';
import { useClient } from '../../../stores/hooks.tsx';

/** Data, protocol, model, its settings with their meaning, seeds and device; then one button. */
export const ExperimentForm = memo(function ExperimentForm({ datasets }: { readonly datasets: readonly DatasetInfo[] }) {
  const lab = useClient();
  const [, navigate] = useLocation();
  const [dataset, setDataset] = useState(datasets[0]?.name ?? '');
  const [protocol, setProtocol] = useState<DraftProtocol>('rows-80-20');
  const [wanted, setModel] = useState<string>('als');
  const [changes, setChanges] = useState<Changes>({});
  const [seeds, setSeeds] = useState('');
  const [device, setDevice] = useState<DraftDevice>('auto');
  const [label, setLabel] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const asked = protocol === PROTOCOL_NONE ? null : protocol;
  const options = useLoad(() => lab.experiments.options({ protocol: asked }), protocol);

  const start = useAction(async () => {
    if (model === undefined) return;
    const count = Number.parseInt(seeds, 10);
    const { runId } = await lab.experiments.start({
      dataset,
      protocol: asked,
      model: model.name,
      hyperparameters: changes,
      device,
      label: label.trim(),
      ...(Number.isInteger(count) ? { seeds: Array.from({ length: count }, (_, at) => at + 1) } : {}),
    });
    navigate(`/lab/train/${runId}`);
  });
  const open = useAction(async () => {
    const [chosen] = file.current?.files ?? [];
    if (chosen === undefined) return;
    const { runId } = await lab.experiments.startFile({ text: await chosen.text() });
    navigate(`/lab/train/${runId}`);
  });

  if (options.data === null) {
    return options.error === null ? (
      <Loading sentence="Reading the models and their settings" shapes={0} />
    ) : (
      <ErrorPanel error={options.error} title="The models could not be listed">
        <Button onPress={options.reload}>Try again</Button>
      </ErrorPanel>
    );
  }
  const { models, protocols } = options.data;
  const model: ModelOption | undefined = models.find(({ name }) => name === wanted) ?? models[0];
  const rules = protocols.find(({ name }) => name === asked);
  const seedsFault = seeds.trim() !== '' && !/^([1-9]|[1-4]\d|50)$/.test(seeds.trim()) ? 'A whole number from 1 to 50.' : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (seedsFault === null) void start.run();
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.choices}>
        <h2>New run</h2>
        <SelectField label="Data" options={datasets.map(({ name }) => ({ id: name, label: name }))} value={dataset} onChange={setDataset} />
        <SelectField
          label="Protocol"
          options={[
            ...protocols.map(({ name }) => ({ id: name as DraftProtocol, label: name })),
            { id: PROTOCOL_NONE, label: 'All ratings, keep the model' },
          ]}
          value={protocol}
          onChange={setProtocol}
          help={protocolWords(rules)}
        />
        <SelectField
          label="Model"
          options={models.map(({ name }) => ({ id: name as string, label: namedModel(name) }))}
          value={model?.name ?? ''}
          onChange={(name) => {
            setModel(name);
            setChanges({});
          }}
          help={model?.summary}
        />
        {model !== undefined && <p className={styles.citation}>{model.citation}</p>}
        {protocol !== PROTOCOL_NONE && (
          <TextField
            label="Seeds"
            value={seeds}
            onChange={setSeeds}
            inputMode="numeric"
            placeholder={String(rules?.defaultSeeds ?? 1)}
            help="How many splits are drawn; figures are their mean, with an interval."
            error={seedsFault}
          />
        )}
        <SelectField
          label="Device"
          options={DEVICE_OPTIONS}
          value={device}
          onChange={setDevice}
          help="Automatic takes the fastest one whose numbers agree with the processor’s."
        />
        <TextField
          label="Name"
          value={label}
          onChange={setLabel}
          maxLength={120}
          autoComplete="off"
          help="Shown in the table of runs; the model’s name without one."
        />
        {start.error !== null && <ErrorPanel error={start.error} title="The run was not started" />}
        {open.error !== null && <ErrorPanel error={open.error} title="The file was not taken" />}
        <div className={styles.actions}>
          <Button type="submit" look="primary" isDisabled={start.isRunning || model === undefined || seedsFault !== null}>
            {protocol === PROTOCOL_NONE ? 'Train and keep' : 'Train and measure'}
          </Button>
          <Button look="quiet" isDisabled={open.isRunning} onPress={() => file.current?.click()}>
            Open an experiment file
          </Button>
          <input
            ref={file}
            type="file"
            accept="application/json,.json"
            hidden
            onChange={(event: ChangeEvent<HTMLInputElement>) => void open.run().finally(() => (event.target.value = ''))}
          />
        </div>
      </div>
      <div className={styles.settings}>
        {model !== undefined && (
          <HyperparameterFields key={`${model.name} ${protocol}`} model={model} changes={changes} onChange={setChanges} />
        )}
        {model !== undefined && rules !== undefined && (
          <SearchForm dataset={dataset} protocol={rules.name} model={model} changes={changes} />
        )}
      </div>
    </form>
  );
});
