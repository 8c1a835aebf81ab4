import { useState } from 'react';
import { useStore } from 'zustand';
import type { DeviceReport, Settings } from '../../../src-main/contract/app.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { SelectField } from '../../components/selectField.tsx';
import { useClient, useStores } from '../../stores/hooks.tsx';
import { Group, Setting } from './group.tsx';
import styles from './settings.module.css';
import { useAction } from '../../stores/useAction.ts';

const choices: readonly { readonly id: Settings['device']; readonly label: string }[] = [
  { id: 'auto', label: 'The fastest that computes right' },
  { id: 'cpu', label: 'Processor' },
  { id: 'webgpu', label: 'Graphics card (WebGPU)' },
  { id: 'dml', label: 'Graphics card (DirectML, Windows)' },
  { id: 'cuda', label: 'Graphics card (CUDA)' },
  { id: 'coreml', label: 'Core ML (Mac)' },
];

/** Where models compute, and a test of every device against the processor. */
export function DevicesGroup() {
  const client = useClient();
  const { settings: store } = useStores();
  const device = useStore(store, (state) => state.settings?.device ?? 'auto');
  const [reports, setReports] = useState<readonly DeviceReport[] | null>(null);
  const test = useAction(async () => setReports(await client.app.testDevices()));
  return (
    <Group part="devices">
      <Setting label="Compute on" help="A device is used only after its numbers agree with the processor's.">
        <SelectField label="Device" isLabelHidden options={choices} value={device} onChange={(id) => void store.save({ device: id })} />
      </Setting>
      <Setting label="Self-test" help="Runs a small graph on every device here and compares the results.">
        <Button isDisabled={test.isRunning} onPress={() => void test.run()}>
          {test.isRunning ? 'Testing' : 'Test the devices'}
        </Button>
      </Setting>
      {test.error !== null && <ErrorPanel error={test.error} title="The test did not finish" />}
      {reports !== null && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label="Results of the self-test">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Device</th>
                <th scope="col">Result</th>
                <th scope="col">Largest error</th>
                <th scope="col">GFLOP/s</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <tr key={report.device}>
                  <th scope="row">
                    {report.device}
                    {report.chosen && ', in use'}
                  </th>
                  <td>{report.reason}</td>
                  <td>
                    {report.maxRelativeError === null ? <span title="Not measured">–</span> : report.maxRelativeError.toExponential(1)}
                  </td>
                  <td>
                    {report.gflops === null ? <span title="Not measured">–</span> : report.gflops.toFixed(report.gflops < 10 ? 1 : 0)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Group>
  );
}
