import { useMutation, useQuery } from '@tanstack/react-query';
import { api, entityTag, read } from '../api/client';
import { queryClient } from '../api/queryClient';
import type { Profile, ProfileUpdate } from '../api/types';

const profileKey = ['mine', 'profile'] as const;

export const getProfile = (signal?: AbortSignal) => read(api.GET('/api/profile', signal ? { signal } : {}));

export const useProfile = () => useQuery({ queryKey: profileKey, queryFn: ({ signal }) => getProfile(signal) });

export const storeProfile = (profile: Profile) => queryClient.setQueryData(profileKey, profile);

/** Changes the profile; it is shown at once, and as it was again when the server refuses. */
export function useUpdateProfile() {
  return useMutation({
    mutationFn: ({ base, update }: { base: Profile; update: ProfileUpdate }) =>
      read<Profile>(api.PUT('/api/profile', { params: { header: { 'If-Match': entityTag(base.version) } }, body: update })),
    onMutate: async ({ base, update }) => {
      await queryClient.cancelQueries({ queryKey: profileKey });
      storeProfile({ ...base, ...update });
    },
    onError: (_error, { base }) => storeProfile(base),
    onSuccess: storeProfile,
  });
}
