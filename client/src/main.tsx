import './theme/styles';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/problem';
import { createQueryClient } from './api/queryClient';
import { endSession } from './auth/expiry';
import { reloadOnMissingCode } from './reload';
import { makeRouter } from './router';
import { cssVariablesResolver, theme } from './theme/theme';

reloadOnMissingCode();

const queryClient = createQueryClient(() => endSession(router, queryClient));
const router = makeRouter(queryClient);

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no element with the id "root".');
}

createRoot(root, {
  // What the server refused is shown on the page; only defects of the console belong in the browser's log.
  onCaughtError: (error) => {
    if (!(error instanceof ApiError)) {
      reportError(error);
    }
  },
}).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
