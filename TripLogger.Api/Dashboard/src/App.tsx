import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { queryClient } from './api/queryClient';
import type { SignInState } from './auth/pending';
import { restoreSession, useSession } from './auth/session';
import { NotFoundPage } from './NotFoundPage';
import { PublicPage } from './public/PublicPage';
import { Shell } from './Shell';
import { texts } from './texts';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { Failure, Loading } from './ui/Feedback';
import { lazyView, loadViews } from './ui/lazyView';
import { whenIdle } from './ui/whenIdle';

const SignInPage = lazyView(() => import('./auth/SignInPage'), 'everyone');
const SignUpPage = lazyView(() => import('./auth/SignUpPage'), 'everyone');
const ConfirmPage = lazyView(() => import('./auth/ConfirmPage'), 'everyone');
const ForgotPasswordPage = lazyView(() => import('./auth/ForgotPasswordPage'), 'everyone');
const TripsPage = lazyView(() => import('./trips/TripsPage'));
const NewTripPage = lazyView(() => import('./trips/NewTripPage'));
const EditTripPage = lazyView(() => import('./trips/EditTripPage'));
const ImportPage = lazyView(() => import('./import/ImportPage'));
const MapPage = lazyView(() => import('./map/MapPage'));
const ProfilePage = lazyView(() => import('./profile/ProfilePage'));
const AccountPage = lazyView(() => import('./account/AccountPage'));

export function App() {
  const [location] = useLocation();
  useViewsAtHand();
  return (
    <QueryClientProvider client={queryClient}>
      <Shell>
        <ErrorBoundary view={location}>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/" component={PublicPage} />
              <Route path="/sign-in">{visitors(<SignInPage />)}</Route>
              <Route path="/sign-up">{visitors(<SignUpPage />)}</Route>
              <Route path="/confirm">{visitors(<ConfirmPage />)}</Route>
              <Route path="/forgot-password">{visitors(<ForgotPasswordPage />)}</Route>
              <Route path="/trips">{travellers(<TripsPage />)}</Route>
              <Route path="/trips/new">{travellers(<NewTripPage />)}</Route>
              <Route path="/trips/import">{travellers(<ImportPage />)}</Route>
              <Route path="/trips/:id">{({ id }) => travellers(<EditTripPage key={id} id={id} />)}</Route>
              <Route path="/map">{travellers(<MapPage />)}</Route>
              <Route path="/profile">{travellers(<ProfilePage />)}</Route>
              <Route path="/account">{travellers(<AccountPage />)}</Route>
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </Shell>
    </QueryClientProvider>
  );
}

/** Once the first view is at rest, the code of all others comes too: whoever goes offline can still open them. */
function useViewsAtHand() {
  const { status } = useSession();
  useEffect(() => {
    if (status === 'signedIn' || status === 'signedOut') {
      return whenIdle(() => void loadViews(status === 'signedIn'));
    }
  }, [status]);
}

const visitors = (page: ReactNode) => <ForVisitors>{page}</ForVisitors>;
const travellers = (page: ReactNode) => <ForTravellers>{page}</ForTravellers>;

/** A page for who is signed in; all others sign in first and come back. */
function ForTravellers({ children }: { children: ReactNode }) {
  const session = useSession();
  const [location] = useLocation();
  switch (session.status) {
    case 'signedIn':
      return children;
    case 'signedOut':
      return <Redirect to="/sign-in" replace state={{ from: location } satisfies SignInState} />;
    case 'failed':
      return <Failure title={texts.shell.sessionFailedTitle} error={session.error} retry={() => void restoreSession()} />;
    default:
      return <Loading />;
  }
}

/** A page for who is not signed in yet. */
function ForVisitors({ children }: { children: ReactNode }) {
  const session = useSession();
  const state = useHistoryState<SignInState | null>();
  return session.status === 'signedIn' ? <Redirect to={state?.from ?? '/trips'} replace /> : children;
}
