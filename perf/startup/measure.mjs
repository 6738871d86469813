#!/usr/bin/env node
// Starts and ends the AppHost as a developer does, on its fixed ports, and prints how long that takes (Linux: processes are read from /proc).
//
//   node perf/startup/measure.mjs                 second starts: to Ready, Ctrl+C to the prompt, memory by process, the last one's timeline
//   node perf/startup/measure.mjs --rounds 20     that many in a row; ends with 1 when one does not start, or leaves a process or a port
//   node perf/startup/measure.mjs --fresh         a new clone of HEAD with an empty NuGet cache, once a round
//
// Ready: the page, the API's and the emulators' health answer. Nothing else should run meanwhile.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readTimeline } from './timeline.mjs';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const isFresh = process.argv.includes('--fresh');
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] || (isFresh ? 1 : 5));
const limit = isFresh ? 900_000 : 120_000;
const ports = [5080, 5173, 8000, 9339, 15080, 19080];
// DynamoDB Local answers 400 to a request without a signature: it is there.
const addresses = { 'http://localhost:5173/': 200, 'http://localhost:5080/health': 200, 'http://localhost:9339/health': 200, 'http://localhost:8000/': 400 };
// Aspire tells each change of a resource's state, with the time.
const logging = {
  Logging__Console__FormatterName: 'simple',
  Logging__Console__FormatterOptions__SingleLine: 'true',
  Logging__Console__FormatterOptions__TimestampFormat: 'yyyy-MM-ddTHH:mm:ss.fffZ ',
  Logging__Console__FormatterOptions__UseUtcTimestamp: 'true',
  'Logging__LogLevel__Aspire.Hosting.ApplicationModel': 'Debug',
  'Logging__LogLevel__Aspire.Hosting.Health': 'Debug',
};

async function measure(round) {
  const marker = `TRIPLOGGER_ROUND=${process.pid}-${round}`;
  const clone = isFresh ? mkdtempSync(join(tmpdir(), 'triplogger-clone-')) : null;
  await requireFreePorts();

  const folder = clone ?? repository;
  const began = Date.now();
  if (clone) {
    execFileSync('git', ['clone', '--quiet', repository, clone]);
  }

  const environment = { ...process.env, ...logging, [marker.split('=')[0]]: marker.split('=')[1], ...(clone && { NUGET_PACKAGES: join(clone, '.packages') }) };
  const command = ['--default-signal', 'dotnet', 'run', ...(clone ? [] : ['--no-build']), '--project', 'TripLogger.AppHost'];
  const appHost = spawn('env', command, { cwd: folder, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  appHost.stdout.on('data', (text) => output.push(text));
  appHost.stderr.on('data', (text) => output.push(text));
  const ended = new Promise((end) => appHost.once('exit', (code, signal) => end(code ?? signal)));

  try {
    const ready = await untilReady(appHost, began, () => output.join(''));
    await delay(3_000);
    const memory = memoryByProcess(marker);
    const pressed = Date.now();
    process.kill(-appHost.pid, 'SIGINT');
    const code = await within(ended, 60_000, 'The AppHost did not end within a minute of Ctrl+C.');
    const stopped = Date.now() - pressed;
    const left = processes(marker);
    if (code !== 0 || left.length > 0) {
      throw new Error(`The AppHost ended with ${code} and left: ${left.map((process) => process.name).join(', ') || 'nothing'}.\n${output.join('')}`);
    }

    await requireFreePorts();
    return { ready, stopped, memory, timeline: readTimeline(output.join(''), began) };
  } finally {
    for (const { id } of processes(marker)) {
      process.kill(id, 'SIGKILL');
    }
    if (clone) {
      rmSync(clone, { recursive: true, force: true });
    }
  }
}

async function untilReady(appHost, began, output) {
  for (const [address, status] of Object.entries(addresses)) {
    while ((await statusOf(address)) !== status) {
      if (appHost.exitCode !== null || Date.now() - began > limit) {
        throw new Error(`${address} did not answer ${status} within ${limit / 1000} s, or the AppHost ended. It said:\n${output()}`);
      }
      await delay(20);
    }
  }
  return Date.now() - began;
}

function statusOf(address) {
  return new Promise((answer) => {
    const request = get(address, { timeout: 2_000 }, (response) => {
      response.resume();
      answer(response.statusCode);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => answer(null));
  });
}

async function requireFreePorts() {
  for (const port of ports) {
    const isTaken = await new Promise((answer) => {
      const socket = connect(port, 'localhost');
      socket.once('connect', () => socket.destroy() && answer(true));
      socket.once('error', () => answer(false));
    });
    if (isTaken) {
      throw new Error(`Port ${port} is taken: end what runs there first.`);
    }
  }
}

/** The processes that inherited the round's variable. */
function processes(marker) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && read(name, 'environ').includes(marker))
    .map((id) => ({ id: Number(id), name: nameOf(read(id, 'cmdline').split('\0')) }))
    .filter((process) => process.name !== '');
}

function memoryByProcess(marker) {
  return processes(marker).map(({ id, name }) => ({ name, megabytes: Number(/^Pss:\s+(\d+)/m.exec(read(id, 'smaps_rollup'))?.[1] ?? 0) / 1024 }));
}

function nameOf([program, ...args]) {
  const [, project] = [program, ...args].join(' ').match(/--project (\S+)/) ?? [];
  const name = (path) => path?.split('/').at(-1) ?? '';
  const script = args.find((argument) => /\.(dll|js)$/.test(argument));
  return project ? `dotnet run ${name(project)}` : script ? `${name(program)} ${name(script)}` : name(program);
}

function read(id, file) {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    // It ended meanwhile, or is someone else's.
    return '';
  }
}

async function within(promise, milliseconds, message) {
  return Promise.race([promise, delay(milliseconds, null, { ref: false }).then(() => Promise.reject(new Error(message)))]);
}

function summary(values, unit = 's', scale = 1000) {
  const sorted = values.map((value) => value / scale).sort((one, other) => one - other);
  return `${sorted[Math.floor(sorted.length / 2)].toFixed(1)} ${unit} (${sorted[0].toFixed(1)}–${sorted.at(-1).toFixed(1)})`;
}

const results = [];
for (let round = 1; round <= rounds; round++) {
  const result = await measure(round);
  results.push(result);
  console.log(`${round}: Ready after ${(result.ready / 1000).toFixed(1)} s, prompt ${(result.stopped / 1000).toFixed(1)} s after Ctrl+C`);
}

console.log(`\nmedian of ${rounds} (smallest–largest)`);
console.log(`  ${isFresh ? 'fresh clone' : 'second start'} to Ready: ${summary(results.map((result) => result.ready))}`);
console.log(`  Ctrl+C to the prompt: ${summary(results.map((result) => result.stopped))}`);
console.log(`  memory, proportional: ${summary(results.map((result) => result.memory.reduce((sum, { megabytes }) => sum + megabytes, 0)), 'MB', 1)}`);
for (const { name, megabytes } of results.at(-1).memory.sort((one, other) => other.megabytes - one.megabytes)) {
  console.log(`    ${megabytes.toFixed(0).padStart(5)} MB  ${name}`);
}
console.log(`\ntimeline of the last start\n${results.at(-1).timeline}`);
