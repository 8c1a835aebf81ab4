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
  readonly failedAt: string | null;
}

/** A fault in drawing one screen leaves the bar and all other screens as they are. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failedAt: null };

  static getDerivedStateFromError(): Partial<ErrorBoundaryState> {
    return { failedAt: '' };
  }

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.place });
  }

  override componentDidUpdate({ place }: ErrorBoundaryProps): void {
    if (place !== this.props.place && this.state.failedAt !== null) this.setState({ failedAt: null });
  }

  override render(): ReactNode {
    if (this.state.failedAt === null) return this.props.children;
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
          <Button onPress={() => this.setState({ failedAt: null })}>Show it again</Button>
          <ButtonLink look="quiet" href={routes.discover}>
            Go to Discover
          </ButtonLink>
        </ErrorPanel>
      </div>
    );
  }
}
