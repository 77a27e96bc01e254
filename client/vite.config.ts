import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds the API: the proxy that `syndic up` starts, unless SYNDIC_URL says otherwise. */
const api = process.env.SYNDIC_URL ?? 'https://localhost:8443';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // Every asset is a file of its own: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // The local certificate authority is not in Node's trust store.
    proxy: { '/api': { target: api, secure: false, changeOrigin: true } },
  },
  test: {
    pool: 'threads',
    projects: [
      { extends: true, test: { name: 'units', environment: 'node', isolate: false, include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'components',
          environment: 'jsdom',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/testing/setup.ts'],
        },
      },
    ],
  },
});
