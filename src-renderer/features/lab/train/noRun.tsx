import { ButtonLink } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/emptyState.tsx';
import { labAddress } from '../labParts.ts';

/** For a run that is gone. */
export function NoRun() {
  return (
    <EmptyState title="This run is not here" action={<ButtonLink href={labAddress('train', 'new')}>Train a model</ButtonLink>}>
      It may have been removed. What was trained from it stays among the models.
    </EmptyState>
  );
}
