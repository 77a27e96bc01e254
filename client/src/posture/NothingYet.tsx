import { Code } from '@mantine/core';
import { useCan } from '../auth/session';
import { EmptyState } from '../components/EmptyState';
import { ButtonLink } from '../components/links';
import { Panel } from '../components/Panel';

/** The posture before any system is registered. */
export function NothingYet() {
  const mayRegister = useCan('systems:write');
  return (
    <Panel>
      <EmptyState
        title="No AI system is registered yet"
        action={mayRegister ? <ButtonLink to="/systems/new">Register a system</ButtonLink> : null}
      >
        Run <Code>syndic demo</Code> on the machine that runs the platform: it loads six publicly documented AI systems
        and executes every framework on them. Or register a system of your own.
      </EmptyState>
    </Panel>
  );
}
