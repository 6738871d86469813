import { useState } from 'react';
import type { Profile } from '../api/types';
import { useUserId } from '../auth/session';
import { texts } from '../texts';
import { readDraft } from '../ui/drafts';
import { Failure, Loading } from '../ui/Feedback';
import { countryName, formatMoment } from '../ui/format';
import { Page } from '../ui/Page';
import { PROFILE_DRAFT, ProfileForm } from './ProfileForm';
import { useProfile } from './queries';
import './profile.css';

export default function ProfilePage() {
  const { data: profile, error, isPending, refetch } = useProfile();
  return (
    <Page title={texts.profile.title} intro={texts.profile.intro}>
      {isPending && <Loading />}
      {!profile && error && <Failure title={texts.profile.loadFailed} error={error} retry={() => void refetch()} />}
      {profile && <ProfileCard profile={profile} />}
    </Page>
  );
}

/** The profile, and the same card as a form while it is edited. */
function ProfileCard({ profile }: { profile: Profile }) {
  const userId = useUserId();
  const [isEditing, setIsEditing] = useState(() => readDraft(userId, PROFILE_DRAFT) !== null);
  const words = texts.profile;

  if (isEditing) {
    return <ProfileForm profile={profile} onClose={() => setIsEditing(false)} />;
  }
  return (
    <section className="card profile" aria-label={words.name}>
      <div className="avatar" aria-hidden="true">
        {[...(profile.displayName ?? '?')][0]?.toUpperCase()}
      </div>
      <div className="stack-small">
        <h2>{profile.displayName ?? words.unnamed}</h2>
        <p className="muted">
          {profile.homeCountry && <>{countryName(profile.homeCountry)} · </>}
          {words.since(formatMoment(profile.createdAt))}
        </p>
        <p className="bio">{profile.bio ?? words.noBio}</p>
        <button type="button" className="button" onClick={() => setIsEditing(true)}>
          {words.edit}
        </button>
      </div>
    </section>
  );
}
