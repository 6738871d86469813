import { Component, type ReactNode } from 'react';
import { getReachable, isAnswering, onReachable } from '../api/connection';
import { texts } from '../texts';
import { forgetFailedViews, ViewNotLoaded } from './lazyView';

/** Why a view is not shown: its code is missing, offline or because a newer version was published; or it broke. */
type Reason = 'offline' | 'outdated' | 'broken';

interface State {
  error: unknown;
  reason: Reason | null;
  failedView: string | null;
}

/**
 * Keeps what breaks in one view from emptying the page. A new `view` gets a new chance, and one whose code could not be loaded gets
 * it as soon as there is a network again.
 */
export class ErrorBoundary extends Component<{ view: string; children: ReactNode }, State> {
  override state: State = { error: null, reason: null, failedView: null };

  private stop: (() => void) | undefined;

  static getDerivedStateFromError(error: unknown): Partial<State> {
    // Which of the two it is for missing code, the server's answer decides.
    return { error, failedView: '', reason: error instanceof ViewNotLoaded ? 'offline' : 'broken' };
  }

  override componentDidMount() {
    this.stop = onReachable(() => getReachable() && this.state.reason === 'offline' && this.retry());
  }

  override componentDidCatch(error: unknown) {
    this.setState({ failedView: this.props.view });
    if (error instanceof ViewNotLoaded) {
      void isAnswering().then((answers) => answers && this.setState((state) => (state.error === error ? { reason: 'outdated' } : null)));
    }
  }

  override componentDidUpdate(previous: { view: string }) {
    if (previous.view !== this.props.view && this.state.failedView === previous.view) {
      this.retry();
    }
  }

  override componentWillUnmount() {
    this.stop?.();
  }

  override render() {
    const { reason, failedView } = this.state;
    if (reason === null || (failedView !== '' && failedView !== this.props.view)) {
      return this.props.children;
    }
    const words = texts.shell.missing[reason];
    return (
      <div className="page page-narrow" role="alert">
        <h1>{words.title}</h1>
        <p>{words.text}</p>
        <button type="button" className="button button-primary" onClick={reason === 'offline' ? this.retry : () => location.reload()}>
          {reason === 'offline' ? texts.actions.retry : texts.actions.reload}
        </button>
      </div>
    );
  }

  private retry = () => {
    forgetFailedViews();
    this.setState({ error: null, reason: null, failedView: null });
  };
}
