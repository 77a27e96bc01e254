import type { Posture, PostureSystem } from '../api/types';
import { Panel } from '../components/Panel';
import { TextLink } from '../components/links';
import { shortTitle } from '../frameworks/shortTitle';
import { RiskTierBadge } from '../systems/Badges';
import classes from './Matrix.module.css';
import { MatrixCell } from './MatrixCell';

function Row({ system, frameworkIds }: { system: PostureSystem; frameworkIds: readonly string[] }) {
  return (
    <tr>
      <th scope="row">
        <TextLink to="/systems/$systemId" params={{ systemId: system.id }} className={classes.name}>
          {system.name}
        </TextLink>
        <RiskTierBadge tier={system.risk_tier} />
      </th>
      {frameworkIds.map((id) => (
        <td key={id}>
          <MatrixCell cell={system.frameworks.find((framework) => framework.framework_id === id)} />
        </td>
      ))}
    </tr>
  );
}

/** Systems by frameworks: the latest outcomes of each pair. */
export function Matrix({ posture }: { posture: Posture }) {
  const frameworkIds = posture.frameworks.map((framework) => framework.id);
  return (
    <Panel title="Systems by framework" flush>
      {/* A wide table scrolls on its own; by keyboard too, hence the tab stop. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} role="region" aria-label="Systems by framework, scrollable" tabIndex={0}>
        <table className={classes.matrix}>
          <thead>
            <tr>
              <th scope="col">System</th>
              {posture.frameworks.map((framework) => (
                <th key={framework.id} scope="col">
                  {shortTitle(framework.title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {posture.systems.map((system) => (
              <Row key={system.id} system={system} frameworkIds={frameworkIds} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
