import { ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/emptyState.tsx';
import { routes } from '../../routes.ts';

/** Before the first data set. */
export function NoData() {
  return (
    <EmptyState
      title="No data set yet"
      action={
        <ButtonLink href={routes.settingsPart('data-sets')} look="primary">
          Import one in the settings
        </ButtonLink>
      }
    >
      The lab measures and trains models on ratings of many people, such as MovieLens. A folder, a zip or a single file will do.
    </EmptyState>
  );
}
