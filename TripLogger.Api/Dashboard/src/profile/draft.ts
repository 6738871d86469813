import type { Profile, ProfileUpdate } from '../api/types';
import { texts } from '../texts';

/** The profile as it is typed. */
export interface ProfileDraft {
  displayName: string;
  homeCountry: string;
  bio: string;
}

export const toProfileDraft = ({ displayName, homeCountry, bio }: Profile): ProfileDraft => ({
  displayName: displayName ?? '',
  homeCountry: homeCountry ?? '',
  bio: bio ?? '',
});

export const toUpdate = ({ displayName, homeCountry, bio }: ProfileDraft): ProfileUpdate => ({
  displayName: displayName.trim() || null,
  homeCountry: homeCountry || null,
  bio: bio.trim() || null,
});

/** The API's rules. */
export function checkProfile({ displayName, bio }: ProfileDraft): Record<string, string | undefined> {
  return {
    displayName: displayName.trim().length > 80 ? texts.profile.displayNameLong : undefined,
    bio: bio.trim().length > 1000 ? texts.profile.bioLong : undefined,
  };
}
