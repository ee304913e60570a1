import type { Exchange, Principal, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Subscription } from '../../world/model.ts';
import type { AlertRule } from '../../world/ruleModel.ts';
import { ACTION_GROUP_TYPE, PROCESSING_RULE_TYPE, RULE_TYPES } from '../../world/watchers.ts';
import { processingRuleShape } from '../alertsManagement/processingRuleShape.ts';
import { requireRegistration, requireSubscription } from '../resourceManager/access.ts';
import { WATCHER_VERSIONS } from '../resourceManager/apiVersions.ts';
import type { ArmRoute } from '../resourceManager/armRoute.ts';
import { armError } from '../resourceManager/errors.ts';
import { findGroup, same } from '../resourceManager/model.ts';
import { page } from '../resourceManager/paging.ts';
import { actionGroupShape } from './actionGroupShape.ts';
import { LEGACY, ruleShape } from './ruleShapes.ts';

interface Row {
  id: string;
  resourceGroup: string;
  body: unknown;
}

/** Lists, lists by group and single ones of everything that watches: rules, action groups, alert processing rules. */
export function watcherRoutes(simulation: Simulation): ArmRoute[] {
  const rules = Object.entries(RULE_TYPES).flatMap(([kind, type]) =>
    routesOf(simulation, type, (subscription, x) => ruleRows(simulation, kind as AlertRule['kind'], subscription, x)),
  );
  const groups = routesOf(simulation, ACTION_GROUP_TYPE, (subscription, x) =>
    simulation.world.watching(subscription, x.now).actionGroups.map((one) => ({ ...one, body: actionGroupShape(one) })),
  );
  const processing = routesOf(simulation, PROCESSING_RULE_TYPE, (subscription, x) =>
    simulation.world
      .watching(subscription, x.now)
      .processingRules.map((one) => ({ ...one, body: processingRuleShape(one) })),
  );
  return [...rules, ...groups, ...processing];
}

function ruleRows(simulation: Simulation, kind: AlertRule['kind'], subscription: Subscription, x: Exchange): Row[] {
  const version = x.query.get('api-version') ?? '';
  return simulation.world
    .watching(subscription, x.now)
    .rules.filter((one) => one.kind === kind && (one.kind !== 'log' || version !== LEGACY || one.generation === '2018'))
    .map((one) => ({ id: one.id, resourceGroup: one.resourceGroup, body: ruleShape(one, version) }));
}

function routesOf(
  simulation: Simulation,
  type: string,
  rowsOf: (subscription: Subscription, x: Exchange) => Row[],
): ArmRoute[] {
  const [namespace = '', name = ''] = type.split('/');
  const service = namespace === 'Microsoft.Insights' ? 'insights' : 'alertsManagement';
  const common = { service, versions: WATCHER_VERSIONS[type.toLowerCase()] ?? [], type } as const;
  const tail = `providers/${namespace.replace('.', '\\.')}/${name}`;
  const open = (x: Exchange, principal: Principal, id: string): Subscription => {
    const subscription = requireSubscription(simulation, x, principal, id, `${type}/read`);
    requireRegistration(subscription, namespace);
    return subscription;
  };
  const list = (x: Exchange, rows: Row[]): Reply => ({
    status: 200,
    body: page(x, rows, simulation.behaviour.armPageSize, (one) => one.body),
  });
  return [
    {
      ...common,
      path: new RegExp(`^/subscriptions/(?<s>[^/]+)/${tail}$`, 'i'),
      operation: `list${name}`,
      handle: (x, principal, p) => list(x, rowsOf(open(x, principal, p.s ?? ''), x)),
    },
    {
      ...common,
      path: new RegExp(`^/subscriptions/(?<s>[^/]+)/resourcegroups/(?<g>[^/]+)/${tail}$`, 'i'),
      operation: `list${name}ByResourceGroup`,
      handle: (x, principal, p) => {
        const subscription = open(x, principal, p.s ?? '');
        const group = findGroup(simulation, x, subscription, p.g ?? '');
        return list(
          x,
          rowsOf(subscription, x).filter((one) => same(one.resourceGroup, group.name)),
        );
      },
    },
    {
      ...common,
      path: new RegExp(`^(?<id>/subscriptions/(?<s>[^/]+)/resourcegroups/(?<g>[^/]+)/${tail}/[^/]+)$`, 'i'),
      operation: `get${name}`,
      handle: (x, principal, p) => {
        const found = rowsOf(open(x, principal, p.s ?? ''), x).find((one) => same(one.id, p.id ?? ''));
        if (!found) {
          throw armError('ResourceNotFound', `The Resource '${p.id ?? ''}' was not found.`);
        }
        return { status: 200, body: found.body };
      },
    },
  ];
}
