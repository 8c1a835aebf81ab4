import { ErrorPanel } from '../../components/errorPanel.tsx';
import { PageTabs } from '../../components/pageTabs.tsx';
import { useTitle } from '../../components/useTitle.ts';
import page from '../../styles/page.module.css';
import { DataScreen } from './data/dataScreen.tsx';
import { LAB_PARTS, type LabPart, labAddress } from './labParts.ts';
import { ModelsScreen } from './models/modelsScreen.tsx';
import { RunsScreen } from './runs/runsScreen.tsx';
import { ShowcaseScreen } from './showcase/showcaseScreen.tsx';
import { SurveyScreen } from './survey/surveyScreen.tsx';
import { TrainScreen } from './train/trainScreen.tsx';

export interface LabScreenProps {
  readonly profileId: string;
  readonly part: string;
  /** What follows the part in the address: a run, a search, "new". */
  readonly detail: string | null;
}

/** The lab: one heading, its parts as tabs, and the part of the address. */
export function LabScreen({ profileId, part: asked, detail }: LabScreenProps) {
  const part = LAB_PARTS.find(({ id }) => id === asked) ?? null;
  useTitle(part === null ? 'Lab' : `Lab: ${part.label}`);
  return (
    <div className={page.page}>
      <PageTabs title="Lab" tabs={LAB_PARTS.map(({ id, label }) => ({ id, label, href: labAddress(id) }))} current={part?.id ?? null} />
      {part === null ? (
        <ErrorPanel
          title="The lab has no such part"
          error={{ code: 'not-found', message: 'The address may be mistyped, or from another version. Choose a part above.', data: {} }}
        />
      ) : (
        <Part part={part.id} profileId={profileId} detail={detail} />
      )}
    </div>
  );
}

function Part({ part, profileId, detail }: { readonly part: LabPart; readonly profileId: string; readonly detail: string | null }) {
  switch (part) {
    case 'data':
      return <DataScreen profileId={profileId} chosen={detail} />;
    case 'train':
      return <TrainScreen detail={detail} />;
    case 'runs':
      return <RunsScreen />;
    case 'models':
      return <ModelsScreen />;
    case 'survey':
      return <SurveyScreen profileId={profileId} />;
    case 'showcase':
      return <ShowcaseScreen profileId={profileId} />;
  }
}
