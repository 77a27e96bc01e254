import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { isStatus } from './api/problem';
import type { AuditFilters } from './audit/queries';
import { sessionQuery } from './auth/session';
import { ErrorPage } from './components/ErrorPage';
import { NotFoundPage } from './components/NotFoundPage';
import { PageSkeleton } from './components/PageSkeleton';
import { choice, text } from './components/search';
import type { ResultFilter } from './executions/grouping';
import { OUTCOMES } from './executions/outcomes';
import type { ExecutionFilters } from './executions/queries';
import { LIFECYCLES, RISK_TIERS } from './systems/labels';
import type { SystemFilters } from './systems/queries';

/** The search part of an address before it is checked. */
type Unchecked = Record<string, unknown>;

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Unchecked): { return_to?: string | undefined; expired?: true | undefined } => ({
    return_to: text(search.return_to),
    expired: search.expired ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('./auth/SignInPage'), 'SignInPage'),
});

/** Everything behind the sign-in. */
const consoleRoute = createRoute({
  getParentRoute: () => root,
  id: 'console',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (isStatus(error, 401)) {
        const returnTo = location.href === '/' ? undefined : location.href;
        throw redirect({ to: '/sign-in', search: { return_to: returnTo } });
      }
      throw error;
    }
  },
  component: lazyRouteComponent(() => import('./shell/Shell'), 'Shell'),
});

const posture = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./posture/PosturePage'), 'PosturePage'),
});

const systems = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/systems',
  validateSearch: (search: Unchecked): SystemFilters => ({
    search: text(search.search),
    risk_tier: choice(search.risk_tier, RISK_TIERS),
    lifecycle: choice(search.lifecycle, LIFECYCLES),
  }),
  component: lazyRouteComponent(() => import('./systems/SystemsPage'), 'SystemsPage'),
});

const systemNew = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/systems/new',
  component: lazyRouteComponent(() => import('./systems/RegisterSystemPage'), 'RegisterSystemPage'),
});

const system = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/systems/$systemId',
  component: lazyRouteComponent(() => import('./systems/SystemLayout'), 'SystemLayout'),
});

const systemOverview = createRoute({
  getParentRoute: () => system,
  path: '/',
  component: lazyRouteComponent(() => import('./systems/overview/OverviewTab'), 'OverviewTab'),
});

const systemFacts = createRoute({
  getParentRoute: () => system,
  path: '/facts',
  validateSearch: (search: Unchecked): { search?: string | undefined; unknown?: true | undefined } => ({
    search: text(search.search),
    unknown: search.unknown ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('./systems/facts/FactsTab'), 'FactsTab'),
});

const systemExecutions = createRoute({
  getParentRoute: () => system,
  path: '/executions',
  component: lazyRouteComponent(() => import('./systems/ExecutionsTab'), 'ExecutionsTab'),
});

const systemEvidence = createRoute({
  getParentRoute: () => system,
  path: '/evidence',
  validateSearch: (search: Unchecked): { kind?: string | undefined } => ({ kind: text(search.kind) }),
  component: lazyRouteComponent(() => import('./systems/evidence/EvidenceTab'), 'EvidenceTab'),
});

const executions = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/executions',
  validateSearch: (search: Unchecked): ExecutionFilters => ({
    framework_id: text(search.framework_id),
    status: choice(search.status, { queued: 1, running: 1, completed: 1, failed: 1 }),
  }),
  component: lazyRouteComponent(() => import('./executions/ExecutionsPage'), 'ExecutionsPage'),
});

const execution = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/executions/$executionId',
  validateSearch: (search: Unchecked): ResultFilter & { by?: 'outcome' | undefined } => ({
    outcome: OUTCOMES.find((outcome) => outcome === search.outcome),
    search: text(search.search),
    by: search.by === 'outcome' ? 'outcome' : undefined,
  }),
  component: lazyRouteComponent(() => import('./executions/ExecutionPage'), 'ExecutionPage'),
});

const frameworks = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/frameworks',
  component: lazyRouteComponent(() => import('./frameworks/FrameworksPage'), 'FrameworksPage'),
});

const framework = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/frameworks/$frameworkId',
  validateSearch: (search: Unchecked): { search?: string | undefined } => ({ search: text(search.search) }),
  component: lazyRouteComponent(() => import('./frameworks/FrameworkPage'), 'FrameworkPage'),
});

const audit = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/audit',
  validateSearch: (search: Unchecked): AuditFilters => ({
    subject_type: text(search.subject_type),
    subject_id: text(search.subject_id),
    actor: text(search.actor),
    action: text(search.action),
  }),
  component: lazyRouteComponent(() => import('./audit/AuditPage'), 'AuditPage'),
});

const account = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./auth/AccountPage'), 'AccountPage'),
});

/** Any other address, within the frame of the console. */
const nowhere = createRoute({
  getParentRoute: () => consoleRoute,
  path: '$',
  component: NotFoundPage,
});

const routeTree = root.addChildren([
  signIn,
  consoleRoute.addChildren([
    posture,
    systems,
    systemNew,
    system.addChildren([systemOverview, systemFacts, systemExecutions, systemEvidence]),
    executions,
    execution,
    frameworks,
    framework,
    audit,
    account,
    nowhere,
  ]),
]);

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
