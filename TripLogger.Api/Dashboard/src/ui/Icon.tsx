const paths = {
  discover: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm3.5 5.5-2 5-5 2 2-5 5-2Z',
  trips: 'M4 19c5 0 4-6 8-6s3-7 8-7M4 19a1 1 0 1 0 .01 0M20 6a1 1 0 1 0-.01 0',
  map: 'm3 6 6-2 6 2 6-2v14l-6 2-6-2-6 2V6Zm6-2v14m6-12v14',
  profile: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c0-3.5 3-6 7-6s7 2.5 7 6',
  account: 'M6 11h12v9H6v-9Zm2 0V8a4 4 0 0 1 8 0v3',
  edit: 'M4 20h4L19 9l-4-4L4 16v4Z',
  delete: 'M5 7h14M10 7V4h4v3m-7 0 1 13h8l1-13',
  auto: 'M12 3a9 9 0 1 0 0 18V3Z',
  light: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-6v3m0 14v3M2 12h3m14 0h3M5 5l2 2m10 10 2 2M5 19l2-2M17 7l2-2',
  dark: 'M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10Z',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  world: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c3 3 3 15 0 18-3-3-3-15 0-18Z',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing beside a text or a label; it says nothing of its own. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
