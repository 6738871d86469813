import { useQuery } from '@tanstack/react-query';
import { publicApi, read } from '../api/client';
import type { WebConfiguration } from '../api/types';

let loading: Promise<WebConfiguration> | undefined;

/** Which cloud this page talks to: the same build runs against every environment. Asked once per page load. */
export function loadConfig(): Promise<WebConfiguration> {
  loading ??= read(publicApi.GET('/config.json')).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** The same for components. */
export function useConfig() {
  return useQuery({ queryKey: ['config'], queryFn: loadConfig, staleTime: Number.POSITIVE_INFINITY });
}

/** Whether the cloud is this machine. */
export const isLocal = (config: WebConfiguration | undefined) => Boolean(config?.userPoolEndpoint);
