import type { EstateRow } from './row.ts';

/** Who is told when an alert fires. Addresses, numbers and URLs of receivers are personal or secret and are never here. https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups */
export interface ActionGroup extends EstateRow {
  readonly what: 'actionGroup';
  readonly id: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly enabled: boolean;
  readonly receivers: readonly Receiver[];
}

/** Whom an action group tells, without the address. */
export interface Receiver {
  /** `email`, `sms`, `webhook`, `logicApp`, … as Azure's lists are called. */
  readonly kind: string;
  /** Null where people gave it its address for a name. */
  readonly name: string | null;
}
