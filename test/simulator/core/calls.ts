import type { Exchange } from './http.ts';

const KEPT = 20_000;

/** One request that a service received, and how it was answered. */
export interface Call {
  /** ISO, simulator's clock. */
  time: string;
  host: string;
  service: string;
  operation: string;
  method: string;
  /** Path and query. */
  path: string;
  tenant?: string;
  subscription?: string;
  principal?: string;
  status: number;
  /** Id of the fault that changed the answer. */
  fault?: string;
}

export interface CallCounts {
  total: number;
  /** Calls beyond the kept ones are counted and not listed. */
  notListed: number;
  byService: Record<string, number>;
  byOperation: Record<string, number>;
  byStatus: Record<string, number>;
  /** Most requests that were under way at once. */
  maxInFlight: number;
}

/** The calls that were received; counts are exact, the list keeps the latest. */
export class CallLog {
  private kept: Call[] = [];
  private dropped = 0;
  private inFlight = 0;
  private maxInFlight = 0;
  private byService: Record<string, number> = {};
  private byOperation: Record<string, number> = {};
  private byStatus: Record<string, number> = {};

  begin(): void {
    this.inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
  }

  /** Status 0: the connection was cut on purpose. */
  end(exchange: Exchange, rawPath: string, status: number, fault?: string): void {
    this.inFlight -= 1;
    count(this.byService, exchange.service);
    count(this.byOperation, `${exchange.service}.${exchange.operation}`);
    count(this.byStatus, String(status));
    if (this.kept.length >= KEPT) {
      this.dropped += KEPT / 2;
      this.kept = this.kept.slice(KEPT / 2);
    }
    this.kept.push({
      time: new Date(exchange.now).toISOString(),
      host: exchange.host,
      service: exchange.service,
      operation: exchange.operation,
      method: exchange.method,
      path: rawPath,
      ...(exchange.tenant && { tenant: exchange.tenant }),
      ...(exchange.subscription && { subscription: exchange.subscription }),
      ...(exchange.principal && { principal: exchange.principal.name }),
      status,
      ...(fault && { fault }),
    });
  }

  list(): readonly Call[] {
    return this.kept;
  }

  counts(): CallCounts {
    const { byService, byOperation, byStatus, maxInFlight } = this;
    return {
      total: this.kept.length + this.dropped,
      notListed: this.dropped,
      byService,
      byOperation,
      byStatus,
      maxInFlight,
    };
  }

  clear(): void {
    this.kept = [];
    this.dropped = 0;
    this.maxInFlight = this.inFlight;
    this.byService = {};
    this.byOperation = {};
    this.byStatus = {};
  }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
