import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useReachable } from './api/connection';
import { useSession } from './auth/session';
import { isLocal, useConfig } from './config/config';
import { texts } from './texts';
import { Icon, type IconName } from './ui/Icon';
import { ToastRegion } from './ui/ToastRegion';
import { applyTheme, nextTheme, readTheme } from './ui/theme';

/** What is around every view. */
export function Shell({ children }: { children: ReactNode }) {
  const isReachable = useReachable();
  return (
    <>
      <a className="skip-link" href="#content">
        {texts.shell.skip}
      </a>
      <LocalBar />
      <Header />
      <div role="status">
        {!isReachable && <p className="offline-bar">{navigator.onLine ? texts.shell.unreachable : texts.shell.offline}</p>}
      </div>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className="footer">
        <p>{texts.shell.footer}</p>
      </footer>
      <ToastRegion />
    </>
  );
}

function LocalBar() {
  const { data: config } = useConfig();
  if (!isLocal(config)) {
    return null;
  }
  return (
    <aside className="local-bar" aria-label={texts.shell.localCloud}>
      {texts.shell.localCloud}{' '}
      <a href={`${config?.userPoolEndpoint}inbox`} target="_blank" rel="noreferrer">
        {texts.shell.inbox}
      </a>
    </aside>
  );
}

function Header() {
  const session = useSession();
  const isSignedIn = session.status === 'signedIn';
  return (
    <header className="header">
      <Link href="/" className="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M7 24c5 0 4-8 9-8s4-8 9-8" />
          <circle cx="7" cy="24" r="3" />
          <circle cx="25" cy="8" r="3.5" className="goal" />
        </svg>
        <span>{texts.product}</span>
      </Link>
      {isSignedIn && (
        <nav className="nav" aria-label={texts.shell.main}>
          <NavLink href="/trips" icon="trips" text={texts.shell.trips} />
          <NavLink href="/map" icon="map" text={texts.shell.map} />
          <NavLink href="/" icon="discover" text={texts.shell.public} />
          <NavLink href="/profile" icon="profile" text={texts.shell.profile} />
          <NavLink href="/account" icon="account" text={texts.shell.account} />
        </nav>
      )}
      <div className="header-end">
        <ThemeButton />
        {session.status === 'signedOut' && (
          <>
            <Link href="/sign-in" className="button button-quiet">
              {texts.shell.signIn}
            </Link>
            <Link href="/sign-up" className="button button-primary">
              {texts.shell.signUp}
            </Link>
          </>
        )}
      </div>
    </header>
  );
}

function NavLink({ href, icon, text }: { href: string; icon: IconName; text: string }) {
  const [location] = useLocation();
  const isHere = href === '/' ? location === '/' : location.startsWith(href);
  return (
    <Link href={href} className="nav-link" aria-current={isHere ? 'page' : undefined}>
      <Icon name={icon} />
      {text}
    </Link>
  );
}

function ThemeButton() {
  const [theme, setTheme] = useState(readTheme);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={texts.shell.theme[theme]}
      title={texts.shell.theme[theme]}
      onClick={() => {
        const next = nextTheme(theme);
        applyTheme(next);
        setTheme(next);
      }}
    >
      <Icon name={theme} />
    </button>
  );
}
