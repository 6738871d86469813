import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { watchNetwork } from './api/connection';
import { startSession } from './auth/session';
import { ViewNotLoaded } from './ui/lazyView';
import { applyTheme, readTheme } from './ui/theme';
import './styles/base.css';
import './styles/controls.css';
import './styles/layout.css';

applyTheme(readTheme());
watchNetwork();
void startSession();

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no #root.');
}
createRoot(root, {
  // Code that could not be loaded is told to the traveller; it is no fault of the page.
  onCaughtError: (error) => error instanceof ViewNotLoaded || console.error(error),
}).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
