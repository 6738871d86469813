import { Link } from 'wouter';
import { texts } from './texts';
import { Page } from './ui/Page';

export function NotFoundPage() {
  return (
    <Page narrow title={texts.shell.notFoundTitle} intro={texts.shell.notFound}>
      <Link href="/" className="button button-primary">
        {texts.shell.notFoundAction}
      </Link>
    </Page>
  );
}
