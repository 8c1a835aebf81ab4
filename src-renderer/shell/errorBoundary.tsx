import { Component, type ReactNode } from 'react';
import { Button, ButtonLink } from '../components/button.tsx';
import { ErrorPanel } from '../components/errorPanel.tsx';
import { routes } from '../routes.ts';
import page from '../styles/page.module.css';

interface ErrorBoundaryProps {
  /** Another place begins anew. */
  readonly place: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly hasFailed: boolean;
  /** Where that was. */
  readonly place: string;
}

/** A fault in drawing one screen leaves the bar and all other screens as they are. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasFailed: false, place: this.props.place };

  static getDerivedStateFromError(): Partial<ErrorBoundaryState> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps({ place }: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return place === state.place ? null : { hasFailed: false, place };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <div className={page.page}>
        <h1 className={page.head}>This screen cannot be shown</h1>
        <ErrorPanel
          title="Something in it failed"
          error={{
            code: 'internal',
            message:
              'Your ratings are saved, and the other screens work. Show it again; if it fails again, the diagnostics in the settings help to report it.',
            data: {},
          }}
        >
          <Button onPress={() => this.setState({ hasFailed: false })}>Show it again</Button>
          <ButtonLink look="quiet" href={routes.discover}>
            Go to Discover
          </ButtonLink>
        </ErrorPanel>
      </div>
    );
  }
}
