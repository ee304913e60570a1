/** One distinct name = one code, for as long as the process runs. Only for names of few values: types, locations, states. */
export interface Names {
  /** NO_ROW for a name that nothing in the estate has. */
  code(name: string): number;
  name(code: number): string;
}

/** Stands for no row, no code, no group where a typed array has to hold a number. */
export const NO_ROW = 0xffffffff;

/**
 * Resources of one subscription: an immutable segment of typed arrays. Row numbers are only meaningful within it.
 * Built so that a resource costs tens of bytes; the text accessors make their strings when asked.
 */
export interface InventorySegment {
  readonly subscriptionId: string;
  readonly observedAt: number;
  readonly length: number;
  readonly groups: readonly ResourceGroup[];
  /** Codes in `Snapshot.names`. Types are compared in lower case; `typeName` gives Azure's spelling. */
  readonly types: Uint32Array;
  readonly locations: Uint32Array;
  /** Index in `groups`, or NO_ROW for resources outside any group. */
  readonly group: Uint32Array;
  /** The ARM id as Azure gave it. */
  id(row: number): string;
  name(row: number): string;
  typeName(row: number): string;
  kind(row: number): string | null;
  sku(row: number): string | null;
  tags(row: number): Readonly<Record<string, string>>;
  /** Row with this id in any case; NO_ROW when there is none. */
  find(id: string): number;
}

/** A resource group of one subscription. */
export interface ResourceGroup {
  name: string;
  location: string;
  tags: Readonly<Record<string, string>>;
}

/** Resource Health of one subscription: what Azure said of each resource that has a health. Immutable. */
export interface HealthSegment {
  readonly subscriptionId: string;
  readonly observedAt: number;
  readonly length: number;
  /** HealthValue a row. */
  readonly values: Uint8Array;
  /** When the state began, ms; NaN when Azure didn't say. */
  readonly occurredAt: Float64Array;
  /** The resource's ARM id, cut from the status' id. */
  id(row: number): string;
  /** Azure's own `availabilityState`. */
  state(row: number): string;
  /** `Unplanned`, `Planned`, `UserInitiated`, … or null. */
  reasonType(row: number): string | null;
  /** `Transient`, `Persistent` or null. */
  chronicity(row: number): string | null;
  title(row: number): string | null;
  /** Plain text: Azure's HTML is taken out. */
  summary(row: number): string | null;
  reportedAt(row: number): number | null;
  location(row: number): string | null;
  /** What only some resources have; null for most. */
  details(row: number): HealthDetails | null;
  find(id: string): number;
}

/** What Azure says of resources that are, or were, in trouble. Times in ms, texts without HTML. */
export interface HealthDetails {
  /** What Azure recommends to do. */
  readonly actions: string | null;
  /** When Azure found the cause. */
  readonly rootCauseAt: number | null;
  /** When Azure expects it to be over. */
  readonly resolutionEtaAt: number | null;
  /** `Platform Initiated`, `Customer Initiated`, … */
  readonly context: string | null;
  /** The outage that is just over. */
  readonly recentlyResolved: {
    readonly occurredAt: number | null;
    readonly resolvedAt: number | null;
    readonly summary: string | null;
  } | null;
}
