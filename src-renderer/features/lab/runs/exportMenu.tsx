import type { LucideIcon } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { SaveMenu } from '../../../components/saveMenu.tsx';
import { useClient, useStores } from '../../../stores/hooks.tsx';
import { saveExport } from '../saveExport.ts';

const KINDS = [
  { id: 'runs-csv', words: 'Table', note: 'CSV, one row a run', what: 'runs', format: 'csv' },
  { id: 'runs-parquet', words: 'Table for analysis', note: 'Parquet, one row a run', what: 'runs', format: 'parquet' },
  { id: 'runs-latex', words: 'Table for a paper', note: 'LaTeX', what: 'runs', format: 'latex' },
  { id: 'curves-csv', words: 'Curves', note: 'CSV, one row a report', what: 'curves', format: 'csv' },
  {
    id: 'people-parquet',
    words: 'Figures by person',
    note: 'Parquet, one row a person, seed and metric',
    what: 'per-user',
    format: 'parquet',
  },
] as const;
const MOST = 1000;

/** The runs in the table, or those that are chosen, as a file. */
export function ExportMenu({ icon, runIds }: { readonly icon: LucideIcon; readonly runIds: readonly string[] }) {
  const lab = useClient();
  const { notices } = useStores();
  const save = async (kind: (typeof KINDS)[number]): Promise<void> => {
    try {
      const file = await lab.runs.export({ runIds: runIds.slice(0, MOST), what: kind.what, format: kind.format });
      notices.say(`Saved ${saveExport(file)}`);
    } catch (error) {
      notices.fail(error, () => void save(kind));
    }
  };
  return (
    <SaveMenu label="Export" kinds={KINDS} placement="bottom end" onSave={(kind) => void save(kind)}>
      <Button look="quiet" icon={icon} isDisabled={runIds.length === 0}>
        Export
      </Button>
    </SaveMenu>
  );
}
