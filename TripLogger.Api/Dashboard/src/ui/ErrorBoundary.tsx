import { Component, type ReactNode } from 'react';
import { texts } from '../texts';

/** Keeps what breaks in one view from emptying the page. A new `view` gets a new chance. */
export class ErrorBoundary extends Component<{ view: string; children: ReactNode }, { failedView: string | null; isOutdated: boolean }> {
  override state = { failedView: null as string | null, isOutdated: false };

  static getDerivedStateFromError(error: unknown) {
    // A part of the page that is gone from the server: a newer version was published.
    return { failedView: '', isOutdated: error instanceof TypeError && /import|module/i.test(error.message) };
  }

  override componentDidCatch() {
    this.setState({ failedView: this.props.view });
  }

  override render() {
    const { failedView, isOutdated } = this.state;
    if (failedView === null || (failedView !== '' && failedView !== this.props.view)) {
      return this.props.children;
    }
    return (
      <div className="page page-narrow" role="alert">
        <h1>{texts.shell.crashTitle}</h1>
        <p>{isOutdated ? texts.shell.updated : texts.shell.crash}</p>
        <button type="button" className="button button-primary" onClick={() => location.reload()}>
          {texts.actions.reload}
        </button>
      </div>
    );
  }
}
