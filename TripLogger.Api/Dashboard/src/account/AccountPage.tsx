import { useProfile } from '../profile/queries';
import { texts } from '../texts';
import { Failure } from '../ui/Feedback';
import { Page } from '../ui/Page';
import { CloseAccountSection } from './CloseAccountSection';
import { DataSection } from './DataSection';
import { EmailSection } from './EmailSection';
import { PasswordSection } from './PasswordSection';
import { SessionsSection } from './SessionsSection';
import { TotpSection } from './TotpSection';
import './account.css';

export default function AccountPage() {
  const { data: profile, error, isPending, refetch } = useProfile();
  return (
    <Page title={texts.account.title} intro={texts.account.intro}>
      <div className="sections">
        {!profile && error && <Failure title={texts.profile.loadFailed} error={error} retry={() => void refetch()} />}
        {(profile || isPending) && <EmailSection email={profile?.email} />}
        <PasswordSection />
        <TotpSection />
        <SessionsSection />
        <DataSection />
        {profile && <CloseAccountSection email={profile.email} />}
      </div>
    </Page>
  );
}
