import { classNames } from '../../components/classNames.ts';
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
import { routes } from '../../routes.ts';
import styles from './settings.module.css';
import { AskedPart, type SettingsPart, settingsParts } from './settingsParts.ts';

const PARTS = Object.entries(settingsParts) as [SettingsPart, string][];

/** One column: what looks and listens, what learns, what is kept, what this is; a list of its groups where there is room beside. */
export function SettingsScreen({ part }: { readonly part: string | null }) {
  useTitle('Settings');
  return (
    <div className={classNames(page.page, styles.screen)}>
      <h1>Settings</h1>
      <nav className={styles.parts} aria-label="Parts of the settings">
        <ul>
          {PARTS.map(([id, title]) => (
            <li key={id}>
              <a href={routes.settingsPart(id)}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.column}>
        <AskedPart value={part}>
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
        </AskedPart>
      </div>
    </div>
  );
}
