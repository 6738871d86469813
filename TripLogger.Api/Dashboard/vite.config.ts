import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

interface NodeProcess {
  env: Record<string, string | undefined>;
  once(signal: 'SIGTERM', end: () => void): void;
  exit(): void;
}

// Aspire tells a resource where the API it refers to is listening.
const { process } = globalThis as unknown as { process: NodeProcess };
const environment = process.env;
const api = environment.API_HTTP ?? environment.services__api__http__0 ?? 'http://localhost:5080';

// Asked to end while it starts, the dev server would stay: it waits for what it is still preparing.
const end = () => {
  process.once('SIGTERM', () => process.exit());
};
const endAtOnce = { name: 'end-at-once', apply: 'serve' as const, configureServer: end };

export default defineConfig({
  plugins: [react(), endAtOnce],
  server: {
    host: 'localhost',
    port: 5173,
    strictPort: true,
    proxy: { '/api': api, '/config.json': api, '/openapi': api },
  },
  build: {
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // A data: address would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    // Beside a whole solution's tests, a worker may wait for its turn.
    testTimeout: 60_000,
    // Setting up a browser's stand-in anew for each file costs four times what the tests do.
    isolate: false,
    pool: 'threads',
    restoreMocks: true,
    unstubGlobals: true,
  },
});
