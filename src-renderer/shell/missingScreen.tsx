import { ButtonLink } from '../components/button.tsx';
import { EmptyState } from '../components/emptyState.tsx';
import { useTitle } from '../components/useTitle.ts';
import { routes } from '../routes.ts';
import page from '../styles/page.module.css';

export function MissingScreen() {
  useTitle('Not here');
  return (
    <div className={page.page}>
      <h1 className={page.head}>Not here</h1>
      <EmptyState title="There is nothing at this address" action={<ButtonLink href={routes.discover}>Go to Discover</ButtonLink>}>
        It may be from another version, or mistyped.
      </EmptyState>
    </div>
  );
}
