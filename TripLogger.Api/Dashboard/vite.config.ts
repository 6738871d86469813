import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Aspire tells a resource where the API it refers to is listening.
const environment = (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env ?? {};
const api = environment.API_HTTP ?? environment.services__api__http__0 ?? 'http://localhost:5080';

export default defineConfig({
  plugins: [react()],
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
    restoreMocks: true,
    unstubGlobals: true,
  },
});
