import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
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

const SignInPage = lazy(() => import('./auth/SignInPage'));
const SignUpPage = lazy(() => import('./auth/SignUpPage'));
const ConfirmPage = lazy(() => import('./auth/ConfirmPage'));
const ForgotPasswordPage = lazy(() => import('./auth/ForgotPasswordPage'));
const TripsPage = lazy(() => import('./trips/TripsPage'));
const NewTripPage = lazy(() => import('./trips/NewTripPage'));
const EditTripPage = lazy(() => import('./trips/EditTripPage'));
const ImportPage = lazy(() => import('./import/ImportPage'));
const MapPage = lazy(() => import('./map/MapPage'));
const ProfilePage = lazy(() => import('./profile/ProfilePage'));
const AccountPage = lazy(() => import('./account/AccountPage'));

export function App() {
  const [location] = useLocation();
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
