// Reads an AppHost's log: when each resource was in which state, and which one the others waited for.

const line = /^(?<time>\d{4}-\d\d-\d\dT[\d:.]+Z) \w+: (?<category>\S+?)\[\d+\] (?<text>.*)$/;
const change = /^Resource (?<resource>[^/\s]+)\/\S+ changed state: (?<from>.*) -> (?<to>.*)$/;
const width = 60;

/**
 * @param {string} log What the AppHost wrote, one line an entry, with UTC times.
 * @param {number} began When it was started, in milliseconds since 1970.
 * @returns {string} A row a resource: a bar (w waiting, s starting, # running), then its states with seconds since the start.
 */
export function readTimeline(log, began) {
  const resources = new Map();
  for (const { time, text } of log.split('\n').map((entry) => line.exec(entry)?.groups).filter(Boolean)) {
    const { resource, to } = change.exec(text)?.groups ?? {};
    if (resource && to) {
      const states = resources.get(resource) ?? [];
      states.push({ state: to, at: (Date.parse(time) - began) / 1000 });
      resources.set(resource, states);
    }
  }

  const started = [...resources].map(([name, states]) => ({ name, states: states.filter(({ state }) => !/^(Stopping|Finished|Exited)/.test(state)) }));
  const end = Math.max(...started.flatMap(({ states }) => states.map(({ at }) => at)), 1);
  return started
    .sort((one, other) => one.states[0].at - other.states[0].at)
    .map(({ name, states }) => `  ${name.padEnd(18)} ${bar(states, end)}  ${states.map(({ state, at }) => `${state} ${at.toFixed(2)}`).join(', ')}`)
    .join('\n');
}

function bar(states, end) {
  return Array.from({ length: width }, (_, column) => {
    const at = ((column + 0.5) / width) * end;
    const current = states.findLast((state) => state.at <= at)?.state ?? '';
    return { '': ' ', Waiting: 'w', Running: '#' }[current] ?? 's';
  }).join('');
}
