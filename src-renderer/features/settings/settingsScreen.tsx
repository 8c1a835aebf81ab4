import { useTitle } from '../../components/useTitle.ts';
import page from '../../styles/page.module.css';
import { BackupGroup } from './backupGroup.tsx';
import { DatasetsGroup } from './datasetsGroup.tsx';
import { DevicesGroup } from './devicesGroup.tsx';
import { DiagnosticsGroup } from './diagnosticsGroup.tsx';
import { DownloadsGroup } from './downloadsGroup.tsx';
import { FolderGroup } from './folderGroup.tsx';
import { LicencesGroup } from './licencesGroup.tsx';
import { LookGroup } from './lookGroup.tsx';
import { ModelsGroup } from './modelsGroup.tsx';
import { ProfileGroup } from './profileGroup.tsx';
import styles from './settings.module.css';

/** One column: what looks and listens, what learns, what is kept, what this is. */
export function SettingsScreen() {
  useTitle('Settings');
  return (
    <div className={page.page}>
      <div className={styles.column}>
        <h1>Settings</h1>
        <LookGroup />
        <ProfileGroup />
        <ModelsGroup />
        <DatasetsGroup />
        <DownloadsGroup />
        <DevicesGroup />
        <FolderGroup />
        <BackupGroup />
        <DiagnosticsGroup />
        <LicencesGroup />
      </div>
    </div>
  );
}
