// Publishes the API with the page in it, runs it in Development beside the AppHost's emulators, and has Lighthouse look at it.
// Needs a running AppHost (dotnet run --project TripLogger.AppHost) and Chromium. Exits with 1 when a score is too low.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const LOWEST = { performance: 95, accessibility: 100, 'best-practices': 95 };
const APP_HOST = 'http://localhost:5080';
const ADDRESS = 'http://localhost:5081';

const root = fileURLToPath(new URL('../..', import.meta.url));
const published = path.join(root, 'artifacts', 'lighthouse', 'published');
const report = path.join(root, 'artifacts', 'lighthouse', 'report.html');

const publish = spawnSync('dotnet', ['publish', 'TripLogger.Api', '--output', published, '-nologo', '-verbosity:quiet'], { cwd: root, stdio: 'inherit' });
if (publish.status !== 0) {
  process.exit(1);
}

const config = await readConfiguration();
const api = spawn('dotnet', ['TripLogger.Api.dll'], {
  cwd: published,
  env: {
    ...process.env,
    ASPNETCORE_ENVIRONMENT: 'Development',
    ASPNETCORE_URLS: ADDRESS,
    AWS_REGION: config.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: process.env.AWS_ENDPOINT_URL_DYNAMODB ?? 'http://localhost:8000',
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: config.userPoolEndpoint,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY: config.identityPoolEndpoint,
    AWS__Resources__Region: config.region,
    AWS__Resources__UserPoolId: config.userPoolId,
    AWS__Resources__UserPoolClientId: config.userPoolClientId,
    AWS__Resources__IdentityPoolId: config.identityPoolId,
    AWS__Resources__UserTableName: 'triplogger-develop-UserTable',
    AWS__Resources__TripTableName: 'triplogger-develop-TripTable',
    AWS__Resources__ClosingTableName: 'triplogger-develop-ClosingTable',
  },
  stdio: 'ignore',
});
try {
  await answers(ADDRESS);
  process.exitCode = await measure();
} finally {
  api.kill();
}

async function readConfiguration() {
  try {
    return await (await fetch(`${APP_HOST}/config.json`)).json();
  } catch {
    console.error(`Nothing answers at ${APP_HOST}: start the AppHost first (dotnet run --project TripLogger.AppHost).`);
    process.exit(1);
  }
}

async function answers(address) {
  for (let attempt = 0; attempt < 100 && api.exitCode === null; attempt++) {
    try {
      await fetch(`${address}/alive`);
      // Else it may be another one that answers, with another page.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (api.exitCode === null) {
        return;
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  throw new Error(`The published API does not answer at ${address}: is the port taken?`);
}

async function measure() {
  const chromePath = process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--disable-gpu', ...sandbox] });
  try {
    const result = await lighthouse(`${ADDRESS}/`, { port: chrome.port, output: 'html', onlyCategories: Object.keys(LOWEST), logLevel: 'error' });
    await mkdir(path.dirname(report), { recursive: true });
    await writeFile(report, result.report);
    let isGood = true;
    for (const { id, score } of Object.values(result.lhr.categories)) {
      const points = Math.round(score * 100);
      isGood &&= points >= LOWEST[id];
      console.log(`${id.padEnd(16)} ${points} (at least ${LOWEST[id]})`);
    }
    for (const id of ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift']) {
      console.log(`${id.padEnd(26)} ${result.lhr.audits[id].displayValue}`);
    }
    for (const audit of Object.values(result.lhr.audits).filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === 'binary')) {
      console.log(`failed: ${audit.id}: ${audit.title}`);
    }
    console.log(`The report: ${report}`);
    return isGood ? 0 : 1;
  } finally {
    await chrome.kill();
  }
}
