// Measures what a visitor downloads before anything is clicked, and fails when it is more than agreed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 150;
const dist = new URL('../dist/', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));

const gzipKb = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;

/** A chunk with all that it imports at once. */
function withImports(key, found = new Set()) {
  if (!found.has(key)) {
    found.add(key);
    for (const imported of manifest[key].imports ?? []) {
      withImports(imported, found);
    }
  }
  return found;
}

const chunks = (...keys) => [...new Set(keys.flatMap((key) => [...withImports(key)]))].map((key) => manifest[key].file);
const sum = (files) => files.reduce((total, file) => total + gzipKb(file), 0);

// The start page shows its map without being asked; someone who wants to sign in loads Amplify.
const views = {
  'start page': chunks('index.html'),
  'start page with its map': chunks('index.html', 'src/map/WorldMap.tsx'),
  'sign-in page with Amplify': chunks('index.html', 'src/auth/SignInPage.tsx', 'src/auth/cognito.ts'),
};

let isTooLarge = false;
for (const [view, files] of Object.entries(views)) {
  const kb = sum(files);
  isTooLarge ||= kb > LIMIT_KB;
  console.log(`${view}: ${kb.toFixed(1)} KB of JavaScript (gzip), limit ${LIMIT_KB} KB`);
}
if (process.argv.includes('--all')) {
  for (const file of readdirSync(join(dist, 'assets')).sort()) {
    console.log(`  ${gzipKb(`assets/${file}`).toFixed(1).padStart(6)} KB  ${file}`);
  }
}
if (isTooLarge) {
  console.error('Load something on demand, or find a smaller library.');
  process.exitCode = 1;
}
